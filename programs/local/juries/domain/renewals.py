"""What is said of a project that asks to go on, before it is heard: learnt, journal, conditions that were met."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.locks import lock
from eclore.kit.transitions import WrongState, record
from programs.juries.renewals import ConditionState, Facts, facts_of, kept, words_of
from programs.juries.rules import require
from programs.juries.states import JuryState, PassageState
from programs.local.juries.models import Passage

LONGEST_TEXT = 5000


class RenewalGiven(TypedDict, total=False):
    """What `prepare_renewal` may change. `met`: condition → a `ConditionState`, or nothing."""

    learnt: str
    journal: str
    met: Mapping[str, str]


@transaction.atomic
def prepare_renewal(passage: Passage, *, by: Actor, **given: Unpack[RenewalGiven]) -> Passage:
    """Say it, until the project is before the jury; an empty text is again what was counted.

    Raises Invalid, WrongState, Refusal.
    """
    jury = passage.jury
    lock(jury, passage)
    require(by, "compose", jury)
    facts = facts_of(passage.renewal)
    if facts is None:
        raise Refusal(_("Ce passage n'a pas de dossier de renouvellement à préparer."), code="not_a_renewal")
    if closed := why_closed(passage):
        raise WrongState(closed, state=passage.state)
    words = words_of(passage.renewal)
    wanted = replace(
        words,
        learnt=_text("learnt", given.get("learnt", words.learnt)),
        journal=_text("journal", given.get("journal", words.journal)),
        met={**words.met, **_met(facts, given.get("met", {}))},
    )
    if wanted != words:
        passage.renewal = kept(facts, wanted)
        passage.save(update_fields=["renewal"])
        record(jury, "prepare_renewal", by=by, note=passage.title)
    return passage


def may_be_prepared(passage: Passage) -> bool:
    """Before its hearing, in a session that is in preparation or open."""
    return passage.renewal is not None and not why_closed(passage)


def why_closed(passage: Passage) -> str:
    """Why nothing more is said of it, in words; empty while it may be."""
    if passage.state != PassageState.WAITING:
        return _("Le jury a ouvert ce passage : son dossier ne change plus.")
    if passage.jury.state not in (JuryState.PREPARATION, JuryState.OPEN):
        return _("La séance ne prend plus de notes : ce dossier ne change plus.")
    return ""


def _met(facts: Facts, told: Mapping[str, str]) -> dict[str, str]:
    """Of conditions that were set, in the words of `ConditionState`."""
    if any(state and state not in ConditionState.values for state in told.values()):
        raise Invalid(_("Dites si la condition est remplie, en partie, ou non."), field="met")
    if any(condition not in facts.conditions for condition in told):
        raise Invalid(_("Cette condition n'a pas été fixée à ce projet."), field="met")
    return dict(told)


def _text(field: str, text: str) -> str:
    text = text.replace("\x00", "").strip()
    if len(text) > LONGEST_TEXT:
        limit = {"limit": LONGEST_TEXT}
        raise Invalid(_("Ce texte dépasse %(limit)s caractères : raccourcissez-le.") % limit, field=field)
    return text
