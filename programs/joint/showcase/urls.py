"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path
from django.views.decorators.cache import cache_control

from programs.joint.showcase import views

territory: list[URLPattern] = []
national: list[URLPattern] = [
    path("", views.landing, name="home"),
    path("projets/", views.projects, name="showcase"),
    path("projets/<uuid:pk>/", views.project, name="showcase-project"),
    path("statistiques/", cache_control(private=True, max_age=60)(views.numbers), name="statistics"),
]
