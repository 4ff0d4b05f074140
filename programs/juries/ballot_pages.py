"""One's own ballot, ready to draw: what may be done with it, and once marks are closed, what it says."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.elements import Action, Question, Tag
from programs.juries import clocks
from programs.juries.clocks import PassageClock
from programs.juries.forms import STEPS, RecusalForm
from programs.juries.juror_pages import CAST, DRAFT, PROPOSED, may_mark, mine_of, state_of
from programs.juries.late_pages import answer_of
from programs.juries.models import AbstractJury, AbstractLateBallot, AbstractPassage, AbstractRecusal
from programs.juries.queries import own_late_ballot
from programs.juries.rules import has_answered
from programs.juries.snapshots import BallotSnapshot, Ordered
from programs.juries.states import JuryState


@dataclass(frozen=True)
class Sheet:
    """One's own ballot on a dossier: where it stands in the day, what the member may do with it.

    Once marks are closed, or typed from a sheet, `marks` and `comment` are what the member had written.
    """

    passage: AbstractPassage
    place: int
    total: int
    mine: str
    proposal: AbstractRecusal | None
    marking: bool
    clock: PassageClock | None
    following: Ordered | None
    marks: list[tuple[str, str]]
    comment: str
    late: str = ""  # what became of the marks that came once they were closed
    paper: bool = False
    unanswered: bool = False  # whether the member has still to say if they step aside from it

    @property
    def state(self) -> Tag | None:
        cast = _("Notes validées, sur papier") if self.paper else _("Notes validées")
        told = {CAST: Tag(cast, "good live"), DRAFT: Tag(_("Enregistrées, à valider"), "warn")}
        return told.get(self.mine)

    @property
    def is_draft(self) -> bool:
        """Whether it may still be kept without being validated."""
        return self.mine != CAST

    @property
    def summary(self) -> str:
        """Whatever is asked about stepping aside is answered before anything is read."""
        return "" if self.proposal or self.unanswered else self.passage.summary

    @property
    def proposed_for(self) -> str:
        """Why somebody thinks that the member should step aside."""
        told = self.proposal.reason if self.proposal else ""
        return told or _("La présidence pense que vous pourriez être en conflit d'intérêts sur ce passage.")

    @property
    def answers(self) -> list[Action]:
        """Of a member who is asked whether they step aside."""
        if self.proposal is None:
            return []
        keys = [self.passage.jury_id, self.proposal.pk]
        yes, no = reverse("juries-recusal-confirm", args=keys), reverse("juries-recusal-decline", args=keys)
        return [
            Action(_("Je me déporte"), yes, "main", posts=True),
            Action(_("Je n'ai pas de conflit d'intérêts"), no, posts=True),
        ]

    @property
    def recuses(self) -> Action | None:
        """Stepping aside, until decisions are published."""
        if self.passage.jury.is_over:
            return None
        url = reverse("juries-recuse", args=[self.passage.jury_id, self.passage.pk])
        return Action(_("Je me déporte"), url, "text", question=stepping_aside(), key="deport")

    @property
    def waits(self) -> str:
        """Why nothing can be marked now."""
        if self.paper and self.passage.jury.state == JuryState.OPEN:
            return _(
                "Votre bulletin a été saisi d'après votre feuille papier : il compte. S'il faut le corriger, demandez"
                " au secrétariat ou à la présidence de le saisir de nouveau."
            )
        told = {
            JuryState.OPEN: _(
                "Ce passage n'a pas commencé : vous pourrez le noter dès que la présidence l'aura ouvert."
            ),
            JuryState.PREPARATION: _("La séance n'est pas encore ouverte aux notes."),
        }
        return told.get(JuryState(self.passage.jury.state), _("Les notes sont closes."))

    @property
    def following_url(self) -> str:
        return _ballot_url(self.passage.jury, self.following) if self.following else ""


def said_of(written: object, *, draft: bool) -> str:
    """What is said once marks are taken."""
    if draft:
        return _("Vos notes sont gardées ; validez-les pour qu'elles comptent.")
    if isinstance(written, AbstractLateBallot):
        return answer_of(written)
    return _("Notes validées.")


def waits_for_its_turn(own: BallotSnapshot) -> bool:
    """Marks that a tablet kept before the dossier was opened to them: it sends them again once it is.

    Once the jury deliberates too, while an answer about stepping aside is awaited: they are then handed in late.
    """
    if not own.jury.is_over and (state_of(own.recusal) == PROPOSED or not has_answered(own.seat, own.passage)):
        return True
    return own.jury.state in (JuryState.PREPARATION, JuryState.OPEN) and not may_mark(own.jury, own.passage.state, None)


def sheet(own: BallotSnapshot, *, sent: bool = False, kept: bool = False) -> Sheet:
    """The ballot's page; `sent`: what was typed is shown again, even where nothing can be marked any more.

    `kept`: the sheet that a tablet keeps, to be marked even before its dossier opens.
    """
    pending = state_of(own.recusal) == PROPOSED
    paper = own.own.cast and own.own.paper
    may = may_mark(own.jury, own.passage.state, own.recusal) or (kept and waits_for_its_turn(own))
    marking = sent or (may and not paper)
    closed = not marking and (paper or own.jury.state != JuryState.OPEN)
    return Sheet(
        passage=own.passage,
        place=own.place,
        total=own.total,
        mine=mine_of(begun=own.own.begun, cast=own.own.cast),
        proposal=own.recusal if pending else None,
        marking=marking,
        clock=clocks.read(own.passage),
        following=own.following,
        marks=_in_words(own) if closed else [],
        comment=own.own.comment if closed else "",
        late=answer_of(own_late_ballot(own.passage, own.seat)) if closed and own.jury.closed_at and not kept else "",
        paper=paper,
        unanswered=not has_answered(own.seat, own.passage),
    )


def next_url(own: BallotSnapshot) -> str:
    """Where a member goes once a ballot is validated: the next dossier that may be marked, else their room."""
    after = own.following
    if after and own.jury.has_begun(after.state):
        return _ballot_url(own.jury, after)
    return reverse("juries-room", args=[own.jury.pk])


def stepping_aside() -> Question:
    return Question(
        _("Vous déporter de ce passage ?"),
        _(
            "Le dossier ne vous sera plus montré, vos notes ne compteront pas, et votre déport figurera au"
            " procès-verbal."
        ),
        _("Je me déporte"),
        form=RecusalForm(),
        danger=True,
    )


def _in_words(own: BallotSnapshot) -> list[tuple[str, str]]:
    """A member's marks in words, once they can no longer change."""
    words, marks = dict(STEPS), own.own.marks
    return [
        (criterion.label, f"{marks[criterion.pk]} · {words[marks[criterion.pk]]}")
        for criterion in own.criteria
        if criterion.pk in marks
    ]


def _ballot_url(jury: AbstractJury, passage: Ordered) -> str:
    return reverse("juries-passage", args=[jury.pk, passage.pk])
