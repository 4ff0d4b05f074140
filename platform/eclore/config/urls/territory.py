"""A territory's host."""

from django.urls import include, path

from eclore.config.demonstration import urls as demonstration
from programs.bridge import urls as bridge
from programs.local.calls import urls as calls
from programs.local.home import urls as home
from programs.local.ideas import urls as ideas
from programs.local.incubation import urls as incubation
from programs.local.juries import urls as juries
from programs.local.messages import urls as messages
from tenants.accounts import urls as accounts
from tenants.audit import urls as audit
from tenants.memberships import urls as memberships
from tenants.moving import urls as moving
from tenants.privacy import urls as privacy
from tenants.territories import urls as territories

urlpatterns = [
    path("langue/", include("eclore.config.languages")),
    path("api/v1/", include("api.v1.territory")),
    *home.territory,
    *territories.territory,
    *accounts.territory,
    *memberships.territory,
    *demonstration.arriving,
    *audit.territory,
    *privacy.territory,
    *moving.territory,
    *calls.territory,
    *ideas.territory,
    *juries.territory,
    *incubation.territory,
    *messages.territory,
    *bridge.territory,
]


handler400 = "tenants.middleware.errors.bad_request"
handler403 = "tenants.middleware.errors.forbidden"
handler404 = "tenants.middleware.errors.not_found"
handler500 = "tenants.middleware.errors.server_error"
