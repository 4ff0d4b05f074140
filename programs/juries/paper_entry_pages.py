"""What whoever types ballots on paper sees, ready to draw: how far it has come, one sheet; no mark once it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.elements import Action, Figure, Tag
from eclore.kit.errors import Invalid, NotAllowed, Refusal
from programs.juries.domain.paper_entries import require_typable
from programs.juries.forms import STEPS
from programs.juries.models import (
    AbstractCriterion,
    AbstractJury,
    AbstractLateBallot,
    AbstractPaperEntry,
    AbstractPassage,
    AbstractSeat,
)
from programs.juries.paper_sheets import PaperSheet, begun, hand_of, progress, typed_by
from programs.juries.papers import paper_codes
from programs.juries.queries import keys_in_order, left_by
from programs.juries.rules import seat_of
from programs.juries.states import JuryState

ON_A_PAGE = 50
AGAIN = "reprendre"  # in the address of a sheet that is typed again


@dataclass(frozen=True)
class SheetRow:
    """A sheet that waits for another typing: on what, whose, and what comes next. `own`: typed by whoever looks."""

    title: str
    member: str
    url: str
    differs: bool
    own: bool

    @property
    def state(self) -> Tag:
        if self.differs:
            return Tag(_("Deux saisies qui diffèrent"), "warn")
        return Tag(_("Saisie une fois, par vous") if self.own else _("Saisie une fois"), "neutral")

    @property
    def action(self) -> Action:
        label = _("Comparer et saisir") if self.differs else _("Saisir ou confirmer")
        if self.own and not self.differs:
            label = _("Saisir de nouveau")
        return Action(label, self.url, small=True)


@dataclass(frozen=True)
class PaperIndex:
    """How many sheets stand where, and a page of those that were typed and do not count yet."""

    jury: AbstractJury
    figures: list[Figure]
    rows: list[SheetRow]
    page: Page[dict[str, Any]]

    @property
    def types(self) -> bool:
        """Whether sheets are typed now."""
        return self.jury.state in (JuryState.OPEN, JuryState.DELIBERATION)


@dataclass(frozen=True)
class SheetPage:
    """One sheet before whoever types it. `refused`: why it is not typed; `again`: it counts, and is typed once more."""

    sheet: PaperSheet
    criteria: Sequence[AbstractCriterion]
    actor: Actor
    refused: str = ""
    again: bool = False

    @property
    def state(self) -> Tag | None:
        if self.sheet.differs:
            return Tag(_("Deux saisies qui diffèrent"), "warn")
        if self.sheet.entries:
            return Tag(_("Saisie une fois"), "neutral")
        return Tag(_("Saisie et confirmée"), "good") if self.sheet.counted else None

    @property
    def types(self) -> bool:
        """Whether the form is there: unless it is refused, or counts and nobody has asked to type it again."""
        return not self.refused and bool(self.again or self.sheet.entries or self.sheet.counted is None)

    @property
    def told(self) -> str:
        """What is to be done with it."""
        if self.sheet.differs:
            return _(
                "Reprenez la feuille et saisissez-la : la saisie qui s'accorde avec l'une des deux fait le bulletin."
            )
        if self.sheet.entries:
            return _("Saisissez la feuille sans regarder la première saisie : les deux seront comparées.")
        if self.sheet.counted is not None and not self.again:
            return _("Ses notes ne se lisent plus ici.")
        return _("Première saisie : une seconde, ou la confirmation d'une autre personne, en fera un bulletin.")

    @property
    def late(self) -> str:
        """Where it goes once marks are closed."""
        if self.sheet.passage.jury.state != JuryState.DELIBERATION:
            return ""
        return _("Les notes sont closes : le bulletin sera remis à qui décide, qui le comptera ou l'écartera.")

    @property
    def confirms(self) -> Action | None:
        """Read what another person typed, and agree."""
        if self.refused or len(self.sheet.entries) != 1 or typed_by(self.sheet.entries[0], self.actor):
            return None
        return Action(
            _("Relire et confirmer la première saisie"), sheet_url(self.sheet.passage, self.sheet.seat, "confirm")
        )

    @property
    def reopens(self) -> Action | None:
        """Type again what counts."""
        if self.refused or self.types:
            return None
        url = f"{sheet_url(self.sheet.passage, self.sheet.seat)}?{AGAIN}=1"
        return Action(_("Saisir de nouveau"), url)

    @property
    def lines(self) -> list[tuple[str, bool, list[str]]]:
        """(label, whether they differ, what each entry says) of each criterion, then of the comment."""
        entries = self.sheet.entries
        marks = [(each.label, [_in_words(entry, each) for entry in entries]) for each in self.criteria]
        rows = [*marks, (_("Commentaire"), [entry.comment or "–" for entry in entries])]
        return [(label, len({" ".join(text.split()) for text in texts}) > 1, texts) for label, texts in rows]


def index(jury: AbstractJury, actor: Actor, *, page: str = "1") -> PaperIndex:
    """The caller has checked that `actor` leads: three statements, or four for one who sits."""
    told = progress(jury, list(left_by(seat_of(actor, jury))))
    leaf = Paginator(begun(jury, actor), ON_A_PAGE).get_page(page)
    figures = [
        Figure(told.awaited, _("bulletins attendus")),
        Figure(told.once, _("saisies une fois")),
        Figure(told.differing, _("saisies qui diffèrent"), "warn" if told.differing else ""),
        Figure(told.counted, _("saisies et confirmées")),
    ]
    return PaperIndex(jury, figures, [_row(told, jury, actor) for told in leaf.object_list], leaf)


def find(jury: AbstractJury, *, code: str) -> tuple[UUID, UUID]:
    """The passage and the seat that a code was printed for. Raises Invalid for a wrong one, or another session's."""
    if not paper_codes.read(code):
        raise Invalid(
            _("Ce code se lit mal : recopiez les neuf lettres et chiffres de la feuille."),
            code="bad_code",
            field="code",
        )
    passages = keys_in_order(jury.passages.all())
    pair = paper_codes.found(code, ((seat.pk, passage) for seat in jury.seats.all() for passage in passages))
    if pair is None:
        raise Invalid(
            _("Ce code n'appartient à aucune feuille de cette séance : vérifiez la séance inscrite sur la feuille."),
            code="other_session",
            field="code",
        )
    seat, passage = pair
    return passage, seat


