"""A forum from its first draft to its published results."""

from collections.abc import Iterator, Sequence
from copy import copy
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from eclore.kit import clock, zones
from eclore.kit.actor import Actor, system
from eclore.kit.dates import check_to_come
from eclore.kit.errors import Refusal, TooLate
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from eclore.kit.transitions import apply, record
from programs.joint.forums import emails, template, validators
from programs.joint.forums.models import Forum
from programs.joint.forums.states import ForumState

EDITABLE = (
    "name",
    "place",
    "held_on",
    "introduction",
    "nominations_until",
    "time_zone",
    "quota_total",
    "places",
    "criteria",
)


class Editable(TypedDict, total=False):
    """What `edit` may change."""

    name: str
    place: str
    held_on: date
    introduction: str
    nominations_until: datetime
    time_zone: str
    quota_total: int
    places: int
    criteria: Sequence[str]


@transaction.atomic
def open_forum(
    *,
    by: Actor,
    name: str,
    place: str,
    held_on: date,
    nominations_until: datetime,
    time_zone: str = zones.PARIS,
    quota_total: int = template.QUOTA_TOTAL,
    places: int = template.PLACES,
    criteria: Sequence[str] = template.CRITERIA,
    introduction: str = "",
) -> Forum:
    """A draft that only the national team sees. Raises Invalid with the field to mend."""
    require(by, "forums.manage")
    forum = Forum(held_on=held_on, nominations_until=nominations_until, quota_total=quota_total, places=places)
    forum.name, forum.place, forum.criteria, forum.introduction = name, place, list(criteria), introduction
    forum.time_zone = time_zone
    _check(forum)
    _put_at_a_free_address(forum)
    record(forum, "open", by=by, target=forum.state)
    return forum


@transaction.atomic
def edit(forum: Forum, *, by: Actor, **fields: Unpack[Editable]) -> Forum:
    """Change some of EDITABLE (ValueError for another name); what was decided cannot be edited any more."""
    stored = copy(forum)  # what cannot be kept leaves the caller's as it was
    lock(stored)
    require(by, "forums.manage", stored)
    if stored.state == ForumState.DECIDED:
        raise TooLate(_("Les résultats sont publiés : ce forum ne se modifie plus."), code="forum_decided")
    if stored.state == ForumState.CANCELLED:
        raise TooLate(_("Ce forum est annulé : il ne se modifie plus."), code="forum_cancelled")
    before = {name: getattr(stored, name) for name in EDITABLE}
    for name, value in fields.items():
        setattr(stored, EDITABLE[EDITABLE.index(name)], value)
    _check(stored)
    changed = [name for name in EDITABLE if getattr(stored, name) != before[name]]
    if "nominations_until" in changed and stored.state == ForumState.PUBLISHED:
        check_to_come(stored.nominations_until, field="nominations_until")
    if changed:
        stored.save(update_fields=changed)
        record(stored, "edit", by=by, note=", ".join(map(_label, changed)))
    return stored


@transaction.atomic
def publish(forum: Forum, *, by: Actor) -> Forum:
    """Open nominations to the participants, whose managers are told."""
    lock(forum)
    participations = list(forum.participations.all())
    if not participations:
        raise Refusal(_("Ajoutez d'abord un territoire participant, puis publiez."), code="no_participant")
    if forum.nominations_until <= clock.now():
        sentence = _("La date limite des nominations est passée : choisissez une date à venir, puis publiez.")
        raise TooLate(sentence, code="nominations_date_past")
    apply(forum, "publish", by=by)
    emails.tell_managers(forum, participations)
    return forum


def close(forum: Forum, *, by: Actor) -> Forum:
    """No nomination comes in any more; those received may still be withdrawn until the jury opens."""
    return apply(forum, "close", by=by)


def reopen(forum: Forum, *, by: Actor) -> Forum:
    """Take nominations again, as long as the jury has not opened."""
    lock(forum)
    if forum.jury_opened_at:
        raise TooLate(_("Le jury a commencé : les nominations ne se rouvrent plus."), code="jury_opened")
    return apply(forum, "reopen", by=by)


@transaction.atomic
def hear(forum: Forum, *, by: Actor) -> Forum:
    """The jury opens, whoever opens it: from now on no dossier comes in or goes out."""
    lock(forum)
    if forum.state == ForumState.PUBLISHED:
        apply(forum, "close", by=system(by.name))
    if forum.jury_opened_at is None:
        forum.jury_opened_at = clock.now()
        forum.save(update_fields=["jury_opened_at"])
    return forum


@transaction.atomic
def unhear(forum: Forum, *, by: Actor) -> Forum:
    """The jury's opening is undone: what it had closed by itself opens again."""
    lock(forum)
    forum.jury_opened_at = None
    forum.save(update_fields=["jury_opened_at"])
    closing = forum.events.filter(verb="close").order_by("created_at", "pk").last()
    if forum.state == ForumState.CLOSED and closing is not None and closing.by_id is None:  # not somebody's own act
        apply(forum, "reopen", by=system(by.name))
    return forum


@transaction.atomic
def cancel(forum: Forum, *, by: Actor) -> Forum:
    """The forum will not be held. Refused while a dossier stands, which its territory takes back first."""
    lock(forum)
    require(by, "forums.manage", forum)
    if forum.jury_opened_at:
        raise TooLate(_("Le jury a commencé : annulez d'abord son ouverture."), code="jury_opened")
    if forum.nominated:
        raise Refusal(
            _("Des territoires présentent encore des dossiers : ils doivent d'abord les retirer."), code="has_nominated"
        )
    return apply(forum, "cancel", by=by)


def decide(forum: Forum, *, by: Actor) -> Forum:
    """The results are public."""
    return apply(forum, "decide", by=by)


def _check(forum: Forum) -> None:
    forum.name = validators.words(forum.name, field="name", longest=200)
    forum.place = validators.words(forum.place, field="place", longest=160)
    forum.introduction = forum.introduction.replace("\x00", "").strip()
    forum.criteria = validators.criteria(forum.criteria)
    validators.time_zone(forum.time_zone)
    validators.dates(forum.held_on, forum.nominations_until, zone=forum.time_zone)
    validators.sizes(forum.quota_total, forum.places, nominated=forum.nominated)


def _label(name: str) -> str:
    """What a field is called on screen."""
    field = Forum._meta.get_field(name)
    return str(getattr(field, "verbose_name", name))


def _put_at_a_free_address(forum: Forum) -> None:
    """Two forums of one name that open at once take two addresses."""
    for is_last in (False, False, True):
        forum.slug = _free_slug(forum.name)
        try:
            with transaction.atomic():
                forum.save(force_insert=True)
            break
        except IntegrityError:
            if is_last:
                raise


def _free_slug(name: str) -> str:
    """The name as an address, numbered when it is taken."""
    base = slugify(name)[:70].strip("-") or "forum"
    taken = set(Forum.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | {"nouveau"}
    return next(slug for slug in _numbered(base) if slug not in taken)


def _numbered(base: str) -> Iterator[str]:
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1
