"""The cards that let members in, ready to draw: where each stands, and once only, what to print."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.qr import qr
from programs.juries import entry_cards, pins
from programs.juries.domain.entry_cards import Prepared
from programs.juries.models import EntryCard
from programs.juries.rules import can
from programs.juries.states import JuryState

NONE, READY, INSIDE, LEFT, OVER = "none", "ready", "inside", "left", "over"
TONES = {NONE: "neutral", READY: "", INSIDE: "good", LEFT: "warn", OVER: "neutral"}


@dataclass(frozen=True)
class CardRow:
    """A member and their card; `card` is None until one is prepared."""

    seat: Any
    entry_card: EntryCard | None

    @property
    def state(self) -> str:
        entry_card = self.entry_card
        if entry_card is None:
            return NONE
        if entry_card.expires_at <= clock.now():
            return OVER
        if entry_card.left_at:
            return LEFT
        return INSIDE if entry_card.device_hash else READY

    @property
    def label(self) -> str:
        words = {
            NONE: _("Sans carte"),
            READY: _("Carte prête"),
            INSIDE: _("Carte utilisée"),
            LEFT: _("A quitté le jury"),
            OVER: _("Carte échue"),
        }
        return words[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def is_taken(self) -> bool:
        """A device has come in: another needs the card to be freed."""
        return self.state in (INSIDE, LEFT)

    @property
    def path(self) -> str:
        """Under the jury's address."""
        return f"cartes/{self.seat.pk}/"


@dataclass(frozen=True)
class Card:
    """What is printed: shown once, kept nowhere."""

    seat: Any
    link: str

    @property
    def qr(self) -> SafeString:
        return qr(self.link)


def rows(jury: Any) -> list[CardRow]:
    """Every member, and where their card stands; the caller has checked who asks."""
    given = entry_cards.of_jury(jury._meta.app_label, jury.pk)
    return [CardRow(seat, given.get(seat.pk)) for seat in jury.seats.all()]


def desk(jury: Any, actor: Actor, base: str) -> dict[str, Any]:
    """`juries/cards.html`: every member, where their card stands, and the room's PIN."""
    each = rows(jury)
    return {
        "rows": each,
        "jury": jury,
        "base": base,
        "pin": pins.spoken(pins.pin_of(jury)),
        "changes": jury.state != JuryState.PUBLISHED and can(actor, "admit", jury),
        "waiting": sum(not row.is_taken for row in each),
        "again": any(row.entry_card and not row.is_taken for row in each),
    }


def sheet(jury: Any, prepared: Iterable[Prepared], base: str) -> dict[str, Any]:
    """`juries/cards_sheet.html`: what can be shown this once."""
    return {"cards": [Card(each.seat, each.link) for each in prepared], "jury": jury, "base": base}
