"""What a member's pages show, ready to draw: their room, a dossier, the clock. Never a mark of another."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, TypedDict

from django.core.paginator import Page
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.elements import Action, Tag
from eclore.kit.paging import CountedPaginator
from programs.juries import attendance, comparison, presidency, transcripts
from programs.juries.dossiers import Dossier, DossierFile
from programs.juries.models import AbstractDecision, AbstractJury, AbstractPassage, AbstractRecusal, AbstractSeat
from programs.juries.presidency_pages import Chaired, chaired
from programs.juries.progress import own_progress
from programs.juries.queries import decision_of, in_list, not_cast, not_left_by, with_own_part
from programs.juries.rules import owes_answer
from programs.juries.states import JuryState, PassageState

ON_A_PAGE = 50
NOTHING, DRAFT, CAST = "nothing", "draft", "cast"
NONE, PROPOSED, DECLINED, CONFIRMED = "none", "proposed", "declined", "confirmed"
TONES = {PassageState.OPEN: "live", PassageState.HEARD: "neutral", PassageState.WAITING: "neutral"}


class OwnPart(TypedDict):
    """Where a member's own ballot and recusal stand on one dossier. `paper`: typed from their sheet, and theirs no more
    to change.
    """

    ballot: str
    paper: bool
    recusal: str
    recusal_id: str | None
    may_mark: bool


@dataclass(frozen=True)
class Row:
    """A dossier in a member's list: `mine` is where their own ballot stands.

    `unanswered`: they have still to say whether they step aside from it, and it opens to them afterwards.
    """

    passage: AbstractPassage
    mine: str
    recusal: str
    may_mark: bool
    decision: AbstractDecision | None
    paper: bool = False
    unanswered: bool = False

    @property
    def is_awaited(self) -> bool:
        """Whether its marks may be validated now, and are not."""
        return self.may_mark and self.mine != CAST

    @property
    def stage(self) -> Tag:
        return Tag(self.passage.get_state_display(), TONES[PassageState(self.passage.state)])

    @property
    def verdict(self) -> str:
        return self.decision.verdict_label if self.decision else "–"

    @property
    def todo(self) -> Tag | None:
        """What is done, or is to be, by this member."""
        if self.recusal == PROPOSED:
            return Tag(_("Déport à confirmer"), "warn")
        if self.unanswered:
            return Tag(_("Réponse attendue"), "warn")
        if self.mine == CAST:
            return Tag(_("Validées, sur papier") if self.paper else _("Validées"), "good")
        if self.mine == DRAFT:
            return Tag(_("À terminer"), "warn")
        return Tag(_("À noter")) if self.may_mark else None


@dataclass(frozen=True)
class Room:
    """A member's session: the `rows` of a `page`, the dossier that is before the jury or the next one to mark.

    `total` and `done` count all of the member's dossiers and ballots, `hidden` those they have stepped aside from.
    """

    jury: AbstractJury
    seat: AbstractSeat
    rows: list[Row]
    page: Page[AbstractPassage]
    current: AbstractPassage | None
    total: int
    done: int
    hidden: int
    unanswered: bool = False
    leads: bool = False
    chaired: Sequence[Chaired] = ()

    @property
    def presidency(self) -> str:
        """Who presides, and since when."""
        return presidency.sentence(self.jury)

    @property
    def answers(self) -> Action | None:
        """To the page where one says, for all dossiers, from which one steps aside; until decisions are published."""
        if self.jury.is_over or not self.total + self.hidden:
            return None
        url, kind = reverse("juries-conflicts", args=[self.jury.pk]), "main" if self.unanswered else "text"
        return Action(_("Répondre pour tous les dossiers") if self.unanswered else _("Conflits d'intérêts"), url, kind)

    @property
    def reminded(self) -> str:
        """Since when whoever leads waits for something of theirs, while something is."""
        at, waits = self.seat.reminded_at, self.unanswered or any(row.is_awaited for row in self.rows)
        if at is None or self.jury.is_over or not waits:
            return ""
        told = {"hour": attendance.hour(at, self.jury.held_on)}
        return _("Un rappel vous a été adressé (%(hour)s) : votre réponse ou vos notes sont attendues.") % told

    @property
    def transcript(self) -> Action | None:
        """To one's own marks and what was decided, once it is published and as long as they are read."""
        if self.jury.state != JuryState.PUBLISHED or transcripts.until(self.jury) <= clock.now():
            return None
        return Action(
            _("Relire vos notes et les décisions"), reverse("juries-transcript", args=[self.jury.pk]), "second"
        )

    @property
    def opinions(self) -> Action | None:
        """To one's reservations, while decisions are taken."""
        if self.jury.state != JuryState.DELIBERATION:
            return None
        return Action(_("Écrire une réserve"), reverse("juries-opinions", args=[self.jury.pk]), "text")

    @property
    def compares(self) -> Action | None:
        """To the dossiers that are compared two by two, while they are."""
        if not comparison.is_open(self.jury):
            return None
        return Action(_("Comparer les dossiers deux à deux"), reverse("juries-compare", args=[self.jury.pk]), "main")

    @property
    def current_title(self) -> str:
        return _("Prochain passage à noter") if self.jury.marks_in_any_order else _("Passage en cours")

    @property
    def shows_decisions(self) -> bool:
        return self.jury.is_over

    @property
    def shows_stages(self) -> bool:
        return not self.jury.is_over and not self.jury.marks_in_any_order

    @property
    def awaited(self) -> str:
        """What is said to whoever is not noted as there, while the session is held."""
        if self.seat.present or self.jury.state not in (JuryState.OPEN, JuryState.DELIBERATION):
            return ""
        if not (self.seat.is_awaited or self.seat.stays):
            return _("Vous siégez en suppléance : vous noterez quand la présidence vous aura appelé.")
        if self.seat.stays:
            return _("Votre départ est noté : la suite se tient sans vous, vos bulletins validés restent.")
        return _("Votre présence n'est pas encore notée : elle le sera à l'appel, ou avec votre première note.")

    @property
    def notice(self) -> Tag | None:
        """Where the session stands, when nothing is to be marked; its tone is the notice's."""
        told = {
            JuryState.PREPARATION: Tag(
                _("La séance n'est pas encore ouverte. Vous pouvez lire les dossiers et vous déporter.")
            ),
            JuryState.DELIBERATION: Tag(_("Les notes sont closes : le jury délibère.")),
            JuryState.PUBLISHED: Tag(_("Les décisions sont publiées."), "good"),
            JuryState.CANCELLED: Tag(_("La séance est annulée.")),
        }
        return told.get(JuryState(self.jury.state))


