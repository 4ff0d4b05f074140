"""What a person receives: everything as JSON, for machines, and as a PDF, for them."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from eclore.kit import clock, documents, personal
from eclore.kit.dates import moment
from tenants.privacy import exporting
from tenants.privacy.exporting import Dossier, Section
from tenants.privacy.subject import Subject

MOST_READ = 200  # rows of one table in the PDF; the JSON has them all
LONGEST_READ = 4000  # characters of one value


def as_json(subject: Subject, dossiers: Sequence[Dossier]) -> bytes:
    """{person, made_at, places: [{place, sections: [{table, label, rows, mentions}]}]}; secrets are left out."""
    told = {
        "person": {
            "id": subject.user_id,
            "names": sorted(subject.names),
            "addresses": sorted(subject.emails),
            "contacts": sorted(subject.contacts),
        },
        "made_at": clock.now(),
        "places": [
            {
                "place": dossier.site,
                "sections": [
                    {"table": section.table, "label": section.label, "rows": section.rows, "mentions": section.mentions}
                    for section in dossier.sections
                ],
            }
            for dossier in dossiers
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2, default=str).encode()


def as_pdf(subject: Subject, dossiers: Iterable[Dossier], language: str = "fr") -> bytes:
    """The same to read: empty values and keys are left out, long lists are cut and say so."""
    with translation.override(language):
        return documents.pdf(
            "person",
            {
                "title": _("Vos données dans Éclore"),
                "lang": language,
                "footer": _("Copie faite le %(moment)s") % {"moment": moment(clock.now())},
                "lead": _(
                    "Cette copie est faite pour %(names)s (%(addresses)s). Elle réunit ce que chaque espace garde"
                    " à votre sujet. Le fichier JSON qui l'accompagne contient les mêmes lignes, au complet."
                )
                % {"names": ", ".join(sorted(subject.names)) or "–", "addresses": ", ".join(sorted(subject.emails))},
                "sites": [
                    {"name": dossier.site, "sections": [_told(section) for section in dossier.sections]}
                    for dossier in dossiers
                ],
            },
        )


def _told(section: Section) -> dict[str, Any]:
    words = exporting.words_of(section.table)
    notes = []
    if len(section.rows) > MOST_READ:
        notes.append(_("%(count)s lignes de plus dans le fichier JSON.") % {"count": len(section.rows) - MOST_READ})
    if section.mentions:
        notes.append(
            _("Votre nom ou votre adresse figure aussi dans %(count)s textes écrits par d'autres.")
            % {"count": section.mentions}
        )
    table = personal.TABLES[section.table]
    rows = [
        [
            {"label": words.get(name, name), "value": _readable(value)}
            for name, value in row.items()
            if name not in table.keys and _is_read(name, value)
        ]
        for row in section.rows[:MOST_READ]
    ]
    return {"label": section.label, "rows": [row for row in rows if row], "note": " ".join(notes)}


def _is_read(name: str, value: Any) -> bool:
    """Not a key, and something to read."""
    return value not in (None, "", [], {}, False) and name != "id" and not name.endswith(("_id", "_role"))


def _readable(value: Any) -> str:
    if value is True:
        return _("oui")
    if isinstance(value, dict):
        return " · ".join(f"{key} : {_readable(each)}" for key, each in value.items())[:LONGEST_READ]
    if isinstance(value, list):
        return " · ".join(_readable(each) for each in value)[:LONGEST_READ]
    text = str(value)
    return moment(timezone.localtime(instant)) if (instant := _instant(text)) else text[:LONGEST_READ]


def _instant(text: str) -> datetime | None:
    """An instant as PostgreSQL writes it in JSON."""
    if len(text) < 19 or text[4:5] != "-" or "T" not in text[10:11]:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if timezone.is_aware(found) else None
