"""The list of the territories that an installation begins with, as a spreadsheet saves it (CSV)."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from eclore.kit.errors import Invalid
from tenants.territories import validators
from tenants.territories.models import Kind

NEEDED = ("slug", "name", "kind")
COLUMNS = (*NEEDED, "code", "department", "accent", "manager", "manager_name")
LONGEST = {"name": 120, "code": 20, "department": 3}  # characters, as the table has them


@dataclass(frozen=True)
class Listed:
    """One line: what `provision` takes, and whom to invite as the first manager; `line` counts from the first, 1."""

    line: int
    slug: str = ""
    name: str = ""
    kind: str = ""
    code: str = ""
    department: str = ""
    accent: str = "#0b5c7a"
    manager: str = ""
    manager_name: str = ""
    has_more: bool = False


def read(content: bytes) -> list[Listed]:
    """Every line of a list. Raises Invalid with all that is wrong, a line each: nothing is made of half a list."""
    try:
        return _read(content)
    except csv.Error as error:
        raise Invalid(f"Ce fichier n'est pas une liste : {error}.") from error


def _read(content: bytes) -> list[Listed]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    head = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=max(";,\t", key=head.count))
    columns = [name.strip().lower() for name in rows.fieldnames or ()]
    missing, unknown = [n for n in NEEDED if n not in columns], [n for n in columns if n not in COLUMNS]
    if missing or unknown:
        raise Invalid(
            f"La première ligne nomme les colonnes, parmi : {', '.join(COLUMNS)}. "
            + (f"Il manque : {', '.join(missing)}. " if missing else "")
            + (f"Inconnues : {', '.join(unknown)}." if unknown else "")
        )
    rows.fieldnames = columns
    listed = [_listed(rows.line_num, row) for row in rows if any(filter(None, row.values()))]
    if wrong := list(_wrong(listed)):
        raise Invalid("\n".join(wrong))
    return listed


def _listed(line: int, row: dict[str | None, Any]) -> Listed:
    found = {name: value for name in COLUMNS if (value := (row.get(name) or "").strip())}
    return Listed(line=line, has_more=None in row, **found)


def _wrong(listed: list[Listed]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for each in listed:
        if each.has_more:
            yield f"Ligne {each.line} : plus de cases que de colonnes."
        if each.slug in seen:
            yield f"Ligne {each.line} : « {each.slug} » est déjà à la ligne {seen[each.slug]}."
        seen.setdefault(each.slug, each.line)
        try:
            validators.schema_of(each.slug)
            validators.readable_accent(each.accent)
        except Invalid as refusal:
            yield f"Ligne {each.line} : {refusal.sentence}"
        if not each.name:
            yield f"Ligne {each.line} : il manque un nom."
        for column, most in LONGEST.items():
            if len(getattr(each, column)) > most:
                yield f"Ligne {each.line} : {column} a {most} caractères au plus."
        if each.kind not in Kind.values:
            yield f"Ligne {each.line} : un type parmi {', '.join(Kind.values)}."
