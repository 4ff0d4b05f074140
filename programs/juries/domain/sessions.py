"""The life of a session: open, deliberate, resume, reveal; and what must be true before decisions are published."""

from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Refusal
from eclore.kit.locks import lock
from eclore.kit.transitions import WrongState, apply, record, refuse_again
from programs.juries import clocks, entry_cards, hooks, standings
from programs.juries.attendance import stay
from programs.juries.criteria import unmarkable
from programs.juries.models import AbstractJury, AbstractPassage
from programs.juries.queries import related
from programs.juries.quorum import require_quorum
from programs.juries.rules import require
from programs.juries.snapshots import read_sitting
from programs.juries.states import JuryState, PassageState, SeatRole
from programs.juries.verdicts import Verdicts

JuryT = TypeVar("JuryT", bound=AbstractJury)


class NotReady(Refusal):
    """Something is missing before the session may go on."""

    code = "not_ready"


class QuotaExceeded(Refusal):
    """More are retained than the edition, the forum or the jury allows."""

    code = "quota_exceeded"


def require_state(jury: AbstractJury, state: JuryState, sentence: str) -> None:
    """Raise WrongState with `sentence` unless the session stands there."""
    if jury.state != state:
        raise WrongState(sentence, state=jury.state)


def open_session(jury: JuryT, *, by: Actor) -> JuryT:
    """Let members mark. Raises NotReady without members, dossiers or criteria."""
    lock(jury)
    require(by, "lead", jury)
    kinds = set(jury.passages.order_by().values_list("kind", flat=True).distinct())
    if not kinds:
        raise NotReady(_("Ajoutez au moins un passage avant d'ouvrir la séance."))
    if not jury.seats.exists():
        raise NotReady(_("Ajoutez au moins un membre avant d'ouvrir la séance."))
    criteria = list(jury.criteria.all())
    if not criteria:
        raise NotReady(_("Ajoutez au moins un critère à l'édition avant d'ouvrir la séance."))
    if lacking := unmarkable(criteria, kinds):
        sentence = _("Aucun critère n'est prévu pour ces passages : %(kinds)s. Ajoutez-en à l'édition.")
        raise NotReady(sentence % {"kinds": ", ".join(lacking).lower()})
    _begin_attendance(jury)
    return apply(jury, "open", by=by)


def _begin_attendance(jury: AbstractJury) -> None:
    """Whoever has not come is not there, whatever was noted by default; dossiers read at home are read by everybody."""
    if jury.marks_in_any_order:
        awaited = (SeatRole.MEMBER, SeatRole.VICE)
        jury.seats.filter(present=False, role__in=awaited).update(present=True, stays=[stay(clock.now())])
    else:
        jury.seats.filter(present=True, stays=[]).update(present=False)


@transaction.atomic
def unopen_session(jury: JuryT, *, by: Actor) -> JuryT:
    """Undo the opening, as long as nobody has marked, on paper either: dossiers and members may change again."""
    lock(jury)
    require(by, "lead", jury)
    passages = related(type(jury), "passages").model
    if related(passages, "ballots").filter(passage__jury=jury).exists():
        raise Refusal(_("Un membre a déjà noté : l'ouverture ne se reprend plus."), code="has_marked")
    if related(passages, "paper_entries").filter(passage__jury=jury).exists():
        raise Refusal(_("Une feuille est déjà saisie : l'ouverture ne se reprend plus."), code="has_marked")
    apply(jury, "unopen", by=by)
    began = {"opened_at": None, "heard_at": None, "clock_phase": "", "clock_seconds": 0, "clock_since": None}
    jury.passages.update(state=PassageState.WAITING, **began)
    return jury


@transaction.atomic
def cancel(jury: JuryT, *, by: Actor) -> JuryT:
    """A session that will not be held: its dossiers are free again, what was given with its seats falls."""
    lock(jury)
    require(by, "publish", jury)
    apply(jury, "cancel", by=by)
    entry_cards.take_back(jury._meta.app_label, jury.pk)
    for seat in jury.seats.all():
        hooks.seat_gone.ask(seat, by)
    return jury


@transaction.atomic
def deliberate(jury: JuryT, *, by: Actor) -> JuryT:
    """Close the marks and open the deliberation. Raises NoQuorum; passages still open are closed."""
    lock(jury)
    require(by, "lead", jury)
    require_quorum(read_sitting(jury).quorum())
    apply(jury, "deliberate", by=by)
    for passage in jury.passages.filter(state=PassageState.OPEN):
        hear(passage)
    return jury


def hear(passage: AbstractPassage) -> None:
    """Its moment is over: those who are there now are those who have heard it."""
    clocks.stop(passage)
    passage.state, passage.heard_at = PassageState.HEARD, clock.now()
    passage.save(update_fields=["state", "heard_at", *clocks.COLUMNS])


@transaction.atomic
def resume(jury: JuryT, *, by: Actor) -> JuryT:
    """Back to marking, before any publication; marks are hidden again."""
    lock(jury)
    require(by, "lead", jury)
    was_revealed = jury.revealed_at is not None
    apply(jury, "resume", by=by)
    if was_revealed:
        standings.forget_seen(jury)
    return jury


@transaction.atomic
def reveal(jury: JuryT, *, by: Actor) -> JuryT:
    """Show the ranking to the president and to those who manage. Only once marks no longer change."""
    lock(jury)
    require(by, "reveal", jury)
    require_state(jury, JuryState.DELIBERATION, _("Ouvrez d'abord la délibération : les notes peuvent encore changer."))
    if jury.revealed_at is None:
        jury.revealed_at = clock.now()
        jury.save(update_fields=["revealed_at"])
        standings.keep_as_seen(jury)
        record(jury, "reveal", by=by)
    return jury


def require_publishable(jury: AbstractJury, *, by: Actor) -> None:
    """Raise WrongState unless decisions may be published now: in deliberation, and once."""
    refuse_again(jury, "publish", by=by)
    sentence = _("Passez d'abord à la délibération, puis décidez de chaque passage.")
    if jury.state == JuryState.PUBLISHED:
        sentence = _("Les décisions de ce jury sont déjà publiées.")
    require_state(jury, JuryState.DELIBERATION, sentence)


def require_every_decision(verdicts: Verdicts) -> None:
    """Raise NotReady, naming dossiers that nobody has decided."""
    if verdicts.undecided:
        raise NotReady(
            _("Il manque une décision pour : %(titles)s. Décidez de chaque passage, puis publiez.")
            % {"titles": verdicts.are_wanted},
            code="undecided",
            undecided=verdicts.undecided,
        )


def require_places(taken: int, places: int) -> None:
    """Raise QuotaExceeded when more dossiers are retained than there are places."""
    if taken > places:
        raise QuotaExceeded(
            _(
                "%(taken)s dossiers sont retenus pour %(places)s places : c'est %(over)s de trop."
                " Revoyez les décisions, puis publiez."
            )
            % {"taken": taken, "places": places, "over": taken - places},
            taken=taken,
            places=places,
            over=taken - places,
        )


def require_renewal_places(taken: int, places: int | None) -> None:
    """The same of projects that go on, where the session says how many may."""
    if places is not None and taken > places:
        raise QuotaExceeded(
            _(
                "%(taken)s projets sont renouvelés pour %(places)s places de renouvellement : c'est %(over)s de trop."
                " Revoyez les décisions, puis publiez."
            )
            % {"taken": taken, "places": places, "over": taken - places},
            taken=taken,
            places=places,
            over=taken - places,
        )
