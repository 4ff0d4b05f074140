"""What a person may do for the whole programme: dated, revocable, read again at every request."""

from datetime import date

from django.utils.translation import gettext as _

from eclore.kit import audit, clock, mail
from eclore.kit.actor import Actor
from eclore.kit.audit import Act
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.permissions import require
from tenants.people.models import NationalGrant, NationalKind, User
from tenants.people.validators import plain_address


class LastAdministrator(Refusal):
    """Somebody must be able to give grants."""

    code = "last_administrator"


def grant(
    email: str, kind: str, *, by: Actor, name: str = "", until: date | None = None, link: str = ""
) -> NationalGrant:
    """Give a national role to an address; an account is made for it if there is none (its code proves whose it is).

    Giving a kind again changes its end. `link` is where to sign in, for the letter.
    """
    require(by, "people.manage_grants")
    email = plain_address(email)
    if kind not in NationalKind.values:
        raise Invalid(_("Choisissez une fonction dans la liste."), field="kind", code="unknown_kind")
    if until is not None and until < clock.today():
        raise Invalid(_("Choisissez une date de fin à venir, ou laissez vide."), field="until", code="past_date")
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, name.strip() or email)
    found = NationalGrant.objects.select_for_update().filter(user=user, kind=kind, revoked_at=None).first()
    if found is not None:
        found.until = until
        found.save(update_fields=["until"])
        audit.record(Act.GRANT, subject=user, by=by, verb="change_grant", kind=kind, until=until)
        return found
    given = NationalGrant.objects.create(user=user, kind=kind, until=until, granted_by=by.name)
    audit.record(Act.GRANT, subject=user, by=by, verb="grant", kind=kind, until=until)
    context = {"name": user.name, "kind": given.get_kind_display(), "until": until, "granted_by": by.name, "link": link}
    mail.post("people.grant", to_email=email, context=context)
    return given


def revoke(held: NationalGrant, *, by: Actor) -> NationalGrant:
    """Take a national role back; it holds at the next request, visits included. Raises LastAdministrator."""
    require(by, "people.manage_grants")
    if held.revoked_at is not None:
        return held
    if held.kind == NationalKind.ADMINISTRATOR and _administrators() <= {held.user_id}:
        raise LastAdministrator(
            _("C'est la dernière personne de l'administration nationale. Nommez d'abord quelqu'un d'autre.")
        )
    held.revoked_at = clock.now()
    held.save(update_fields=["revoked_at"])
    audit.record(Act.GRANT, subject=held.user, by=by, verb="revoke_grant", kind=held.kind)
    return held


def _administrators() -> set[object]:
    held = NationalGrant.objects.filter(kind=NationalKind.ADMINISTRATOR, revoked_at=None)
    return set(held.select_for_update().order_by("pk").values_list("user_id", flat=True))
