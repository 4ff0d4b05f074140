"""Dossiers compared two by two, ready to draw: to open, follow and read for whoever leads; for a member, one pair."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from eclore.kit.actor import Actor
from eclore.kit.elements import Action, Question, Tag
from eclore.kit.forms import Form
from programs.juries import comparison
from programs.juries.comparison import FEWEST, Matrix, Turnout
from programs.juries.models import AbstractJury, AbstractPassage, AbstractSeat
from programs.juries.queries import in_list
from programs.juries.rules import can, seat_of
from programs.juries.snapshots import Sitting, read_sitting
from programs.juries.states import JuryState, PassageKind, PreferenceChoice


class TeamsForm(Form):
    """The dossiers to compare."""

    teams = forms.MultipleChoiceField(
        label=gettext_lazy("Dossiers à comparer"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "De deux à six, parmi ceux qui entourent la dernière place. Chaque membre les prend deux à deux."
        ),
        error_messages={
            "required": gettext_lazy("Choisissez au moins deux dossiers."),
            "invalid_choice": gettext_lazy("Un dossier de cette page n'est plus devant le jury : rechargez-la."),
        },
    )

    def offer(self, page: "ComparisonPage") -> None:
        """What may be ticked, and what is to begin with."""
        self.initial["teams"] = [str(key) for key in page.ticked]
        teams = self.fields["teams"]
        assert isinstance(teams, forms.MultipleChoiceField)  # noqa: S101  for the types
        teams.choices = [(str(key), title) for key, title in page.offered.items()]

    def clean_teams(self) -> set[UUID]:
        return {UUID(key) for key in self.cleaned_data["teams"]}


class PairForm(Form):
    """A pair, and which of both is preferred."""

    passage = forms.UUIDField(widget=forms.HiddenInput)
    other = forms.UUIDField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(choices=PreferenceChoice, widget=forms.HiddenInput)


@dataclass(frozen=True)
class ComparisonPage:
    """`offered`: passage → its title, where they may be chosen still, and `ticked` those that are or are proposed.

    `hidden`: how many of those that are compared whoever looks has left.
    """

    jury: AbstractJury
    may_lead: bool
    offered: Mapping[UUID, str] = field(default_factory=dict)
    ticked: Sequence[UUID] = ()
    titles: Sequence[str] = ()
    turnout: Turnout | None = None
    matrix: Matrix | None = None
    hidden: int = 0

    @property
    def may_open(self) -> bool:
        """Whether the form is shown."""
        return self.may_lead and bool(self.offered)

    @property
    def too_few(self) -> bool:
        return self.may_lead and not comparison.is_held(self.jury) and len(self.offered) < FEWEST

    @property
    def submit(self) -> str:
        held = comparison.is_held(self.jury)
        return _("Changer les dossiers comparés") if held else _("Ouvrir la comparaison")

    @property
    def state(self) -> Tag:
        if comparison.is_closed(self.jury):
            return Tag(_("Close"))
        return Tag(_("Ouverte"), "live") if comparison.is_open(self.jury) else Tag(_("Pas ouverte"))

    @property
    def progress(self) -> str:
        """« 3 membres sur 5 ont tout répondu »: how many, never who."""
        if self.turnout is None:
            return ""
        told = {"count": self.turnout.answered, "expected": self.turnout.expected}
        words = ngettext(
            "%(count)s membre sur %(expected)s a répondu à toutes ses paires.",
            "%(count)s membres sur %(expected)s ont répondu à toutes leurs paires.",
            self.turnout.answered,
        )
        return words % told

    @property
    def close(self) -> Action | None:
        if not self.may_lead or not comparison.is_open(self.jury):
            return None
        url = reverse("juries-comparison-close", args=[self.jury.pk])
        return Action(_("Clore la comparaison"), url, "main", question=closing(), key="clore-comparaison")


def closing() -> Question:
    text = _("Les membres ne changeront plus leurs choix ; qui l'emporte sur qui sera montré, à titre d'avis.")
    return Question(_("Clore la comparaison ?"), text, _("Clore la comparaison"))


def console(jury: AbstractJury, actor: Actor) -> ComparisonPage:
    """For whoever may see the ranking, which the caller has checked; no dossier that they have stepped aside from."""
    sitting = read_sitting(jury)
    left = set(sitting.left_by(seat_of(actor, jury)))
    may_lead = can(actor, "reveal", jury) and jury.state == JuryState.DELIBERATION
    if not comparison.is_held(jury):
        return _to_open(jury, sitting, left, may_lead=may_lead)
    titles = _titles(jury, left)
    compared = {key: titles[key] for key in jury.compared if key in titles}
    found, turnout = comparison.outcome(sitting), comparison.turnout(sitting)
    changes = comparison.is_open(jury) and not turnout.begun
    return ComparisonPage(
        jury=jury,
        may_lead=may_lead,
        offered=_offered(jury, sitting, titles)[0] if changes and may_lead else {},
        ticked=jury.compared,
        titles=list(compared.values()),
        turnout=turnout,
        matrix=comparison.matrix(found, compared) if found else None,
        hidden=len(jury.compared) - len(compared),
    )


def advice(sitting: Sitting, actor: Actor, shown: Iterable[AbstractPassage]) -> Matrix | None:
    """What is read beside decisions, once it is closed; `shown`: the dossiers of the page.

    No statement before; one then, and one more where a dossier is on another page.
    """
    found = comparison.outcome(sitting)
    if found is None:
        return None
    left = set(sitting.left_by(seat_of(actor, sitting.jury)))
    titles, wanted = {passage.pk: passage.full_title for passage in shown}, set(sitting.jury.compared) - left
    if not wanted <= titles.keys():
        titles = _titles(sitting.jury, left)
    return comparison.matrix(found, {key: titles[key] for key in wanted if key in titles})


def entry(jury: AbstractJury) -> Action:
    """To that page."""
    return Action(_("Comparer deux à deux"), reverse("juries-comparison", args=[jury.pk]))


def _to_open(jury: AbstractJury, sitting: Sitting, left: set[UUID], *, may_lead: bool) -> ComparisonPage:
    if not may_lead:
        return ComparisonPage(jury, may_lead)
    offered, zone = _offered(jury, sitting, _titles(jury, left))
    return ComparisonPage(jury, may_lead, offered=offered, ticked=[key for key in zone if key in offered])


def _offered(jury: AbstractJury, sitting: Sitting, titles: Mapping[UUID, str]) -> tuple[dict[UUID, str], list[UUID]]:
    """Those that may be chosen, as they are ranked; those that are proposed."""
    order, zone = comparison.proposed(jury, sitting)
    return {key: titles[key] for key in order if key in titles}, zone


def _titles(jury: AbstractJury, left: set[UUID]) -> dict[UUID, str]:
    """Of selections, in the order of the day, but those that were left."""
    rows: QuerySet[AbstractPassage, Any] = in_list(jury.passages.filter(kind=PassageKind.SELECTION))
    return {passage.pk: passage.full_title for passage in rows if passage.pk not in left}


@dataclass(frozen=True)
class PairButton:
    """One of both dossiers, or neither; `kind` is the button's, another for what was chosen."""

    value: PreferenceChoice
    label: str
    kind: str


