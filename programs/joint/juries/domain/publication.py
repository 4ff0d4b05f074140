"""Publishing: every decision of a session at once; then they are brought home by the bridge."""

from django.db import transaction

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Refusal
from eclore.kit.locks import lock
from eclore.kit.transitions import apply
from programs.joint.forums import domain as forums
from programs.joint.forums.models import Nomination
from programs.joint.juries import outcomes
from programs.joint.juries.models import Decision, Jury
from programs.joint.juries.states import JointVerdict
from programs.juries.domain import entry_cards, paper_entries
from programs.juries.domain.sessions import require_every_decision, require_places, require_publishable
from programs.juries.domain.waiting_list import told_rank
from programs.juries.rules import require
from programs.juries.verdicts import Verdicts, verdicts_of


@transaction.atomic
def publish(jury: Jury, *, by: Actor) -> Jury:
    """All at once: the territories may read their own decisions, the forum's results are public, jobs go home.

    Raises WrongState out of deliberation, NotReady while a dossier has no decision, QuotaExceeded over the places.
    """
    lock(jury.forum, jury)
    require(by, "publish", jury)
    require_publishable(jury, by=by)
    passages = list(jury.passages.select_related("decision", "nomination__territory"))
    check(jury)
    paper_entries.clear(jury)
    now = clock.now()
    facts = {"since": now, "decisions": [passage.decision for passage in passages]}
    Decision.objects.filter(passage__jury=jury).update(published_at=now, told_rank=told_rank(jury))
    apply(jury, "publish", by=by, facts=facts, published_at=now)
    entry_cards.end(jury)
    Nomination.objects.filter(passage__jury=jury).update(ties=[])  # nobody is asked any more
    forums.decide(jury.forum, by=by)
    homes = [passage.nomination.territory for passage in passages]
    schemas = sorted({home.schema_name for home in homes if home is not None})
    outcomes.published.ask(schemas)
    return jury


def check(jury: Jury, verdicts: Verdicts | None = None) -> None:
    """Raise the Refusal that stands in the way of publishing, if one does."""
    verdicts = verdicts or verdicts_of(jury.passages.all())
    require_every_decision(verdicts)
    require_places(verdicts.counted[JointVerdict.RETAINED], jury.places)


def obstacle(jury: Jury, verdicts: Verdicts | None = None) -> Refusal | None:
    """What would refuse the publication now, for the page that prepares it; `verdicts`, where they are read already."""
    try:
        check(jury, verdicts)
    except Refusal as refusal:
        return refusal
    return None
