"""Retained or not, each with its reasons, pending until all are published."""

from typing import Unpack

from eclore.kit.actor import Actor
from programs.joint.juries.models import Decision, Passage
from programs.joint.juries.states import JointVerdict
from programs.juries.domain import decisions
from programs.juries.domain.decisions import Terms, TermsGiven


def decide(passage: Passage, *, by: Actor, verdict: str, **terms: Unpack[TermsGiven]) -> Decision:
    """Pending until publication; `territory_role` says which territory will read it then."""
    decision: Decision = decisions.decide(
        passage,
        by=by,
        verdict=verdict,
        allowed=JointVerdict.values,
        terms=Terms(**terms),
        nomination=passage.nomination,
        territory_role=passage.nomination.territory_role,
    )
    return decision
