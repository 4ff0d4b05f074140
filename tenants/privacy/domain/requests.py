"""A person's data, asked for by themselves or by the national team: the request waits for the worker."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from eclore.kit import audit, clock, jobs
from eclore.kit.actor import Actor
from eclore.kit.audit import Act
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.permissions import require
from tenants.accounts.domain import sessions
from tenants.accounts.models import User
from tenants.memberships.domain.locks import lock_role_removals
from tenants.memberships.validators import plain_address
from tenants.privacy import queries
from tenants.privacy.models import Copy, Request
from tenants.privacy.states import UNDER_WAY, RequestKind, RequestState

COPY, ERASE = "privacy.copy", "privacy.erase"
KEPT = timedelta(days=7)
STALLED = timedelta(hours=3)


class StillNeeded(Refusal):
    """Somebody else must first hold what only this person holds."""

    code = "still_needed"


def ask_for_copy(user: User, *, by: Actor) -> Request:
    """Have everything about this person gathered, for them alone; one at a time."""
    require(by, "privacy.ask_for_oneself")
    if by.user_id != user.pk:
        raise Refusal(_("Une copie ne se demande que pour soi."), code="not_oneself")
    return _ask(RequestKind.EXPORT, COPY, by=by, user=user)


def ask_to_be_erased(user: User, *, by: Actor, email: str) -> Request:
    """Close one's account now, and have everything erased; `email` is one's own address, as a confirmation."""
    require(by, "privacy.ask_for_oneself")
    if email.strip().lower() != user.email or by.user_id != user.pk:
        raise Invalid(_("Recopiez votre adresse telle qu'elle est écrite plus haut."), field="email")
    return _ask_erasure(user, by=by)


def erase_somebody(email: str, *, by: Actor) -> Request:
    """The same for somebody who has asked the national team, with an account or without."""
    require(by, "privacy.erase_others")
    email = plain_address(email)
    user = User.objects.filter(email=email).first()
    if user is not None and user.is_active:
        return _ask_erasure(user, by=by)
    return _ask(RequestKind.ERASURE, ERASE, by=by, user=user, email="" if user else email)


def by_hand(user: User | None, email: str, *, by: Actor) -> Request:
    """An operator erases somebody: should they be cut off, the worker takes it up. The one under way, if there is."""
    lock_role_removals()
    require(by, "privacy.erase_others")
    if user is not None and user.is_active:
        close_account(user)
    whom: dict[str, Any] = {"user": user, "email": "" if user else email}
    waiting = Request.objects.filter(kind=RequestKind.ERASURE, state__in=UNDER_WAY, **whom).first()
    if waiting is not None:
        return waiting
    request = Request.objects.create(
        kind=RequestKind.ERASURE, state=RequestState.RUNNING, asked_by_id=by.user_id, **whom
    )
    audit.record(Act.PERSONAL_DATA, subject=request, by=by, verb="ask_erasure", person=user)
    return request


def begin(key: UUID | str, *, total: int) -> Request | None:
    """The request, if nobody has answered it yet; its count starts again."""
    request = Request.objects.select_for_update(of=("self",)).select_related("user").filter(pk=key).first()
    if request is None or not request.is_under_way:
        return None
    request.state, request.done, request.total = RequestState.RUNNING, 0, total
    request.save(update_fields=["state", "done", "total"])
    return request


def remember(key: UUID | str, known: dict[str, Any]) -> None:
    """What another attempt would not find any more."""
    Request.objects.filter(pk=key).update(known=known)


def step(key: UUID | str) -> None:
    """One schema more is through."""
    Request.objects.filter(pk=key, done__lt=F("total")).update(done=F("done") + 1)


def copied(key: UUID | str, *, as_json: bytes, as_pdf: bytes) -> None:
    """The copy is ready, for some days."""
    Copy.objects.update_or_create(request_id=key, defaults={"as_json": as_json, "as_pdf": as_pdf})
    _end(key, RequestState.DONE, expires_at=clock.now() + KEPT)


def erased(key: UUID | str, report: dict[str, Any]) -> None:
    """Nothing of the person is kept with the report."""
    _end(key, RequestState.DONE, report=report)


def failed(key: UUID | str) -> None:
    """It was tried several times; the worker's log says why."""
    _end(key, RequestState.FAILED)


def resume() -> int:
    """Whoever was at work has stopped: what has waited for hours is put in the queue again; returns how many."""
    waiting = list(Request.objects.filter(state__in=UNDER_WAY, created_at__lt=clock.now() - STALLED))
    for request in waiting:
        jobs.defer(COPY if request.kind == RequestKind.EXPORT else ERASE, request=str(request.pk))
    return len(waiting)


def forget_copies() -> int:
    """Copies whose days are over go; returns how many."""
    return queries.over_copies().delete()[0]


def close_account(user: User) -> None:
    """Nothing opens any more, before anything is erased. Raises StillNeeded when they alone hold something."""
    lock_role_removals()
    if names := queries.only_held_by(user):
        raise StillNeeded(
            _("Cette personne est la seule à administrer : %(sites)s. Donnez d'abord ce rôle à quelqu'un d'autre.")
            % {"sites": ", ".join(names)}
        )
    sessions.end_all(user)
    user.is_active = False
    user.save(update_fields=["is_active"])


def _ask_erasure(user: User, *, by: Actor) -> Request:
    close_account(user)
    return _ask(RequestKind.ERASURE, ERASE, by=by, user=user)


def _ask(kind: str, task: str, *, by: Actor, user: User | None = None, email: str = "") -> Request:
    try:
        with transaction.atomic():
            request = Request.objects.create(kind=kind, user=user, email=email, asked_by_id=by.user_id)
    except IntegrityError as error:
        raise Refusal(
            _("Cette demande est déjà en cours : elle aboutit d'ici quelques minutes."), code="under_way"
        ) from error
    audit.record(Act.PERSONAL_DATA, subject=request, by=by, verb=f"ask_{kind}", person=user)
    jobs.defer(task, request=str(request.pk))
    return request


def _end(key: UUID | str, state: str, **changes: Any) -> None:
    Request.objects.filter(pk=key).update(
        state=state, ended_at=clock.now(), email="", known={}, done=F("total"), **changes
    )
