"""The page where the presidency is handed over, and what whoever presides on one dossier does with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.elements import Action
from programs.juries import clocks
from programs.juries import presidency as presiding
from programs.juries.attendance import hour
from programs.juries.models import AbstractJury, AbstractPassage, AbstractSeat
from programs.juries.queries import counted, in_list, related
from programs.juries.states import ClockPhase, JuryState, PassageState


@dataclass(frozen=True)
class Lent:
    """A dossier that has a president of its own, since when, and the act that gives it back."""

    passage: AbstractPassage
    name: str
    since: str
    back: Action


@dataclass(frozen=True)
class Presidency:
    """Who presides the session and who may; `passages`: those that have a president of their own."""

    jury: AbstractJury
    passages: Sequence[AbstractPassage]

    @property
    def now(self) -> str:
        return presiding.sentence(self.jury) or _("Personne ne préside.")

    @property
    def history(self) -> str:
        """Who has presided from when until when, once it has changed hands."""
        return presiding.told(self.jury, {seat.pk: seat.name for seat in self.jury.seats.all()})

    @property
    def back(self) -> Action | None:
        """To whoever presided before, in one act."""
        former = presiding.before(self.jury)
        if former is None or not former.present or self.jury.is_over:
            return None
        label = _("Rendre la présidence à %(name)s") % {"name": former.name}
        return Action(label, reverse("juries-seat-preside", args=[self.jury.pk, former.pk]), "second", posts=True)

    @cached_property
    def members(self) -> list[tuple[UUID, str]]:
        """Whoever may: the vice-president first, then members who are there; anybody awaited before the session."""
        begun = self.jury.state != JuryState.PREPARATION
        able = [seat for seat in self.jury.seats.all() if (seat.present if begun else seat.is_awaited) and seat.votes]
        return [(seat.pk, _named(seat)) for seat in sorted(able, key=lambda seat: seat.role != "vice")]

    @property
    def others(self) -> list[tuple[UUID, str]]:
        """Of them, those who do not preside already."""
        president = presiding.president(self.jury)
        return [(key, name) for key, name in self.members if president is None or key != president.pk]

    @property
    def lent(self) -> list[Lent]:
        return [self._lent(each) for each in self.passages]

    def initial(self, asked: Mapping[str, Any]) -> dict[str, object]:
        """What the form proposes: the member or the dossier of the address, else the vice-president."""
        president = presiding.president(self.jury)
        told = {"who": str(self.others[0][0]) if self.others else "", "passage": ""}
        told |= {name: value for name, value in ((name, asked.get(name, "")) for name in told) if value}
        return {**told, "instead_of": president.pk if president else None}

    def _lent(self, passage: AbstractPassage) -> Lent:
        seat, since = presiding.chair(passage), passage.chaired_since
        url = reverse("juries-presidency-back", args=[self.jury.pk, passage.pk])
        told = _("depuis %(hour)s") % {"hour": hour(since, self.jury.held_on)} if since else ""
        return Lent(passage, seat.name if seat else "", told, Action(_("Rendre"), url, posts=True, small=True))


@dataclass(frozen=True)
class Chaired:
    """A dossier that a member presides on without presiding the session, and what they do with it."""

    passage: AbstractPassage
    actions: list[Action]


def presidency(jury: AbstractJury) -> Presidency:
    """One statement; the caller has checked who asks."""
    passages = list(in_list(jury.passages.filter(chair_id__isnull=False)))
    for passage in passages:
        passage.jury = jury
    return Presidency(jury, passages)


def passage_or_404(pk: UUID, jury: AbstractJury) -> AbstractPassage:
    """One dossier of this session, whoever has left it: only who presides on it is told."""
    found = jury.passages.filter(pk=pk).first()
    if found is None:
        raise Http404(_("Aucun passage ne se trouve à cette adresse."))
    found.jury = jury
    return found


def chaired(jury: AbstractJury, keys: Sequence[UUID]) -> list[Chaired]:
    """The dossiers of these keys, that one member presides on; no statement without any."""
    if not keys or jury.is_over:
        return []
    rows: QuerySet[Any, Any] = in_list(jury.passages.filter(pk__in=keys))
    late = related(rows.model, "late_ballots").filter(passage=OuterRef("pk"), answered_at=None)
    return [Chaired(passage, _actions(jury, passage)) for passage in rows.annotate(late=counted(late))]


def _actions(jury: AbstractJury, passage: Any) -> list[Action]:
    """Of a passage read by `chaired`: `late` of its ballots wait for an answer."""
    keys = [jury.pk, passage.pk]
    if jury.state == JuryState.DELIBERATION:
        acts = [Action(_("Décider"), reverse("juries-decide", args=keys), small=True)]
        if passage.late:
            label = _("Bulletins tardifs (%(count)s)") % {"count": passage.late}
            acts.append(Action(label, reverse("juries-late", args=[jury.pk]), small=True))
        return [*acts, Action(_("Votes"), reverse("juries-votes", args=keys), "text", small=True)]
    if jury.state != JuryState.OPEN or jury.marks_in_any_order:
        return []
    if passage.state != PassageState.OPEN:
        label = _("Rouvrir") if passage.state == PassageState.HEARD else _("Commencer")
        return [Action(label, reverse("juries-start", args=keys), posts=True, small=True)]
    return [
        Action(_("Terminer"), reverse("juries-finish", args=keys), posts=True, small=True),
        *clock_actions(passage, reverse("juries-clock", args=keys)),
    ]


def clock_actions(passage: AbstractPassage, url: str) -> list[Action]:
    """Stop the clock of a dossier that is before the jury, start it again, give it a minute, end the pitch."""
    found = clocks.read(passage)
    if found is None:
        return []
    acts = [("pause", _("Arrêter le chronomètre")) if found.runs else ("run", _("Reprendre le chronomètre"))]
    acts.append(("minute", _("+ 1 minute")))
    if found.phase == ClockPhase.PITCH and found.question_minutes:
        acts.append(("questions", _("Passer aux questions")))
    return [Action(label, url, posts=True, small=True, name="do", value=value) for value, label in acts]


def _named(seat: AbstractSeat) -> str:
    """With what they are besides a member."""
    role = "" if seat.role == "member" else f" ({seat.get_role_display().lower()})"
    return f"{seat.name}{role}"
