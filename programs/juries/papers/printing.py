"""Papers as PDF/UA files: the same heading, language and foot on each, whatever people have typed."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eclore.kit import clock, documents
from eclore.kit.dates import calendar_day
from eclore.kit.exports import PDF, TYPES
from eclore.kit.mail import one_line
from programs.juries.day import Programme
from programs.juries.models import AbstractJury, AbstractSeat

LARGE = ((18, 64), (30, 46), (48, 32))  # up to so many letters, a name of so many points
SMALL = 22


def order(day: Programme, site: str) -> bytes:
    """The day's programme, as its reader may read it."""
    rows = [
        {
            "number": item.number,
            "hour": item.hour,
            "title": item.title,
            "origin": item.origin,
            "lasts": item.lasts,
            "pause": item.break_after,
        }
        for item in day.items
    ]
    told = {
        "lead": day.when,
        "labels": [_("Rang"), _("Heure"), _("Dossier"), _("Durée")],
        "rows": rows,
        "empty": _("Aucun passage pour l'instant."),
        "end": _("Fin prévue à %(end)s.") % {"end": day.end} if day.end else "",
        "note": _("« Déport » tient la place des dossiers que vous n'avez pas à lire.") if day.aside else "",
    }
    return documents.pdf("order_of_the_day", heading(day.jury, site, _("Ordre du jour")) | told)


def table_cards(jury: AbstractJury, seats: Iterable[AbstractSeat]) -> bytes:
    """One card for each seat."""
    cards = [
        {"name": one_line(seat.name), "quality": one_line(seat.quality), "role": _part(seat), "size": _size(seat.name)}
        for seat in seats
    ]
    told = {"title": _("Chevalets"), "lang": language(), "cards": cards, "empty": _("Aucun membre pour l'instant.")}
    return documents.pdf("table_cards", told)


def heading(jury: AbstractJury, site: str, title: str) -> dict[str, Any]:
    """What every paper of a session begins with, and its foot."""
    made = calendar_day(clock.today())
    foot = _("%(site)s · édité le %(day)s") % {"site": site, "day": made}
    return {"title": title, "lang": language(), "session": one_line(jury.title), "footer": foot}


def language() -> str:
    return (get_language() or "fr")[:2]


def download(content: bytes | str, jury: AbstractJury, name: str, media_type: str = TYPES[PDF]) -> HttpResponse:
    """A file named after what it is and its session; nothing keeps it on the way."""
    kind = "pdf" if media_type == TYPES[PDF] else "ics"
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}-{slugify(jury.title)[:60]}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _part(seat: AbstractSeat) -> str:
    if seat.presides:
        return _("Présidence")
    return "" if seat.is_awaited and seat.role == "member" else str(seat.get_role_display())


def _size(name: str) -> int:
    return next((size for most, size in LARGE if len(name) <= most), SMALL)
