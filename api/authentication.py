"""Two ways in: a bearer token, or the host's own session with its CSRF check."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed

from tenants.accounts import tokens
from tenants.memberships.domain import visits
from tenants.requests import Request


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer …`; the token opens the one site it was made for, with its person's roles of today."""

    def authenticate(self, request: Any) -> tuple[Any, Any] | None:
        token = tokens.bearer(request)
        if token is None:
            return None
        user, actor = tokens.person(token, request.site)
        if user is None:
            raise AuthenticationFailed(
                _("Ce jeton n'ouvre rien ici : il est inconnu, révoqué ou fait pour un autre lieu.")
            )
        if not visits.may_act(actor, request.method, request.path):
            raise visits.read_only()
        django_request: Request = request._request
        django_request.actor = actor
        return user, "token"

    def authenticate_header(self, request: Any) -> str:
        return "Bearer"


class HostSessionAuthentication(SessionAuthentication):
    """The session of this host, as the middleware has read it."""

    def authenticate(self, request: Any) -> tuple[Any, None] | None:
        if not request._request.actor.is_authenticated:
            return None
        self.enforce_csrf(request)
        if not visits.may_act(request._request.actor, request.method, request.path):
            raise visits.read_only()
        return request._request.user, None
