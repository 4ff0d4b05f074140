"""Addresses of this resource."""

from django.urls import URLPattern, path

from api.v1.statistics import views
from tenants.middleware.moments import for_everybody

urlpatterns: list[URLPattern] = [path("statistics/", for_everybody(views.everything), name="api-statistics")]
