"""When a joint jury expects a dossier, its team is written to by its own territory: once for each order of the day."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import system
from programs.bridge import emails, queries, sweeping
from programs.joint.juries import queries as joint_juries
from programs.joint.juries.models import HearingNotice
from programs.local.ideas.models import Idea
from tenants.contexts import in_programme, in_territory
from tenants.territories import sites


def tell(schema: str) -> int:
    """Write to the teams of this territory that have not read when they are expected; returns how many teams.

    Opens the territory's context: call it outside any. Of several notices of one dossier, the last alone is written,
    until its day has passed. Two at once, or one after the other, write once.
    """
    with in_territory(schema), sites.in_its_zone(schema):
        waiting = dict.fromkeys(queries.untold_hearings().values_list("nomination", flat=True))
        return sum(_tell_team(nomination, schema) for nomination in waiting)


def sweep() -> int:
    """Whatever is left anywhere; returns how many teams were written to."""
    with in_programme():
        schemas = joint_juries.expecting()
    return sweeping.each(schemas, tell, "hearings")


@transaction.atomic
def _tell_team(nomination_id: UUID, schema: str) -> bool:
    """Whether this call wrote: whoever comes second waits for the rows, then finds nothing left to tell."""
    waiting = queries.untold_hearings().filter(nomination=nomination_id).select_for_update(of=("self",))
    notices = list(waiting)
    if not notices:
        return False
    nomination, last = queries.own_nominations().get(pk=nomination_id), notices[-1]
    is_due = nomination.withdrawn_at is None and last.held_on >= clock.today()
    if is_due:
        _write(last, Idea.objects.get(pk=nomination.idea_id), nomination.forum.name, schema)
    HearingNotice.objects.filter(pk__in=[notice.pk for notice in notices]).update(delivered_at=clock.now())
    return is_due


def _write(notice: HearingNotice, idea: Idea, forum: str, schema: str) -> None:
    by = system(_("Jury · %(forum)s") % {"forum": forum}, schema=schema)
    emails.tell_expected(idea, notice, by=by)
