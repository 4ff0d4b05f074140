"""A joint decision comes home: under its territory's role, once, whatever happens at the same time."""

import logging
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor, system
from eclore.kit.locks import lock
from eclore.kit.transitions import apply, record
from programs.bridge import emails, queries, sweeping
from programs.bridge.takeovers import take_up
from programs.joint.juries import queries as joint_juries
from programs.joint.juries.domain import note_failure
from programs.joint.juries.models import Decision
from programs.joint.juries.states import JointVerdict
from programs.local.ideas.domain import hearings
from programs.local.ideas.models import Idea
from programs.local.ideas.states import HEARD, IdeaState
from programs.local.incubation.domain.projects import open_from_idea
from tenants.contexts import HasSchema, in_programme, in_territory
from tenants.territories import sites

__all__ = ["deliver", "sweep", "take_up"]

logger = logging.getLogger(__name__)


def deliver(territory: HasSchema | str) -> int:
    """Bring home what joint juries have published for this territory; returns how many decisions.

    Opens the territory's context: call it outside any. Two at once, or one after the other, deliver each decision once.
    All of them or none: an attempt that fails is noted for whoever follows it, and raised.
    """
    schema = territory if isinstance(territory, str) else territory.schema_name
    try:
        with in_territory(schema), sites.in_its_zone(schema):
            return sum(_bring_home(key, schema) for key in queries.undelivered().values_list("pk", flat=True))
    except Exception:
        _note_failure(schema)
        raise


def _note_failure(schema: str) -> None:
    """Beside the decisions, in the programme's context: nothing of the error is told there, the log has it."""
    try:
        with in_programme():
            note_failure(schema)
    except DatabaseError:
        logger.exception("the failed delivery of %s could not be noted", schema)


def sweep() -> int:
    """Deliver whatever is left anywhere; returns how many decisions."""
    with in_programme():
        schemas = joint_juries.awaited_by()
    return sweeping.each(schemas, deliver, "decisions")


@transaction.atomic
def _bring_home(key: UUID, schema: str) -> bool:
    """Whether this call is the one that delivered it: whoever comes second waits for the row, then finds it gone."""
    decision = queries.undelivered().select_for_update(of=("self",)).filter(pk=key).first()
    if decision is None:
        return False
    nomination = queries.own_nominations().get(pk=decision.nomination_id)
    jury_actor = system(_("Jury · %(forum)s") % {"forum": nomination.forum.name}, schema=schema)
    idea = Idea.objects.select_related("call__edition", "problem").get(pk=nomination.idea_id)
    lock(idea)
    if idea.state in HEARD:
        _conclude(idea, decision, forum_id=nomination.forum_id, jury_actor=jury_actor)
        emails.tell_decided(idea, nomination, decision, by=jury_actor)
    else:
        record(idea, "forum_decision", by=jury_actor, note=decision.motivation, target=decision.verdict)
    hearings.end(nomination.forum_id, idea=idea.pk)
    decision.delivered_at = clock.now()
    decision.save(update_fields=["delivered_at"])
    return True


def _conclude(idea: Idea, decision: Decision, *, forum_id: UUID, jury_actor: Actor) -> None:
    """The outcome on the idea, and a project if it is retained; on the waiting list, it is at home again."""
    if decision.verdict == JointVerdict.WAITING_LIST:
        if idea.state == IdeaState.NOMINATED:
            apply(idea, "recall", by=jury_actor)
        record(idea, "wait_list", by=jury_actor, note=decision.motivation)
        return
    if decision.verdict != JointVerdict.RETAINED:
        apply(idea, "decline", by=jury_actor, note=decision.motivation)
        return
    apply(idea, "retain", by=jury_actor, note=decision.motivation)
    open_from_idea(idea, by=jury_actor, weeks=decision.weeks, days_per_week=decision.days_per_week, forum_id=forum_id)
