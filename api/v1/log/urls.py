"""Addresses of this resource."""

from django.urls import URLPattern, path

from api.v1.log import views

urlpatterns: list[URLPattern] = [path("log/", views.Log.as_view(), name="api-log")]
