"""Whether the order of the day was sent, and corrected since: read from the session's history."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from eclore.kit.dates import moment
from programs.juries.models import AbstractJury

SEND = "send_order"
# What changes the day of somebody who was written to, or who is.
CORRECTS = (
    *("change", "reorder", "set_lengths", "add_passage", "remove_passage", "take_in", "add_seat", "remove_seat"),
    "cancel",
)


class Guest(NamedTuple):
    """Somebody who is expected with a dossier; a name where it is known."""

    passage_id: UUID
    email: str
    name: str = ""


@dataclass(frozen=True)
class Sendings:
    """How many times it was sent, the last time when and by whom, and whether something was corrected since."""

    count: int = 0
    at: datetime | None = None
    by_name: str = ""
    by_id: object = None
    corrected: bool = False

    @property
    def is_due(self) -> bool:
        """Never sent, or not as it is now."""
        return self.at is None or self.corrected

    @property
    def sequence(self) -> int:
        """That of a calendar now (RFC 5545, 3.8.7.4): what was sent keeps its own, what is corrected has the next."""
        return self.count if self.is_due else self.count - 1

    @property
    def label(self) -> str:
        """« Envoyé le…, corrigé depuis. »; empty before the first."""
        if self.at is None:
            return ""
        told = {"moment": moment(self.at)}
        if self.corrected:
            return _("Envoyé %(moment)s, corrigé depuis.") % told
        return _("Envoyé %(moment)s.") % told


def sendings(jury: AbstractJury) -> Sendings:
    """One statement; the caller has checked who asks."""
    rows = jury.events.filter(verb__in=(SEND, *CORRECTS)).order_by("created_at", "pk")
    told = list(rows.values_list("verb", "created_at", "by_name", "by_id"))
    sent = [row for row in told if row[0] == SEND]
    if not sent:
        return Sendings()
    _verb, at, name, key = sent[-1]
    corrected = any(created > at for verb, created, *_who in told if verb != SEND)
    return Sendings(len(sent), at, name, key, corrected)
