"""What a territory's host answers under /api/v1/."""

from django.urls import include, path

from api.schema import TerritorySchema
from api.v1.juries import urls as juries

RESOURCES = ("calls", "ideas", "projects", "committees", "messages", "nominations", "people", "settings", "log")

urlpatterns = [
    path("schema/", TerritorySchema.as_view(), name="api-schema"),
    *(path("", include(f"api.v1.{name}.urls")) for name in RESOURCES),
    *juries.local,
]
