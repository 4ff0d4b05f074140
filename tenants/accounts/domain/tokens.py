"""Tokens for scripts: made for one person and one site, shown once, kept hashed, revocable."""

from django.utils.translation import gettext as _

from eclore.kit import audit, clock
from eclore.kit.actor import Actor
from eclore.kit.audit import Act
from eclore.kit.errors import NotAllowed
from eclore.kit.keys import digest, new_key
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from tenants.accounts.models import ApiToken, User

PREFIX = "ecl_"


def create(user: User, *, territory_role: str, by: Actor, label: str = "") -> str:
    """A new token of `user` for the site of `territory_role`; returns the secret, which is kept nowhere.

    Call it in the programme's context.
    """
    require(by, "accounts.make_token")
    if not by.system and by.user_id != user.pk:
        raise NotAllowed(_("Vous ne pouvez créer de jeton que pour vous."))
    audit.record(Act.GRANT, subject=user, by=by, verb="make_token", place=territory_role)
    secret = PREFIX + new_key()
    ApiToken.objects.create(
        user=user, territory_role=territory_role, label=label, digest=digest(secret), last_four=secret[-4:]
    )
    return secret


def revoke(token: ApiToken, *, by: Actor) -> ApiToken:
    """The token opens nothing from the next request on."""
    lock(token)
    if not by.system and by.user_id != token.user_id:
        raise NotAllowed(_("Ce jeton n'est pas le vôtre."))
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        audit.record(Act.GRANT, subject=token.user, by=by, verb="revoke_token", token=token)
    return token
