"""What the national host answers under /api/v1/."""

from django.urls import include, path

from api import schema
from api.v1.juries import urls as juries

RESOURCES = ("territories", "grants", "forums", "portfolio", "statistics", "log")

urlpatterns = [
    path("schema/", schema.national, name="api-schema"),
    *(path("", include(f"api.v1.{name}.urls")) for name in RESOURCES),
    *juries.joint,
]
