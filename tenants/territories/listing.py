"""The list of the territories that an installation begins with, as a spreadsheet saves it (CSV)."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

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
        raise Invalid(_("Ce fichier n'est pas une liste : %s.") % error) from error


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
        said = [_("La première ligne nomme les colonnes, parmi : %s.") % ", ".join(COLUMNS)]
        said += [_("Il manque : %s.") % ", ".join(missing)] if missing else []
        said += [_("Inconnues : %s.") % ", ".join(unknown)] if unknown else []
        raise Invalid(" ".join(said))
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
        for said in _wrong_with(each, seen.setdefault(each.slug, each.line)):
            yield _("Ligne %(line)d : %(said)s") % {"line": each.line, "said": said}


def _wrong_with(each: Listed, first: int) -> Iterator[str]:
    """What is wrong with a line; `first` is the first one that has its slug, this one or another."""
    if each.has_more:
        yield _("plus de cases que de colonnes.")
    if first != each.line:
        yield _("« %(slug)s » est déjà à la ligne %(first)d.") % {"slug": each.slug, "first": first}
    try:
        validators.schema_of(each.slug)
        validators.readable_accent(each.accent)
    except Invalid as refusal:
        yield str(refusal.sentence)
    if not each.name:
        yield _("il manque un nom.")
    for column, most in LONGEST.items():
        if len(getattr(each, column)) > most:
            yield _("%(column)s a %(most)d caractères au plus.") % {"column": column, "most": most}
    if each.kind not in Kind.values:
        yield _("un type parmi %s.") % ", ".join(Kind.values)
