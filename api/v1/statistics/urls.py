"""Addresses of this resource."""

from django.urls import URLPattern, path

from api.v1.statistics import views

urlpatterns: list[URLPattern] = [path("statistics/", views.everything, name="api-statistics")]
