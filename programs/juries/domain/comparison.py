"""Dossiers compared two by two, as advice: opened and closed by whoever presides, answered by each member in secret."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, NotAllowed, Refusal
from eclore.kit.locks import lock
from eclore.kit.transitions import record
from programs.juries import comparison
from programs.juries.comparison import FEWEST, MOST, OTHER_WAY
from programs.juries.domain.recusals import Recused
from programs.juries.domain.sessions import require_state
from programs.juries.models import AbstractJury, AbstractPreference, AbstractSeat
from programs.juries.rules import require, voter_of
from programs.juries.snapshots import read_sitting
from programs.juries.states import JuryState, PreferenceChoice


@transaction.atomic
def open_comparison(jury: AbstractJury, *, by: Actor, teams: Collection[UUID]) -> AbstractJury:
    """Let members compare these dossiers; other ones, until somebody has answered. The same twice is once.

    Marks that changed since an earlier comparison make it void: its answers go. Raises NotAllowed, WrongState, Invalid,
    Refusal.
    """
    _hold(jury, by)
    keys = sorted(set(teams))
    if jury.revealed_at is None:
        raise Refusal(_("Dévoilez d'abord le classement : la comparaison porte sur ses dossiers."), code="not_revealed")
    if comparison.is_held(jury):
        if jury.compared == keys:
            return jury
        _require_unanswered(jury)
    _require_sound(jury, keys)
    comparison.preferences(jury).delete()
    jury.compared, jury.compared_from, jury.compared_until = keys, clock.now(), None
    jury.save(update_fields=["compared", "compared_from", "compared_until"])
    record(jury, "open_comparison", by=by, facts={"keys": keys})
    return jury


@transaction.atomic
def close_comparison(jury: AbstractJury, *, by: Actor) -> AbstractJury:
    """What was answered is frozen, and what comes of it told. Twice is once. Raises NotAllowed, WrongState, Refusal."""
    _hold(jury, by)
    if not comparison.is_held(jury):
        raise Refusal(_("Aucune comparaison n'est ouverte."), code="not_opened")
    if jury.compared_until is None:
        jury.compared_until = clock.now()
        jury.save(update_fields=["compared_until"])
        record(jury, "close_comparison", by=by)
    return jury


@transaction.atomic
def compare(jury: AbstractJury, *, by: Actor, passage: UUID, other: UUID, choice: str) -> AbstractPreference:
    """Which of two dossiers a member prefers, in whichever order they are given; another choice replaces it.

    The history tells, once, that they have begun to answer; never what. Raises NotAllowed, WrongState, Recused,
    Invalid, Refusal.
    """
    lock(jury)
    seat = voter_of(by, jury)
    _require_answers(jury)
    if choice not in PreferenceChoice.values:
        raise Invalid(_("Choisissez un des deux dossiers, ou « sans avis »."), code="unknown_choice", field="choice")
    told = PreferenceChoice(choice)
    if other < passage:
        passage, other, told = other, passage, OTHER_WAY[told]
    _require_own_pair(jury, seat, passage, other)
    rows = comparison.preferences(jury).filter(seat=seat)
    known: AbstractPreference | None = rows.filter(passage=passage, other=other).first()
    if known is None:
        begins = not rows.exists()
        known = rows.model(passage_id=passage, other_id=other, seat=seat, choice=told, answered_at=clock.now())
        known.save(force_insert=True)
        if begins:
            record(jury, "compare", by=by, note=seat.name, facts={"seat": seat})
    elif known.choice != told:
        known.choice, known.answered_at = told, clock.now()
        known.save(update_fields=["choice", "answered_at"])
    return known


def _hold(jury: AbstractJury, by: Actor) -> None:
    lock(jury)
    require(by, "reveal", jury)
    require_state(jury, JuryState.DELIBERATION, _("La comparaison se tient pendant la délibération."))


def _require_unanswered(jury: AbstractJury) -> None:
    if jury.compared_until is not None:
        raise Refusal(_("La comparaison est close : elle ne change plus."), code="comparison_closed")
    if comparison.preferences(jury).exists():
        raise Refusal(_("Un membre a déjà répondu : les dossiers comparés ne changent plus."), code="has_answers")


def _require_sound(jury: AbstractJury, keys: list[UUID]) -> None:
    limits = {"fewest": FEWEST, "most": MOST}
    if not FEWEST <= len(keys) <= MOST:
        raise Invalid(_("Choisissez de %(fewest)s à %(most)s dossiers.") % limits, code="teams", field="teams")
    if not comparison.may_be_compared(jury, keys):
        sentence = _("Un dossier de cette page ne se compare pas aux autres : relisez, puis recommencez.")
        raise Invalid(sentence, code="unknown_team", field="teams")


def _require_answers(jury: AbstractJury) -> None:
    require_state(jury, JuryState.DELIBERATION, _("La comparaison se tient pendant la délibération."))
    if not comparison.is_held(jury):
        raise Refusal(_("Aucune comparaison n'est ouverte."), code="not_opened")
    if jury.compared_until is not None:
        raise Refusal(_("La comparaison est close : elle ne change plus."), code="comparison_closed")


def _require_own_pair(jury: AbstractJury, seat: AbstractSeat, passage: UUID, other: UUID) -> None:
    if passage == other or not {passage, other} <= set(jury.compared):
        raise Refusal(_("Ces deux dossiers ne sont plus comparés : rechargez la page."), code="not_compared")
    sitting = read_sitting(jury)
    if any(sitting.is_recused(key, seat) for key in (passage, other)):
        raise Recused(_("Vous êtes en déport pour un de ces dossiers."))
    if not all(sitting.is_voter(key, seat.pk) for key in (passage, other)):
        raise NotAllowed(
            _("Vous n'étiez pas noté présent à un de ces passages : demandez à la présidence de corriger vos heures."),
            code="absent",
        )
