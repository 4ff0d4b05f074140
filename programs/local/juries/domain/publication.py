"""Publishing: every decision of a session at once, in one transaction, and every candidate answered."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from eclore.kit import clock, transitions
from eclore.kit.actor import Actor
from eclore.kit.errors import Refusal
from eclore.kit.locks import lock
from programs.juries.domain import entry_cards, paper_entries
from programs.juries.domain.passages import lapse
from programs.juries.domain.sessions import (
    require_every_decision,
    require_places,
    require_publishable,
    require_renewal_places,
)
from programs.juries.domain.waiting_list import told_rank
from programs.juries.rules import require
from programs.juries.verdicts import verdicts_of
from programs.local.ideas.domain import hearings
from programs.local.ideas.domain.teams import let_go
from programs.local.ideas.models import Idea
from programs.local.ideas.states import LEFT
from programs.local.juries import outcomes
from programs.local.juries.domain import access, replies
from programs.local.juries.models import Decision, Jury, Passage
from programs.local.juries.queries import decidable, laureates, why_lapsed
from programs.local.juries.states import TAKING_A_PLACE, TAKING_A_RENEWAL_PLACE, Verdict

# verdict → what the idea goes through, one move after the other; on the waiting list it stays where it was, so that
# another jury may hear it.
MOVES: dict[str, tuple[str, ...]] = {
    Verdict.SHORTLISTED: ("shortlist",),
    Verdict.NOT_SHORTLISTED: ("dismiss",),
    Verdict.LAUREATE: ("hear", "retain"),
    Verdict.NOT_RETAINED: ("hear", "decline"),
    Verdict.TAKEN_INTERNALLY: ("hear", "take_internally"),
    Verdict.WAITING_LIST: (),
}


@transaction.atomic
def publish(jury: Jury, *, by: Actor) -> Jury:
    """Tell all the decisions together: ideas move, projects open, teams are answered.

    Raises NotReady (a passage without decision), QuotaExceeded, WrongState (published already, or not deliberating).
    What can no longer move (an idea withdrawn or sent to a forum, a project that has ended) needs no decision and gets
    no answer: the minutes say so.
    """
    lock(jury.edition, jury)  # the quota of an edition is counted over all its juries
    require(by, "publish", jury)
    require_publishable(jury, by=by)
    lock(*(passage.idea for passage in jury.passages.select_related("idea") if passage.idea is not None))
    _set_lapsed_aside(jury, by)
    check(jury)
    passages = list(_heard(jury, decidable(jury)))
    answers = replies.of(replies.answered(jury))
    for passage in passages:
        follow(passage, passage.decision, by)
    paper_entries.clear(jury)
    now = clock.now()
    Decision.objects.filter(passage__in=passages).update(published_at=now, told_rank=told_rank(jury))
    facts = {"since": now, "decisions": [passage.decision for passage in passages]}
    transitions.apply(jury, "publish", by=by, facts=facts, published_at=now)
    entry_cards.end(jury)
    access.end_promises(jury, by)
    hearings.end(jury.pk)
    replies.send(answers, by=by)
    return jury


def check(jury: Jury) -> None:
    """Raise the Refusal that stands in the way of publishing, if one does."""
    verdicts = verdicts_of(decidable(jury))
    require_every_decision(verdicts)
    require_places(sum(verdicts.counted[verdict] for verdict in TAKING_A_PLACE), jury.places)
    require_renewal_places(sum(verdicts.counted[verdict] for verdict in TAKING_A_RENEWAL_PLACE), jury.renewal_places)
    if winners := verdicts.counted[Verdict.LAUREATE]:
        require_places(laureates(jury.edition) + winners, jury.edition.quota)


def obstacle(jury: Jury) -> Refusal | None:
    """What would refuse the publication now, for the page that prepares it."""
    try:
        check(jury)
    except Refusal as refusal:
        return refusal
    return None


def _heard(jury: Jury, passages: QuerySet[Passage]) -> Iterator[Passage]:
    for passage in passages.select_related("decision", "idea__call__edition"):
        passage.jury = jury
        yield passage


def _set_lapsed_aside(jury: Jury, by: Actor) -> None:
    """An idea that was withdrawn, sent elsewhere or answered, a project that has ended: so say the minutes."""
    passages = {passage.pk: passage for passage in _heard(jury, jury.passages.all())}
    for key, why in why_lapsed(jury, passages.values()).items():
        lapse(passages[key], why, by=by)


def follow(passage: Passage, decision: Any, by: Actor) -> None:
    """What a published decision sets going: the idea moves, the layers above go on."""
    if passage.idea is not None:
        _move(passage.idea, decision, by)
    outcomes.published.ask(passage, decision, by)


def _move(idea: Idea, decision: Any, by: Actor) -> None:
    if decision.verdict == Verdict.WAITING_LIST:
        transitions.record(idea, "wait_list", by=by, note=decision.motivation)
    for verb in MOVES[decision.verdict]:
        transitions.apply(idea, verb, by=by, note=decision.motivation if verb == MOVES[decision.verdict][-1] else "")
    if idea.state in LEFT:
        let_go(idea, by=by)
