"""What becomes of published decisions on their way home: an attempt that has failed, and asking for another."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.locks import lock
from eclore.kit.transitions import AlreadyDone, record
from programs.joint.juries import outcomes, queries
from programs.joint.juries.models import Decision, Jury
from programs.juries.domain.sessions import require_state
from programs.juries.rules import require
from programs.juries.states import JuryState


def note_failure(schema: str) -> int:
    """An attempt to bring home what this territory awaits has failed; how many decisions still wait there."""
    waiting = Decision.objects.filter(queries.UNDELIVERED, published_at__isnull=False)
    return waiting.filter(nomination__territory__schema_name=schema).update(
        failures=F("failures") + 1, failed_at=clock.now()
    )


@transaction.atomic
def retry_delivery(jury: Jury, *, by: Actor) -> Jury:
    """Ask at once for another attempt wherever the last one has failed; the others are on their way already.

    Raises WrongState before publication, AlreadyDone when nothing has failed.
    """
    lock(jury)
    require(by, "publish", jury)
    require_state(jury, JuryState.PUBLISHED, _("Rien n'est parti : les décisions ne sont pas publiées."))
    schemas = sorted(set(queries.failed(jury).values_list("nomination__territory__schema_name", flat=True)))
    if not schemas:
        raise AlreadyDone(_("Aucune transmission n'est en échec."), subject=jury, state=str(jury.state))
    queries.failed(jury).update(failed_at=None)
    note = ngettext("%(count)d territoire", "%(count)d territoires", len(schemas)) % {"count": len(schemas)}
    record(jury, "retry_delivery", by=by, note=note, facts={"territories": schemas})
    outcomes.published.ask(schemas)
    return jury
