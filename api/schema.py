"""OpenAPI, one document for each kind of host, and how the two ways in are written in it."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.views import SpectacularAPIView


class TerritorySchema(SpectacularAPIView):
    urlconf = "eclore.config.urls.territory"


class NationalSchema(SpectacularAPIView):
    urlconf = "eclore.config.urls.national"


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # how it registers itself
    """A token made by `create_token`, for one site."""

    target_class = "api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # how it registers itself
    """The session of the host's pages."""

    target_class = "api.authentication.HostSessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
