"""Addresses of this resource."""

from django.urls import URLPattern, path

from api.v1.statistics import views
from tenants.middleware.public_cache import cache_public

urlpatterns: list[URLPattern] = [path("statistics/", cache_public(views.everything), name="api-statistics")]
