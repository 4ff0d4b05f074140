"""Addresses of this app, on a territory's host."""

from django.urls import URLPattern, path

from tenants.moving import views

territory: list[URLPattern] = [
    path("reglages/reversibilite/", views.index, name="reversibility"),
    path("reglages/reversibilite/demander/", views.ask, name="reversibility-ask"),
    path("reglages/reversibilite/<uuid:pk>.zip", views.download, name="reversibility-download"),
    path("reglages/reversibilite/<uuid:pk>/supprimer/", views.remove, name="reversibility-remove"),
]
