"""How long ago somebody proved who they are: acts that undo or erase (settings.FRESH) ask for it again.

Proved on the auth host, by signing in or by confirming; the hand-off carries the moment to the session elsewhere.
Signing in with ProConnect proves nothing anew: it answers from a session that may be twelve hours old (decision 0010).
"""

from datetime import UTC, datetime, timedelta

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse

from eclore.kit import clock
from tenants import hosts
from tenants.accounts import mfa
from tenants.accounts.models import User
from tenants.accounts.proconnect import identity
from tenants.requests import Request

SESSION_KEY = "_proved_at"
# A form that was opened in time may still be sent.
GRACE = timedelta(minutes=15)


def proved_at(request: Request) -> datetime | None:
    """When the person of this session last proved who they are; None when it is not known."""
    if request.site.kind != hosts.AUTH:
        kept = request.session.get(SESSION_KEY)
        return datetime.fromtimestamp(kept, UTC) if kept else None
    records = [record for record in get_authentication_records(request, request.user) if not identity.said(record)]
    strong = [record for record in records if record["method"] == mfa.METHOD]
    if not strong and mfa.has_one(request.user):
        return None  # a password is not enough for whoever has better
    moments = [record["at"] for record in strong or records]
    return datetime.fromtimestamp(max(moments), UTC) if moments else None


def is_fresh(request: Request, *, grace: timedelta = timedelta(0)) -> bool:
    """Whether that was lately enough."""
    moment = proved_at(request)
    return moment is not None and moment > clock.now() - settings.PROOF_LASTS - grace


def way_to_confirm(user: User, path: str) -> str:
    """On the auth host: what this person has to give again, the strongest that they have, then `path`."""
    flows = {flow["id"]: flow for flow in get_reauthentication_flows(user)}
    name = "account-confirm"
    if "mfa_reauthenticate" in flows:
        only_keys = set(flows["mfa_reauthenticate"]["types"]) == {Authenticator.Type.WEBAUTHN}
        name = "mfa_reauthenticate_webauthn" if only_keys else "mfa_reauthenticate"
    elif "reauthenticate" in flows:
        name = "account_reauthenticate"
    return reverse(name, query={"next": path})
