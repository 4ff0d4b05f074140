"""Addresses of this app, the same on a territory's host and on the national one."""

from django.urls import URLPattern, path

from eclore.kit.exports import CSV, XLSX
from tenants.audit import views

territory: list[URLPattern] = [
    path("journal-audit/", views.index, name="audit-log"),
    path("journal-audit.xlsx", views.export, {"kind": XLSX}, name="audit-xlsx"),
    path("journal-audit.csv", views.export, {"kind": CSV}, name="audit-csv"),
]
national = territory
