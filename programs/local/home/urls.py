"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path

from programs.local.home import views
from tenants.middleware.public_cache import cache_public

territory: list[URLPattern] = [path("", cache_public(views.home), name="home")]
