"""Addresses of this resource, on a territory's host."""

from django.urls import URLPattern, path

from api.v1.territories import views

urlpatterns: list[URLPattern] = [path("settings/", views.Settings.as_view(), name="api-settings")]
