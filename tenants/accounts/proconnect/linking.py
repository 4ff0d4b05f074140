"""Whose account it is: the one that this subject is linked to; else the one whose mailbox a code proves, once.

ProConnect's word on an address opens nothing by itself: an address opens territories and accepts invitations
(decision 0010).
"""

from typing import Any

from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as RECORDS
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.http import HttpRequest

from eclore.kit import audit
from eclore.kit.actor import Actor
from tenants.accounts import mfa
from tenants.accounts.models import User
from tenants.accounts.proconnect.identity import PROVIDER, Identity, forget, recall, said
from tenants.accounts.proconnect.refusals import NoIdentity


def linked(user: Any, identity: Identity) -> bool:
    return bool(SocialAccount.objects.filter(provider=PROVIDER, uid=identity.subject, user=user).exists())


def came_linked(request: HttpRequest) -> bool:
    """This session began at ProConnect, with an identity that still opens the account."""
    identity = recall(request.session)
    return identity is not None and linked(request.user, identity)


def welcomed(user: User | None, identity: Identity) -> User:
    """Their account, made if need be, which this subject opens from now on. The mailbox has just been proved.

    Two browsers may have been on their way: raises NoIdentity when the subject has come to open another account.
    """
    user = user or User.objects.filter(email=identity.email).first()
    newcomer = user is None
    if user is None:
        user = User.objects.create_user(identity.email, identity.name or identity.email.partition("@")[0])
        EmailAddress.objects.create(user=user, email=identity.email, primary=True, verified=True)
    account, is_new = SocialAccount.objects.get_or_create(
        provider=PROVIDER, uid=identity.subject, defaults={"user": user, "extra_data": identity.facts}
    )
    if account.user_id != user.pk:
        raise NoIdentity("linked")
    if not is_new:
        return user
    audit.record(audit.Act.ACCOUNT, subject=user, by=Actor(user.pk, str(user), user.email), verb="link_proconnect")
    if not newcomer:
        adapter = account_adapter()
        adapter.send_notification_mail("socialaccount/email/account_connected", user, {"account": account})
    return user


def record(request: HttpRequest, user: Any, identity: Identity) -> None:
    """What this sign-in has proved, where allauth keeps it: ProConnect, and a second factor when the level says so."""
    record_authentication(request, user, "socialaccount", provider=PROVIDER, uid=identity.subject)
    record_second_factor(request, user, identity)


def record_second_factor(request: HttpRequest, user: Any, identity: Identity) -> None:
    """`factors.proved` reads it."""
    if identity.two_factors:
        record_authentication(request, user, mfa.METHOD, type=PROVIDER)


def forget_proofs(request: HttpRequest) -> None:
    """A second factor that ProConnect has told goes with the link that this session came by."""
    if not came_linked(request):
        records = get_authentication_records(request, request.user)
        request.session[RECORDS] = [record for record in records if not said(record)]


def awaited(request: HttpRequest, subject: str, email: str) -> Identity | None:
    """Who is proving this mailbox; an identity that another sign-in has left behind is forgotten.

    The same subject's too when it says another address: the code proves the one that it was sent to.
    """
    identity = recall(request.session)
    if identity is None or (identity.subject, identity.email) != (subject, email):
        forget(request.session)
        return None
    return identity