@dataclass(frozen=True)
class Pair:
    """Two dossiers, and what the member has said of them."""

    place: int
    passage: UUID
    other: UUID
    titles: tuple[str, str]
    choice: PreferenceChoice | None
    url: str

    @property
    def buttons(self) -> list[PairButton]:
        labels = zip(PreferenceChoice, (*self.titles, _("Sans avis")), strict=True)
        return [PairButton(value, label, "main" if self.choice == value else "second") for value, label in labels]

    @property
    def both(self) -> str:
        """« L'un ou l'autre »."""
        return _("%(one)s ou %(other)s") % dict(zip(("one", "other"), self.titles, strict=True))

    @property
    def act(self) -> str:
        return _("Répondre") if self.choice is None else _("Changer")

    @property
    def told(self) -> str:
        """What was chosen, in words."""
        if self.choice is None:
            return _("à répondre")
        return {button.value: button.label for button in self.buttons}[self.choice]


@dataclass(frozen=True)
class ComparePage:
    """A member's pairs; `current`: the one that is asked now, None once it is closed or there is none."""

    jury: AbstractJury
    seat: AbstractSeat
    pairs: Sequence[Pair]
    current: Pair | None

    @property
    def done(self) -> int:
        return sum(pair.choice is not None for pair in self.pairs)

    @property
    def is_done(self) -> bool:
        return self.done == len(self.pairs)

    @property
    def place(self) -> str:
        """« Paire 2 sur 6 »."""
        if self.current is None:
            return ""
        return _("Paire %(place)s sur %(total)s") % {"place": self.current.place, "total": len(self.pairs)}

    @property
    def empty(self) -> str:
        """Why nothing is asked."""
        if comparison.is_closed(self.jury):
            return _("La comparaison est close : vos choix ne changent plus.")
        if not comparison.is_open(self.jury):
            return _("Aucune comparaison n'est ouverte. La présidence l'ouvre pendant la délibération.")
        return "" if self.pairs else _("Vous ne jugez pas deux des dossiers comparés : rien ne vous est demandé.")


def compared(jury: AbstractJury, seat: AbstractSeat, *, asked: str = "") -> ComparePage:
    """A member's own, and nobody else's; `asked`: the place of the pair to show, else the first without an answer."""
    if not comparison.is_held(jury):
        return ComparePage(jury, seat, [], None)
    sitting, said = read_sitting(jury), comparison.own(jury, seat)
    titles = _titles(jury, set(sitting.left_by(seat)))
    url = reverse("juries-compare", args=[jury.pk])
    pairs = [
        Pair(place, one, other, (titles[one], titles[other]), said.get((one, other)), f"{url}?paire={place}")
        for place, (one, other) in enumerate(comparison.pairs_of(sitting, seat), start=1)
    ]
    waiting = next((pair for pair in pairs if pair.choice is None), None)
    named = next((pair for pair in pairs if str(pair.place) == asked), None)
    return ComparePage(jury, seat, pairs, (named or waiting) if comparison.is_open(jury) else None)
