"""Proving again that a mailbox is one's own: a code sent to the account's address, for whoever has nothing stronger."""

import time
from dataclasses import asdict, dataclass

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.utils.crypto import salted_hmac

from tenants.accounts.models import User
from tenants.requests import Request

SESSION_KEY = "confirming"
METHOD = "code"


@dataclass
class Confirmation:
    """What the session of the auth host keeps of the code under way."""

    code: str
    email: str
    sent_at: float
    tries: int = 0


def send(request: Request, user: User) -> None:
    """A new code; the former opens nothing any more."""
    code = get_adapter().generate_login_code()
    request.session[SESSION_KEY] = asdict(Confirmation(_digest(code), user.email, time.time()))
    get_adapter().send_mail("account/email/confirm_identity", user.email, {"request": request, "code": code})


def under_way(request: Request, user: User) -> Confirmation | None:
    """The code that may still be typed: recent, not tried too often, sent to the address that the account still has."""
    kept = request.session.get(SESSION_KEY)
    found = Confirmation(**kept) if kept else None
    if found is None or found.email != user.email:
        return None
    alive = found.sent_at > time.time() - settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
    return found if alive and found.tries < settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS else None


def check(request: Request, user: User, typed: str) -> bool:
    """Whether this is the code; it serves once, and each wrong one counts."""
    found = under_way(request, user)
    if found is None:
        return False
    if _digest(typed) != found.code:
        request.session[SESSION_KEY] = asdict(Confirmation(found.code, found.email, found.sent_at, found.tries + 1))
        return False
    del request.session[SESSION_KEY]
    record_authentication(request, user, METHOD, reauthenticated=True)
    return True


def _digest(code: str) -> str:
    plain = "".join(letter for letter in code if letter.isalnum()).upper()
    return salted_hmac("eclore.people.confirming", plain, algorithm="sha256").hexdigest()
