"""The log of the open context, for those whose it is; names and titles are looked up when it is read.

Never a mark, a verdict that is pending nor a seal: what a line proves stays in the database.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db.models import CharField, Model, Q, QuerySet, Value
from django.db.models.functions import Cast

from eclore.kit import audit
from eclore.kit.actor import Actor
from eclore.kit.permissions import can
from tenants.accounts.models import User
from tenants.audit import sentences
from tenants.territories.models import Territory

# Facts that name a row of the subject's own app, and are told by its title.
ABOUT = ("passage", "project", "seat")
PERSON = "accounts.user"
KNOWN_BY = ("title", "name", "programme", "email")
UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Key = tuple[str, str]


@dataclass(frozen=True)
class Line:
    """A line as people read it. `visitor`: the national team, inside a territory."""

    number: int
    at: datetime
    act: str
    what: str
    who: str
    visitor: bool
    about: str
    detail: str


def entries(actor: Actor, *, act: str = "", since: date | None = None, until: date | None = None) -> QuerySet[Any]:
    """The sealed lines, the latest first; none for whoever may not read them."""
    lines: QuerySet[Any] = audit.log()._default_manager.filter(number__isnull=False)
    if not can(actor, "audit.read"):
        return lines.none()
    if act:
        lines = lines.filter(act=act)
    if since:
        lines = lines.filter(at__date__gte=since)
    if until:
        lines = lines.filter(at__date__lte=until)
    return lines.order_by("-number")


def lines(rows: Iterable[Any]) -> list[Line]:
    """The same lines in words: three statements at most, whatever their number."""
    rows = list(rows)
    titles = _titles({key for row in rows for key in (*_keys(row), *_seat(row))})
    people = {row.by_id for row in rows}.union(*(_people(row) for row in rows))
    names = dict(User.objects.filter(pk__in=people - {None}).values_list("pk", "name"))
    territories = _territories({row.told["place"] for row in rows if "place" in row.told})
    return [_line(row, titles, names, territories) for row in rows]


def _line(row: Any, titles: dict[Key, str], names: dict[UUID, str], territories: dict[str, str]) -> Line:
    about = [names.get(key) or str(sentences.GONE) for key in _people(row)]
    about += [titles[key] for key in _keys(row) if titles.get(key)]
    kind = sentences.subject(row.subject_kind)
    seat = next((titles[key] for key in _seat(row) if titles.get(key)), "")
    who = sentences.KINDS.get(row.by_kind) or names.get(row.by_id) or seat or sentences.GONE
    detail = [kind] if about and kind and row.subject_kind != PERSON else []
    detail += sentences.facts(row.told, territories)
    return Line(
        row.number,
        row.at,
        sentences.kind(row.act),
        sentences.sentence(row.act, row.verb),
        str(who),
        row.by_kind == "visitor",
        " · ".join(about) or kind,
        " · ".join(detail),
    )


def _people(row: Any) -> list[UUID]:
    """Whom a line is about, by key."""
    told = row.told.get("person", "")
    found = [row.subject_id] if row.subject_kind == PERSON and row.subject_id else []
    return found + ([UUID(told)] if UUID_TEXT.fullmatch(str(told)) else [])


def _territories(codes: set[str]) -> dict[str, str]:
    """Their names by slug and by role, as far as this context shows them; no statement when nothing names one."""
    if not codes:
        return {}
    found = Territory.objects.filter(Q(slug__in=codes) | Q(role__in=codes)).values_list("slug", "role", "name")
    return {code: name for slug, role, name in found for code in (slug, role)}


def _seat(row: Any) -> list[Key]:
    """Who acted, when they had come in with a card: the seat that it was for."""
    if row.by_kind != "seat":
        return []
    app = row.told.get("app") or row.subject_kind.split(".")[0]
    return [(f"{app}.seat", str(row.by_id))]


def _keys(row: Any) -> list[Key]:
    """(model, key) of what a line is about, its subject first."""
    found = [(row.subject_kind, str(row.subject_id))] if row.subject_id else []
    app = row.subject_kind.split(".")[0]
    return found + [(f"{app}.{name}", row.told[name]) for name in ABOUT if name in row.told]


def _titles(keys: set[Key]) -> dict[Key, str]:
    """(model, key) → its title or name, in one statement for each side; what is gone has none."""
    parts: dict[bool, list[Any]] = {True: [], False: []}
    for kind in sorted({kind for kind, _key in keys}):
        known_by = _known_by(kind)
        if known_by is None:
            continue
        model, field = known_by
        wanted = model._default_manager.filter(pk__in=[key for each, key in keys if each == kind]).order_by()
        rows = wanted.annotate(told_kind=Value(kind), told_title=Cast(field, CharField()))
        is_shared = apps.get_app_config(model._meta.app_label).name in settings.SHARED_APPS
        parts[is_shared].append(rows.values_list("told_kind", "pk", "told_title"))
    told = [row for first, *others in filter(None, parts.values()) for row in first.union(*others, all=True)]
    return {(kind, str(key)): title for kind, key, title in told}


def _known_by(kind: str) -> tuple[type[Model], str] | None:
    """The model of this label and the field by which people know its rows; people themselves are read apart."""
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return None
    fields = {field.name for field in model._meta.concrete_fields}
    field = next((name for name in KNOWN_BY if name in fields and model is not User), None)
    return (model, field) if field else None
