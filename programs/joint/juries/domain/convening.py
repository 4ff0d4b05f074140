"""A joint jury is convened for a forum; its passages are the dossiers that territories have sent, until it opens."""

from datetime import date
from typing import Any, Unpack

from django.db import IntegrityError, transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from eclore.kit import permissions
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.locks import lock
from eclore.kit.transitions import WrongState, apply, record, refuse_again
from programs.joint.forums import domain as forums
from programs.joint.forums.models import Forum
from programs.joint.forums.states import ForumState
from programs.joint.juries.domain.conflicts import propose_recusals
from programs.joint.juries.models import Criterion, Jury, Passage
from programs.juries.domain import sessions
from programs.juries.quorum import ASKED, GroupsGiven, require_sense
from programs.juries.rules import require
from programs.juries.states import JuryState

SUMMARY_LENGTH = 300
SMALLEST_QUORUM = 1


@transaction.atomic
def convene(
    forum: Forum,
    *,
    by: Actor,
    title: str = "",
    held_on: date | None = None,
    place: str = "",
    quorum: int = 3,
    places: int | None = None,
    **groups: Unpack[GroupsGiven],
) -> Jury:
    """The forum's jury, with its criteria and one passage for each dossier received so far.

    One that was cancelled is convened again, with its members.
    """
    lock(forum)
    permissions.require(by, "joint_juries.convene", forum)
    already = Refusal(_("Ce forum a déjà son jury : ouvrez-le."), code="already_convened")
    if forum.state == ForumState.DRAFT:
        raise Refusal(_("Publiez d'abord le forum : son jury se compose ensuite."), code="forum_not_published")
    if forum.state == ForumState.CANCELLED:
        raise Refusal(_("Ce forum est annulé : il n'a pas de jury."), code="forum_cancelled")
    known = Jury.objects.filter(forum=forum).first()
    if known is not None and not known.is_cancelled:
        raise already
    if quorum < SMALLEST_QUORUM:
        raise Invalid(_("Le quorum est d'au moins un membre."), field="quorum")
    require_sense(groups)
    terms: dict[str, Any] = {
        "title": title.strip() or _("Jury final"),
        "held_on": held_on or forum.held_on,
        "place": place.strip() or forum.place,
        "quorum": quorum,
        **dict.fromkeys(ASKED.values(), 0) | groups,
        "places": places or forum.places,
    }
    if known is not None:
        return take_in(apply(known, "reconvene", by=by, note=forum.name, **terms), by=by)
    jury = Jury(forum=forum, **terms)
    try:
        with transaction.atomic():
            jury.save(force_insert=True)
    except IntegrityError as clash:
        raise already from clash
    Criterion.objects.bulk_create(
        Criterion(jury=jury, label=label, position=position) for position, label in enumerate(forum.criteria)
    )
    record(jury, "convene", by=by, target=jury.state, note=forum.name)
    take_in(jury, by=by)
    return jury


@transaction.atomic
def take_in(jury: Jury, *, by: Actor) -> Jury:
    """Bring the running order up to date: dossiers received since are added, those withdrawn are taken out."""
    lock(jury)
    require(by, "lead", jury)
    if jury.state != JuryState.PREPARATION:
        raise WrongState(_("La séance est ouverte : l'ordre de passage ne change plus."), state=jury.state)
    for passage in jury.passages.filter(nomination__withdrawn_at__isnull=False):
        record(jury, "remove_passage", by=by, note=passage.title, facts={"passage": passage})
        passage.delete()
    known = set(jury.passages.values_list("nomination_id", flat=True))
    received = jury.forum.nominations.filter(withdrawn_at=None).exclude(pk__in=known)
    added = Passage.objects.bulk_create(
        Passage(
            jury=jury,
            nomination=nomination,
            title=nomination.title,
            origin=nomination.territory_name,
            summary=Truncator(nomination.snapshot.get("problem", "")).chars(SUMMARY_LENGTH),
            position=len(known) + number,
        )
        for number, nomination in enumerate(received)
    )
    if added:
        record(jury, "take_in", by=by, note=", ".join(passage.title for passage in added))
    propose_recusals(jury, by=by)
    return jury


@transaction.atomic
def open_session(jury: Jury, *, by: Actor) -> Jury:
    """Take in the last dossiers, then let nothing in or out of the forum any more, and let members mark."""
    lock(jury.forum, jury)
    require(by, "lead", jury)
    refuse_again(jury, "open", by=by)
    forums.hear(jury.forum, by=by)
    take_in(jury, by=by)
    return sessions.open_session(jury, by=by)


@transaction.atomic
def unopen_session(jury: Jury, *, by: Actor) -> Jury:
    """Undo the opening before the first mark; the nominations that it had closed are open again."""
    lock(jury.forum, jury)
    require(by, "lead", jury)
    sessions.unopen_session(jury, by=by)
    forums.unhear(jury.forum, by=by)
    return jury


@transaction.atomic
def cancel(jury: Jury, *, by: Actor) -> Jury:
    """A session in preparation will not be held; dossiers stay with the forum."""
    return sessions.cancel(jury, by=by)
