"""The auth host: one sign-in for all."""

from django.urls import include, path

from eclore.config.demonstration import urls as demonstration
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


handler400 = "tenants.middleware.errors.bad_request"
handler403 = "tenants.middleware.errors.forbidden"
handler404 = "tenants.middleware.errors.not_found"
handler500 = "tenants.middleware.errors.server_error"
