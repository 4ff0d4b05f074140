"""What a person may do for the whole programme: dated, revocable, read again at every request."""

from datetime import date
from uuid import UUID

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from eclore.kit import audit, clock, mail
from eclore.kit.actor import Actor
from eclore.kit.audit import Act
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from tenants.memberships.domain.locks import lock_role_removals
from tenants.memberships.models import NationalGrant, NationalKind, Visit
from tenants.memberships.queries import active_grants
from tenants.memberships.validators import plain_address


class LastAdministrator(Refusal):
    """Somebody must be able to give grants."""

    code = "last_administrator"


def grant(
    email: str, kind: str, *, by: Actor, name: str = "", until: date | None = None, link: str = ""
) -> NationalGrant:
    """Give a national role to an address; an account is made for it if there is none (its code proves whose it is).

    Giving a kind again changes its end. `link` is where to sign in, for the e-mail. Raises LastAdministrator.
    """
    lock_role_removals()
    require(by, "memberships.manage_grants")
    email = plain_address(email)
    if kind not in NationalKind.values:
        raise Invalid(_("Choisissez une fonction dans la liste."), field="kind", code="unknown_kind")
    if until is not None and until < clock.today():
        raise Invalid(_("Choisissez une date de fin à venir, ou laissez vide."), field="until", code="past_date")
    user = get_user_model().objects.filter(email=email).first() or get_user_model().objects.create_user(
        email, name.strip() or email
    )
    found = NationalGrant.objects.select_for_update(no_key=True).filter(user=user, kind=kind, revoked_at=None).first()
    if found is not None:
        _ensure_somebody_administers(found, until)
        found.until = until
        found.save(update_fields=["until"])
        audit.record(Act.GRANT, subject=user, by=by, verb="change_grant", kind=kind, until=until)
        return found
    given = NationalGrant.objects.create(user=user, kind=kind, until=until, granted_by=by.name)
    audit.record(Act.GRANT, subject=user, by=by, verb="grant", kind=kind, until=until)
    context = {"name": user.name, "kind": given.get_kind_display(), "until": until, "granted_by": by.name, "link": link}
    mail.post("memberships.grant", to_email=email, context=context)
    return given


def revoke(held: NationalGrant, *, by: Actor) -> NationalGrant:
    """Take a national role back; it holds at the next request, visits included. Raises LastAdministrator."""
    lock_role_removals()
    lock(held)
    require(by, "memberships.manage_grants")
    if held.revoked_at is not None:
        return held
    if held.kind == NationalKind.ADMINISTRATOR and set(_administrators()) == {held.user_id}:
        raise LastAdministrator(
            _("C'est la dernière personne de l'administration nationale. Nommez d'abord quelqu'un d'autre.")
        )
    held.revoked_at = clock.now()
    held.save(update_fields=["revoked_at"])
    audit.record(Act.GRANT, subject=held.user, by=by, verb="revoke_grant", kind=held.kind)
    if not NationalGrant.objects.filter(active_grants(), user=held.user_id).exists():
        Visit.objects.filter(user=held.user_id, ends_at__gt=held.revoked_at).update(ends_at=held.revoked_at)
    return held


def _ensure_somebody_administers(held: NationalGrant, until: date | None) -> None:
    """An end that comes sooner leaves somebody who administers after it. Raises LastAdministrator."""
    sooner = until is not None and (held.until is None or until < held.until)
    if held.kind != NationalKind.ADMINISTRATOR or not sooner:
        return
    others = [end for user_id, end in _administrators().items() if user_id != held.user_id]
    if not any(end is None or (until is not None and end > until) for end in others):
        raise LastAdministrator(
            _("Après cette date, plus personne n'administrerait le programme. Nommez d'abord quelqu'un d'autre."),
            field="until",
        )


def _administrators() -> dict[UUID, date | None]:
    """Who administers today, and until when; an account that is closed, and waits to be erased, does not."""
    held = NationalGrant.objects.filter(active_grants(), kind=NationalKind.ADMINISTRATOR, user__is_active=True)
    return dict(held.values_list("user_id", "until"))
