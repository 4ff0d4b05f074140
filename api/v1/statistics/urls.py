"""Addresses of this resource."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
