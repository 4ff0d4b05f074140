"""The identities of ProConnect that open an account: since when, and taking one away."""

from collections.abc import Sequence
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.db import connection, transaction
from django.utils.translation import gettext as _

from eclore.kit import audit, dates
from eclore.kit.actor import Actor
from tenants.accounts.domain import sessions
from tenants.accounts.models import User
from tenants.accounts.proconnect.identity import PROVIDER

# By hand: Django would first look for the link's tokens, in a table that is closed to us.
REMOVE = "DELETE FROM socialaccount_socialaccount WHERE id = %s AND user_id = %s AND provider = %s"


def links_of(user: Any) -> list[SocialAccount]:
    """The oldest first."""
    return list(SocialAccount.objects.filter(provider=PROVIDER, user=user).order_by("date_joined", "pk"))


def siret_of(links: Sequence[SocialAccount]) -> str:
    """The establishment that ProConnect told last, or nothing."""
    last = max(links, key=lambda link: link.last_login, default=None)
    return last.extra_data.get("siret", "") if last else ""


def facts(link: SocialAccount) -> list[tuple[str, str]]:
    """What its owner is shown of it."""
    return [
        (_("Reliée"), dates.moment(link.date_joined)),
        (_("Dernière connexion"), dates.moment(link.last_login)),
        *([(_("Établissement (SIRET)"), link.extra_data["siret"])] if link.extra_data.get("siret") else []),
    ]


@transaction.atomic
def unlink(user: User, link: SocialAccount, *, by: Actor) -> bool:
    """Once, in one statement; every session of the account ends, whatever opened it. False when the link was gone.

    The same identity may come again: it proves the mailbox then, as the first time.
    """
    with connection.cursor() as cursor:
        cursor.execute(REMOVE, [link.pk, user.pk, PROVIDER])
        if not cursor.rowcount:
            return False
    sessions.end_all(user)
    audit.record(audit.Act.ACCOUNT, subject=user, by=by, verb="unlink_proconnect")
    get_adapter().send_notification_mail("socialaccount/email/account_disconnected", user, {"link": link})
    return True
