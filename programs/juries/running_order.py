"""The order of the day, ready to draw: when each dossier is expected, how long it takes, how it moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.dates import clock_time
from eclore.kit.elements import Action
from programs.juries.contract import AnySide
from programs.juries.day import programme_of, schedule
from programs.juries.domain.order import Lengths
from programs.juries.models import AbstractJury, AbstractPassage
from programs.juries.queries import in_list
from programs.juries.session_forms import LENGTHS, LengthsForm, length_name

MOST = 100  # a reading round of hundreds has no hours


@dataclass(frozen=True)
class Slot:
    """A dossier in its place; `hour` is when it is expected, empty while the session has no hour."""

    number: int
    passage: AbstractPassage
    hour: str
    url: str
    actions: list[Action]


@dataclass(frozen=True)
class RunningOrder:
    """`end` is when the last one ends. `changes`: until the decisions are published."""

    jury: AbstractJury
    slots: list[Slot]
    end: str
    changes: bool
    actions: list[Action]

    @property
    def is_whole(self) -> bool:
        """Whether every dossier is shown, so that they may be dragged."""
        return len(self.slots) < MOST

    def lengths(self) -> dict[str, int]:
        """What the form is drawn from, by field."""
        return {
            length_name(name, slot.passage.pk): getattr(slot.passage, column)
            for slot in self.slots
            for name, column in LENGTHS.items()
        }

    def changed(self, told: Mapping[str, int]) -> dict[UUID, Lengths]:
        """Passage → its three lengths, of those where one was `told` anew."""
        found = {}
        for slot in self.slots:
            names = {length_name(name, slot.passage.pk): column for name, column in LENGTHS.items()}
            if names.keys() & told.keys():
                values = (told.get(name, getattr(slot.passage, column)) for name, column in names.items())
                found[slot.passage.pk] = Lengths(*values)
        return found

    def rows(self, form: LengthsForm) -> list[tuple[Slot, list[BoundField]]]:
        """Each dossier with its fields, while they change."""
        return [(slot, self._fields(form, slot.passage.pk) if self.changes else []) for slot in self.slots]

    def _fields(self, form: LengthsForm, key: UUID) -> list[BoundField]:
        return [form[length_name(name, key)] for name in LENGTHS]


def running_order(jury: AbstractJury, side: AnySide) -> RunningOrder:
    """For whoever leads, which the caller has checked."""
    passages = list(in_list(jury.passages.all())[:MOST])
    changes, slots = not jury.is_over, []
    for number, passage, hour in schedule(jury, passages):
        moves = _moves(passage, first=number == 1, last=number == len(passages)) if changes else []
        url = reverse("juries-dossier", args=[jury.pk, passage.pk])
        slots.append(Slot(number, passage, clock_time(hour) if hour else "", url, moves))
    sorts = Action(_("Ranger par ordre alphabétique"), reverse("juries-sort", args=[jury.pk]), posts=True)
    read = Action(_("Voir et envoyer"), reverse("juries-agenda", args=[jury.pk]))
    actions = [*side.order_actions(jury), *([sorts] if changes and len(slots) > 1 else []), read]
    return RunningOrder(jury, slots, programme_of(jury, passages).end, changes, actions)


def _moves(passage: AbstractPassage, *, first: bool, last: bool) -> list[Action]:
    url = reverse("juries-move", args=[passage.jury_id, passage.pk])
    up = Action(_("Monter"), url, "text", posts=True, small=True, name="vers", value="avant")
    down = Action(_("Descendre"), url, "text", posts=True, small=True, name="vers", value="apres")
    return ([] if first else [up]) + ([] if last else [down])
