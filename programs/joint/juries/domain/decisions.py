"""Retained or not, each with its reasons, pending until all are published."""

from typing import Unpack

from eclore.kit.actor import Actor
from programs.joint.juries.models import Decision, Passage
from programs.joint.juries.states import JointVerdict
from programs.juries.domain import decisions
from programs.juries.domain.decisions import Ruling, Terms, TermsGiven


def decide(passage: Passage, *, by: Actor, verdict: str, **terms: Unpack[TermsGiven]) -> Decision:
    """Pending until publication."""
    decision: Decision = decisions.decide(ruling(passage, verdict, **terms), by=by)
    return decision


def ruling(passage: Passage, verdict: str, **terms: Unpack[TermsGiven]) -> Ruling:
    """As this passage may be decided; `territory_role` says which territory will read it once published."""
    home = {"nomination": passage.nomination, "territory_role": passage.nomination.territory_role}
    return Ruling(passage, verdict, JointVerdict.values, Terms(**terms), home)
