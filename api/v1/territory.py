"""What a territory's host answers under /api/v1/."""

from django.urls import include, path

from api import schema
from api.v1.juries import urls as juries

RESOURCES = ("calls", "ideas", "projects", "committees", "messages", "nominations", "people", "settings", "log")

urlpatterns = [
    path("schema/", schema.territory, name="api-schema"),
    *(path("", include(f"api.v1.{name}.urls")) for name in RESOURCES),
    *juries.local,
]
