"""What the national host answers under /api/v1/."""

from django.urls import include, path

from api.schema import NationalSchema

RESOURCES = ("territories", "grants", "forums", "deliberations", "portfolio", "statistics", "log")

urlpatterns = [
    path("schema/", NationalSchema.as_view(), name="api-schema"),
    *(path("", include(f"api.v1.{name}.urls")) for name in RESOURCES),
]
