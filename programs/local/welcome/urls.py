"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path

from programs.local.welcome import views
from tenants.middleware.moments import for_everybody

territory: list[URLPattern] = [path("", for_everybody(views.home), name="welcome-home")]
