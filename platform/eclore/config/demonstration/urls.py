"""Addresses of the demonstration: play anybody with one click. They answer 404 elsewhere."""

from django.urls import URLPattern, path

from eclore.config.demonstration import views

arriving: list[URLPattern] = [
    path("demo/", views.elsewhere, name="demo"),
    path("demo/entrer/", views.change_places, name="demo-arrive"),
]

auth: list[URLPattern] = [
    path("demo/", views.stage, name="demo"),
    path("demo/<uuid:pk>/", views.play, name="demo-play"),
]
