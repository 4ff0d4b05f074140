"""The provider that allauth knows: exactly the parameters that ProConnect documents, and no other."""

import json
import secrets
from typing import Any
from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.base import Provider, ProviderAccount
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from tenants.accounts.proconnect import endpoints, levels
from tenants.accounts.proconnect.identity import PROVIDER, Identity
from tenants.accounts.proconnect.leaving import leave
from tenants.hosts import auth_page

SCOPE = "openid given_name usual_name email uid siret idp_id"


def callback() -> str:
    """The one address that ProConnect sends people back to."""
    return auth_page("proconnect-back")


class ProConnectProvider(Provider):
    """Needs no SocialApp: its three secrets come from the environment."""

    id = PROVIDER
    name = "ProConnect"
    uses_apps = False
    supports_redirect = True
    account_class = ProviderAccount

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        return reverse("proconnect")

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """Leave for ProConnect; `two_factors` demands a level that proves a second factor. Raises NoIdentity."""
        found = endpoints.discovered()
        nonce, two_factors = secrets.token_urlsafe(32), bool(kwargs.get("two_factors"))
        state = self.stash_redirect_state(
            request, process, next_url, data, state_id=secrets.token_urlsafe(32), nonce=nonce, two_factors=two_factors
        )
        wanted = levels.demanded(two_factors=two_factors, supported=found.get("acr_values_supported", ()))
        asked = {
            "response_type": "code",
            "client_id": settings.PROCONNECT_CLIENT_ID,
            "redirect_uri": callback(),
            "scope": SCOPE,
            "state": state,
            "nonce": nonce,
            "claims": json.dumps({"id_token": {"acr": {"essential": True, "values": wanted}}}, separators=(",", ":")),
        }
        return leave(request, f"{found['authorization_endpoint']}?{urlencode(asked)}", ending=False)

    def extract_uid(self, data: Identity) -> str:
        return data.subject

    def extract_extra_data(self, data: Identity) -> dict[str, str]:
        return data.facts

    def extract_common_fields(self, data: Identity) -> dict[str, str]:
        return {"email": data.email, "name": data.name}

    def extract_email_addresses(self, data: Identity) -> list[EmailAddress]:
        """Said, not proved: the mailbox proves it (tenants.accounts.proconnect.linking)."""
        return [EmailAddress(email=data.email, verified=False, primary=True)]


provider_classes = [ProConnectProvider]