@dataclass(frozen=True)
class DossierPage:
    """What the team has written, and the way back."""

    answers: Sequence[tuple[str, str]]
    team: Sequence[str]
    files: list[dict[str, str]]
    back: Action
    newer: Sequence[tuple[str, str]] = ()
    newer_files: Sequence[dict[str, str]] = ()

    @property
    def has_newer(self) -> bool:
        """Whether the team has written or attached something since the session opened."""
        return bool(self.newer or self.newer_files)


def room(jury: AbstractJury, seat: AbstractSeat, *, page: str = "1", leads: bool = False) -> Room:
    """A page of a member's list; dossiers they have stepped aside from are left out and only counted."""
    part = own_progress(jury, seat)
    rows: QuerySet[Any, Any] = jury.passages.all()
    rows = rows.select_related("decision") if jury.is_over else rows
    theirs = in_list(with_own_part(not_left_by(seat, rows), seat))
    leaf = CountedPaginator(theirs, ON_A_PAGE, count=part.total).get_page(page)
    unanswered = not jury.is_over and owes_answer(seat, part.latest)
    return Room(
        jury=jury,
        seat=seat,
        rows=[_row(jury, passage, seat) for passage in leaf.object_list],
        page=leaf,
        current=_to_mark(jury, seat, theirs) if jury.state == JuryState.OPEN and not unanswered else None,
        total=part.total,
        done=part.done,
        hidden=part.hidden,
        unanswered=unanswered,
        leads=leads,
        chaired=() if leads else chaired(jury, part.chaired),
    )


def dossier(passage: AbstractPassage, told: Dossier, *, votes: bool) -> DossierPage:
    """`votes`: whether whoever reads marks, and goes back to their ballot."""
    keys = [passage.jury_id, passage.pk]
    back = Action(_("Revenir au passage"), passage.get_absolute_url())
    if not votes:
        back = Action(_("Revenir au jury"), passage.jury.get_absolute_url())

    def shown(files: Sequence[DossierFile]) -> list[dict[str, str]]:
        return [
            {"url": reverse("juries-file", args=[*keys, file.id]), "name": file.name, "detail": file.weight}
            for file in files
        ]

    in_short = (_("En bref"), passage.summary or passage.title)
    answers = told.answers or [in_short]
    return DossierPage(answers, told.team, shown(told.files), back, told.newer, shown(told.newer_files))


def own_part(passage: AbstractPassage, jury: AbstractJury, seat: AbstractSeat | None) -> OwnPart:
    """A member's part in a passage read by `queries.with_own_part`; nothing without a seat."""
    ballot, asked = getattr(passage, "own_ballot", None), getattr(passage, "own_recusal", None)
    recusal, paper = SimpleNamespace(**asked) if asked else None, ballot is not None and ballot["paper"]
    return {
        "ballot": mine_of(begun=ballot is not None, cast=ballot is not None and ballot["cast_at"] is not None),
        "paper": paper,
        "recusal": state_of(recusal),
        "recusal_id": asked["id"] if asked else None,
        "may_mark": seat is not None
        and not paper
        and may_mark(jury, passage.state, recusal)
        and not owes_answer(seat, passage.created_at),
    }


def state_of(recusal: AbstractRecusal | SimpleNamespace | None) -> str:
    if recusal is None:
        return NONE
    if recusal.confirmed_at:
        return CONFIRMED
    return DECLINED if recusal.declined_at else PROPOSED


def _to_mark(
    jury: AbstractJury, seat: AbstractSeat, theirs: "QuerySet[AbstractPassage, AbstractPassage]"
) -> AbstractPassage | None:
    """The dossier that is before the jury; where they are marked in any order, the first that is not yet."""
    found = not_cast(seat, theirs) if jury.marks_in_any_order else theirs.filter(state=PassageState.OPEN)
    return found.first()


def _row(jury: AbstractJury, passage: AbstractPassage, seat: AbstractSeat) -> Row:
    """Of a passage read by `queries.with_own_part`."""
    part = own_part(passage, jury, seat)
    return Row(
        passage=passage,
        mine=part["ballot"],
        recusal=part["recusal"],
        may_mark=part["may_mark"],
        decision=decision_of(passage) if jury.is_over else None,
        paper=part["paper"],
        unanswered=not jury.is_over and owes_answer(seat, passage.created_at),
    )


def mine_of(*, begun: bool, cast: bool) -> str:
    """Where a ballot stands."""
    return (CAST if cast else DRAFT) if begun else NOTHING


def may_mark(jury: AbstractJury, state: str, recusal: AbstractRecusal | SimpleNamespace | None) -> bool:
    """Whether a member who has answered for all dossiers may mark the one that is at `state`, now."""
    answered = state_of(recusal) in (NONE, DECLINED)
    return jury.state == JuryState.OPEN and jury.has_begun(state) and answered
