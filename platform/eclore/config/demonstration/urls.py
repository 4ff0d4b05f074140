"""Addresses of the demonstration: play anybody with one click. They answer 404 elsewhere."""

from django.urls import URLPattern, path

from eclore.config.demonstration import views

arriving: list[URLPattern] = [
    path("demo/", views.elsewhere, name="demo"),
    path("demo/entrer/", views.change_places, name="demo-arrive"),
]

auth: list[URLPattern] = [
    path("demo/", views.index, name="demo"),
    path("demo/<uuid:pk>/", views.sign_in_as, name="demo-sign-in-as"),
]