def sheet_page(sheet: PaperSheet, criteria: Sequence[AbstractCriterion], actor: Actor, *, again: bool) -> SheetPage:
    """The caller has checked that `actor` leads."""
    refused = ""
    try:
        require_typable(sheet, actor)
    except (Refusal, NotAllowed) as why:
        refused = str(why.sentence)
    return SheetPage(sheet, criteria, actor, refused, again)


def said_of(sheet: PaperSheet) -> str:
    """What is said once a typing is taken, unless two differ."""
    if sheet.entries:
        return _("La saisie est gardée. Une seconde, ou la confirmation d'une autre personne, en fera un bulletin.")
    if isinstance(sheet.counted, AbstractLateBallot):
        return _("Les deux saisies s'accordent : le bulletin est remis à qui décide.")
    return _("Les deux saisies s'accordent : le bulletin est validé.")


def said_confirmed(sheet: PaperSheet) -> str:
    """What is said once another person has agreed."""
    if isinstance(sheet.counted, AbstractLateBallot):
        return _("La saisie est confirmée : le bulletin est remis à qui décide.")
    return _("La saisie est confirmée : le bulletin est validé.")


def sheet_url(passage: AbstractPassage, seat: AbstractSeat, name: str = "sheet") -> str:
    """The address of one sheet."""
    return reverse(f"juries-paper-{name}", args=[passage.jury_id, passage.pk, seat.pk])


def _row(told: dict[str, Any], jury: AbstractJury, actor: Actor) -> SheetRow:
    url = reverse("juries-paper-sheet", args=[jury.pk, told["passage_id"], told["seat_id"]])
    own = told["authors"][0] == hand_of(actor)
    return SheetRow(told["passage__title"], told["seat__name"], url, differs=told["typed"] > 1, own=own)


def _in_words(entry: AbstractPaperEntry, criterion: AbstractCriterion) -> str:
    mark = entry.given.get(criterion.pk)
    return f"{mark} · {dict(STEPS)[mark]}" if mark else "–"
