"""What a territory's host answers under /api/v1/."""

from django.urls import include, path

from api.schema import TerritorySchema

RESOURCES = (
    "calls",
    "ideas",
    "juries",
    "projects",
    "committees",
    "messages",
    "nominations",
    "people",
    "settings",
    "log",
)

urlpatterns = [
    path("schema/", TerritorySchema.as_view(), name="api-schema"),
    *(path("", include(f"api.v1.{name}.urls")) for name in RESOURCES),
]
