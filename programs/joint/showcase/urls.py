"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path
from django.views.decorators.cache import cache_control

from programs.joint.showcase import views
from tenants.middleware.moments import for_everybody

territory: list[URLPattern] = []
national: list[URLPattern] = [
    path("", for_everybody(views.landing), name="home"),
    path("projets/", for_everybody(views.projects), name="showcase"),
    path("projets/<uuid:pk>/", for_everybody(views.project), name="showcase-project"),
    path("statistiques/", for_everybody(cache_control(private=True, max_age=60)(views.numbers)), name="statistics"),
]
