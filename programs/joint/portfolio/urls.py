"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path

from programs.joint.portfolio import views

territory: list[URLPattern] = []
national: list[URLPattern] = [
    path("portefeuille/", views.index, name="portfolio"),
    path("portefeuille/problemes/", views.problems, name="portfolio-problems"),
    path("portefeuille/portefeuille.<slug:kind>", views.export, name="portfolio-export"),
]
