"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path

from programs.local.welcome import views

territory: list[URLPattern] = [path("", views.home, name="welcome-home")]
