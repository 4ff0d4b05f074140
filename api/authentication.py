"""Two ways in: a bearer token, or the host's own session with its CSRF check."""

from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from api.actors import site_request
from tenants.accounts import authentication, tokens
from tenants.accounts.models import User
from tenants.memberships.domain import visits


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer …`; the token opens the one site it was made for, with its person's roles of today."""

    def authenticate(self, request: Request) -> tuple[User, str] | None:
        token = tokens.bearer(request)
        if token is None:
            return None
        user, actor = authentication.of_token(token, site_request(request).site)
        if user is None:
            raise AuthenticationFailed(
                _("Ce jeton n'ouvre rien ici : il est inconnu, révoqué ou fait pour un autre lieu.")
            )
        if not visits.can_act(actor, request.method, request.path):
            raise visits.read_only()
        site_request(request).actor = actor
        return user, "token"

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class HostSessionAuthentication(SessionAuthentication):
    """The session of this host, as the middleware has read it."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        asking = site_request(request)
        if not asking.actor.is_authenticated:
            return None
        self.enforce_csrf(request)
        if not visits.can_act(asking.actor, request.method, request.path):
            raise visits.read_only()
        return asking.user, None
