"""The national host."""

from django.conf import settings
from django.urls import include, path

from eclore.config.demonstration import urls as demonstration
from eclore.config.styleguide import styleguide
from programs.bridge import urls as bridge
from programs.joint.forums import urls as forums
from programs.joint.juries import urls as juries
from programs.joint.portfolio import urls as portfolio
from programs.joint.showcase import urls as showcase
from tenants.accounts import urls as accounts
from tenants.audit import urls as audit
from tenants.memberships import urls as memberships
from tenants.privacy import urls as privacy
from tenants.territories import urls as territories
from tenants.watching import urls as watching

urlpatterns = [
    path("langue/", include("eclore.config.languages")),
    path("api/v1/", include("api.v1.national")),
    *territories.national,
    *accounts.national,
    *memberships.national,
    *demonstration.arriving,
    *audit.national,
    *privacy.national,
    *watching.national,
    *showcase.national,
    *portfolio.national,
    *forums.national,
    *juries.national,
    *bridge.national,
]


if settings.DEMONSTRATION:
    urlpatterns.append(path("demo/composants/", styleguide, name="styleguide"))


handler400 = "tenants.middleware.errors.bad_request"
handler403 = "tenants.middleware.errors.forbidden"
handler404 = "tenants.middleware.errors.not_found"
handler500 = "tenants.middleware.errors.server_error"
