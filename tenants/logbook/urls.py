"""Addresses of this app, the same on a territory's host and on the national one."""

from django.urls import URLPattern, path

from tenants.logbook import views

territory: list[URLPattern] = [
    path("registre/", views.index, name="logbook"),
    path("registre.<str:kind>", views.export, name="logbook-export"),
]
national = territory
