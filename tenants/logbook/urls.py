"""Addresses of this app, the same on a territory's host and on the national one."""

from django.urls import URLPattern, path

from eclore.kit.exports import CSV, XLSX
from tenants.logbook import views

territory: list[URLPattern] = [
    path("registre/", views.index, name="logbook"),
    path("registre.xlsx", views.export, {"kind": XLSX}, name="logbook-xlsx"),
    path("registre.csv", views.export, {"kind": CSV}, name="logbook-csv"),
]
national = territory
