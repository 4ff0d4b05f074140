"""What a territory's jury decides on its passages, pending until all are published."""

from dataclasses import replace
from typing import Unpack

from eclore.kit.actor import Actor
from programs.juries.domain import decisions
from programs.juries.domain.decisions import Ruling, Terms, TermsGiven
from programs.local.juries.models import Decision, Passage
from programs.local.juries.states import GRANTING


def decide(passage: Passage, *, by: Actor, verdict: str, **terms: Unpack[TermsGiven]) -> Decision:
    """Write or change the pending decision; a reply corrected for an earlier one is suggested anew.

    Raises WrongState out of deliberation, NoQuorum, Invalid for a verdict that does not fit.
    """
    decision: Decision = decisions.decide(ruling(passage, verdict, **terms), by=by)
    return decision


def ruling(passage: Passage, verdict: str, **terms: Unpack[TermsGiven]) -> Ruling:
    """As this passage may be decided: only some verdicts grant time."""
    given = Terms(**terms)
    if verdict not in GRANTING:
        given = replace(given, phase="", weeks=None, days_per_week=None)
    given = replace(given, motivation=given.motivation.strip())
    return Ruling(passage, verdict, passage.verdicts, given, {"reply_subject": "", "reply_body": ""})
