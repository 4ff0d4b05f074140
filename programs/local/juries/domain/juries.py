"""Composing a jury: a reading round or an audition of one edition, with the edition's criteria."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit import permissions
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid
from eclore.kit.locks import lock
from eclore.kit.transitions import record
from programs.juries.domain import sessions
from programs.juries.domain.changes import require_renewals
from programs.juries.quorum import GroupsGiven, require_sense
from programs.juries.states import PassageKind
from programs.local.calls.models import Edition
from programs.local.ideas.domain import hearings
from programs.local.ideas.models import Idea
from programs.local.juries.domain.conflicts import propose_recusals
from programs.local.juries.domain.dossiers import freeze
from programs.local.juries.domain.passages import add_passages
from programs.local.juries.models import Criterion, Jury
from programs.local.juries.states import JuryKind

READING_PLACES = 20  # the national template's largest jury; each reading round may say otherwise


@transaction.atomic
def compose(
    edition: Edition,
    *,
    by: Actor,
    kind: str,
    title: str,
    held_on: date,
    ideas: Iterable[Idea] = (),
    place: str = "",
    quorum: int | None = None,
    places: int | None = None,
    renewal_places: int | None = None,
    **groups: Unpack[GroupsGiven],
) -> Jury:
    """A jury in preparation, with the edition's criteria and these ideas. `places` defaults to the edition's quota.

    Raises Invalid.
    """
    require_sense(groups)
    lock(edition)
    permissions.require(by, "local_juries.start")
    if kind not in JuryKind.values:
        raise Invalid(_("Choisissez une présélection ou un jury avec auditions."), field="kind")
    if not title.strip():
        raise Invalid(_("Donnez un intitulé à ce jury."), field="title")
    if places is None:
        places = edition.quota if kind == JuryKind.AUDITION else READING_PLACES
    options: dict[str, Any] = {"places": places, "renewal_places": renewal_places, **groups}
    options |= {} if quorum is None else {"quorum": quorum}
    jury = Jury(edition=edition, kind=kind, title=title.strip(), held_on=held_on, place=place, **options)
    require_renewals(jury, renewal_places)
    jury.save(force_insert=True)
    Criterion.objects.bulk_create(
        Criterion(
            jury=jury, label=each.label, hint=each.hint, weight=each.weight, kind=each.kind, position=each.position
        )
        for each in edition.criteria.all()
        if kind == JuryKind.AUDITION or each.kind != PassageKind.RENEWAL
    )
    record(jury, "compose", by=by, target=jury.state, note=jury.title)
    add_passages(jury, by=by, ideas=ideas)
    return jury


@transaction.atomic
def open_session(jury: Jury, *, by: Actor) -> Jury:
    """Let members mark; what each team had written is kept as it is now, and conflicts of interest are asked about."""
    sessions.open_session(jury, by=by)
    freeze(jury.passages.select_related("idea__call"))
    propose_recusals(jury, by=by)
    return jury


@transaction.atomic
def unopen_session(jury: Jury, *, by: Actor) -> Jury:
    """Undo the opening before the first mark: dossiers are no longer frozen."""
    sessions.unopen_session(jury, by=by)
    jury.passages.update(dossier=None)
    hearings.read(jury.pk, reads=False)
    return jury


@transaction.atomic
def cancel(jury: Jury, *, by: Actor) -> Jury:
    """A session in preparation will not be held: other juries may hear its ideas."""
    sessions.cancel(jury, by=by)
    hearings.end(jury.pk)
    return jury
