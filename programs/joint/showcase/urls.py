"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path
from django.views.decorators.cache import cache_control

from programs.joint.showcase import views
from tenants.middleware.public_cache import cache_public

territory: list[URLPattern] = []
national: list[URLPattern] = [
    path("", cache_public(views.landing, "nom", "page"), name="home"),
    path("projets/", cache_public(views.projects, "q", "territoire", "etat", "forum", "page"), name="showcase"),
    path("projets/<uuid:pk>/", cache_public(views.project), name="showcase-project"),
    path(
        "statistiques/", cache_public(cache_control(private=True, max_age=60)(views.numbers), "page"), name="statistics"
    ),
]
