"""What is corrected of a session before its decisions are published; its quorum before it opens, how it votes too."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid
from eclore.kit.locks import lock
from eclore.kit.transitions import WrongState, record
from programs.juries.domain import entry_cards, projection
from programs.juries.domain.seats import refuse_once_published
from programs.juries.models import AbstractJury
from programs.juries.quorum import ASKED, asked_words, require_sense
from programs.juries.rules import require
from programs.juries.states import JuryState

QUORUM = ("quorum", *ASKED.values())
DECIDING = ("places", "renewal_places", "casting_vote", "tells_waiting_rank")
CHANGEABLE = ("title", "held_on", "starts_at", "place", *QUORUM, *DECIDING)
JuryT = TypeVar("JuryT", bound=AbstractJury)


@transaction.atomic
def change(jury: JuryT, *, by: Actor, **fields: Any) -> JuryT:
    """Correct the title, day, hour, place or numbers of places, before publication; the quorum, before the opening."""
    lock(jury)
    require(by, "compose", jury)
    refuse_once_published(jury)
    told_before = jury.tells_waiting_rank
    casting, former = jury.casting_vote, {name: getattr(jury, name) for name in QUORUM}
    if any(fields.get(name, kept) != kept for name, kept in former.items()):
        _require_quorum_free(jury, fields)
    if fields.get("casting_vote", casting) != casting:
        _require_not_voting(jury)
    require_renewals(jury, fields.get("renewal_places"))
    for name, value in fields.items():
        if name not in CHANGEABLE:
            raise TypeError(f"a jury has no field {name!r} to change")
        setattr(jury, name, value)
    jury.save(update_fields=list(fields))
    entry_cards.follow(jury)
    projection.follow(jury)
    before, after = former["quorum"], jury.quorum
    told = {} if after == before else {"quorum_before": before, "quorum": after}
    notes = [_("Quorum : %(before)s, puis %(after)s") % {"before": before, "after": after}] if told else []
    if any(getattr(jury, name) != former[name] for name in ASKED.values()):
        told |= {name: getattr(jury, name) for name in ASKED.values()}
        notes.append(_("Quorum par qualité : %(groups)s") % {"groups": asked_words(jury)})
    if jury.casting_vote != casting:
        notes.append(_("Avec voix prépondérante") if jury.casting_vote else _("Sans voix prépondérante"))
    if jury.tells_waiting_rank != told_before:
        notes.append(_("Rang en liste d'attente communiqué") if jury.tells_waiting_rank else _("Rang non communiqué"))
    record(jury, "change", by=by, note=" · ".join(notes), facts=told)
    return jury


def require_renewals(jury: AbstractJury, renewal_places: int | None) -> None:
    """Raise Invalid for a number of renewals in a session that hears none, or one that is no number of places."""
    if renewal_places is None:
        return
    if not jury.hears_renewals:
        raise Invalid(_("Ce jury n'entend pas de renouvellement : laissez ce nombre vide."), field="renewal_places")
    if renewal_places < 1:
        raise Invalid(_("Indiquez au moins un projet à renouveler, ou laissez vide."), field="renewal_places")


def _require_not_voting(jury: AbstractJury) -> None:
    if jury.state == JuryState.DELIBERATION:
        raise WrongState(
            _("La délibération est ouverte : la voix prépondérante ne se règle plus. Reprenez la séance d'abord."),
            state=jury.state,
        )


def _require_quorum_free(jury: AbstractJury, wanted: Mapping[str, Any]) -> None:
    if jury.state != JuryState.PREPARATION:
        raise WrongState(
            _("La séance est ouverte : son quorum ne change plus. Ajoutez des membres s'il en manque."),
            state=jury.state,
        )
    if wanted.get("quorum", jury.quorum) < 1:
        raise Invalid(_("Le quorum est d'au moins un membre."), field="quorum")
    require_sense({name: wanted[name] for name in ASKED.values() if name in wanted})
