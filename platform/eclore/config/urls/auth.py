"""The auth host: one sign-in for all."""

from django.urls import include, path

from eclore.config.demonstration import urls as demonstration
from eclore.kit.actor import Actor
from tenants.accounts import urls as accounts
from tenants.privacy import urls as privacy
from tenants.territories import urls as territories

urlpatterns = [
    path("langue/", include("eclore.config.languages")),
    *territories.auth,
    *accounts.auth,
    *demonstration.auth,
    *privacy.auth,
    # All of allauth but its pages for other providers: ProConnect's addresses are ours.
    path("compte/", include("allauth.account.urls")),
    path("compte/2fa/", include("allauth.mfa.urls")),
    path("compte/sessions/", include("allauth.usersessions.urls")),
]


def navigation(actor: Actor) -> list[tuple[str, str]]:
    """Signing in is one thing to do: no way around."""
    return []


handler400 = "eclore.config.errors.bad_request"
handler403 = "eclore.config.errors.forbidden"
handler404 = "eclore.config.errors.not_found"
handler500 = "eclore.config.errors.server_error"
