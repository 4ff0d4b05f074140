"""The minutes as a PDF/UA document: what it holds as JSON, and its bytes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from eclore.kit import documents
from eclore.kit.dates import moment
from programs.juries.minutes import write
from programs.juries.minutes.facts import Facts
from programs.juries.minutes.sections import WITH_YEAR, Item, Line, Minutes, Section

TEMPLATE = "minutes"
# What is official is written in one language, whoever presses the button.
LANGUAGE = settings.LANGUAGE_CODE


@dataclass(frozen=True)
class Contents:
    """What both documents hold, and the SHA-256 of it: the same facts have the same, whenever they are drawn."""

    full: dict[str, Any]
    redacted: dict[str, Any]

    @property
    def sha256(self) -> str:
        told = json.dumps([self.full, self.redacted], ensure_ascii=True, sort_keys=True, default=str)
        return sha256(told.encode()).hexdigest()


def contents(found: Facts, *, site: str, verify_url: str) -> Contents:
    """Of both versions; `verify_url` is where anybody checks the file."""
    with translation.override(LANGUAGE):
        full, redacted = (
            _told(write(found, redacted=occulted), site=site, verify_url=verify_url) for occulted in (False, True)
        )
    return Contents(full, redacted)


def pdf(told: dict[str, Any], *, number: int, motive: str, at: datetime) -> bytes:
    """The bytes of one version, numbered and dated."""
    with translation.override(LANGUAGE):
        said = _("Version %(number)s, figée le %(at)s") % {"number": number, "at": moment(at, today=WITH_YEAR)}
        why = _("Motif : %(reason)s") % {"reason": motive} if motive else ""
    return documents.pdf(TEMPLATE, told | {"footer": said, "version": said, "motive": why}, at=at)


def _told(minutes: Minutes, *, site: str, verify_url: str) -> dict[str, Any]:
    tag = _("Version communicable") if minutes.redacted else _("Version complète, à ne pas diffuser")
    signature = [
        _("Présidence : %(name)s.") % {"name": minutes.signed_by},
        _(
            "Ce document est signé dans l'application : chaque signature porte sur son empreinte SHA-256. Qui a signé,"
            " en quelle qualité, par quel moyen et quand figurent sur la page du procès-verbal ; toute personne qui"
            " détient ce fichier vérifie qu'il est authentique à l'adresse %(url)s"
        )
        % {"url": verify_url},
    ]
    return {
        "title": _("Procès-verbal · %(title)s") % {"title": minutes.jury.title},
        "lang": LANGUAGE[:2],
        "site": site,
        "tag": tag,
        "lead": minutes.lead,
        "before": [_section(section) for section in minutes.before],
        "decisions": _("Décisions"),
        "items": [_item(item) for item in minutes.items],
        "after": [_section(section) for section in minutes.after],
        "signatures": {"title": _("Signatures"), "notes": signature},
    }


def _section(section: Section) -> dict[str, Any]:
    table = section.table
    return {
        "title": section.title,
        "notes": list(section.notes),
        "lines": [_line(line) for line in section.lines],
        "table": {"head": list(table.head), "rows": [list(row) for row in table.rows]} if table else None,
    }


def _line(line: Line) -> dict[str, Any]:
    return {"about": line.about, "text": line.joined, "words": line.words.splitlines()}


def _item(item: Item) -> dict[str, Any]:
    return {
        "title": f"{item.number}. {item.title}",
        "verdict": item.verdict or _("Sans décision"),
        "notes": list(_notes(item)),
        "terms": [{"label": label, "words": words.splitlines()} for label, words in item.terms],
    }


def _notes(item: Item) -> Iterator[str]:
    yield item.about
    if item.attendance:
        yield item.attendance
    if item.recused:
        yield _("En déport : %(names)s") % {"names": ", ".join(item.recused)}
    yield from item.besides
    if item.granted:
        yield item.granted
