"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path

from programs.local.messages import views

territory: list[URLPattern] = [
    path("messages/", views.index, name="messages"),
    path("messages/envoyer/", views.send, name="messages-send"),
    path("messages/<uuid:pk>/", views.detail, name="messages-detail"),
    path("messages/<uuid:pk>/lettre.pdf", views.document, name="messages-document"),
]
national: list[URLPattern] = []
