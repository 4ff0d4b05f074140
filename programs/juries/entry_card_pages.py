"""The cards that let members in, ready to draw: where each stands, and once only, what to print."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.elements import Action
from eclore.kit.qr import qr
from programs.juries import entry_cards, pins
from programs.juries.domain.entry_cards import Prepared
from programs.juries.models import AbstractJury, AbstractSeat, EntryCard
from programs.juries.rules import can

NONE, READY, INSIDE, LEFT, OVER = "none", "ready", "inside", "left", "over"
TONES = {NONE: "neutral", READY: "", INSIDE: "good", LEFT: "warn", OVER: "neutral"}


@dataclass(frozen=True)
class CardRow:
    """A member and their card; `card` is None until one is prepared."""

    seat: AbstractSeat
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
    def used_at(self) -> datetime | None:
        """Since when a device is in."""
        return self.entry_card.used_at if self.entry_card and self.is_taken else None

    @property
    def actions(self) -> Iterator[Action]:
        """Free it, make it anew, send it, take it back."""
        keys = [self.seat.jury_id, self.seat.pk]
        prepare, one = reverse("juries-entry-cards-prepare", args=keys[:1]), (("seat", str(self.seat.pk)),)
        if self.is_taken:
            yield Action(_("Libérer"), reverse("juries-entry-card-free", args=keys), posts=True, small=True)
        label, kind = (_("Refaire"), "text") if self.entry_card else (_("Préparer"), "second")
        yield Action(label, prepare, kind, posts=True, small=True, hidden=one)
        if not self.is_taken:
            yield Action(_("Envoyer"), prepare, "text", posts=True, small=True, name="envoi", value="1", hidden=one)
        if self.entry_card:
            taken = reverse("juries-entry-card-take-back", args=keys)
            yield Action(_("Retirer"), taken, "text", posts=True, small=True)


@dataclass(frozen=True)
class Card:
    """What is printed: shown once, kept nowhere."""

    seat: AbstractSeat
    link: str

    @property
    def qr(self) -> SafeString:
        return qr(self.link)


def rows(jury: AbstractJury) -> list[CardRow]:
    """Every member, and where their card stands; the caller has checked who asks."""
    given = entry_cards.of_jury(jury._meta.app_label, jury.pk)
    return [CardRow(seat, given.get(seat.pk)) for seat in jury.seats.all()]


@dataclass(frozen=True)
class Overview:
    """Every member, where their card stands, and the room's PIN."""

    jury: AbstractJury
    rows: list[CardRow]
    changes: bool

    @property
    def pin(self) -> str:
        return "" if self.jury.is_over else pins.spoken(pins.pin_of(self.jury))

    @property
    def prints(self) -> Action | None:
        """Every card of those who are not in."""
        if not self._waiting:
            return None
        again = any(row.entry_card for row in self._waiting)
        label = _("Tout refaire et imprimer") if again else _("Préparer et imprimer")
        return Action(label, self._at("entry-cards-prepare"), "main", posts=True)

    @property
    def sends(self) -> Action | None:
        """The same, by mail."""
        if not self._waiting:
            return None
        url = self._at("entry-cards-prepare")
        return Action(_("Envoyer à chaque membre"), url, posts=True, name="envoi", value="1")

    @property
    def renews(self) -> Action | None:
        if not self.changes:
            return None
        return Action(_("Changer le PIN"), self._at("entry-cards-pin"), posts=True, small=True)

    @property
    def _waiting(self) -> list[CardRow]:
        return [row for row in self.rows if not row.is_taken] if self.changes else []

    def _at(self, name: str) -> str:
        return reverse(f"juries-{name}", args=[self.jury.pk])


def overview(jury: AbstractJury, actor: Actor) -> Overview:
    return Overview(jury, rows(jury), changes=not jury.is_over and can(actor, "admit", jury))


def printed(prepared: Iterable[Prepared]) -> list[Card]:
    """What can be shown this once."""
    return [Card(each.seat, each.link) for each in prepared]
