"""Addresses of the demonstration: sign in as anybody with one click. They answer 404 elsewhere."""

from django.urls import URLPattern, path

from eclore.config.demonstration import views

arriving: list[URLPattern] = [
    path("demo/", views.elsewhere, name="demo"),
    path("demo/entrer/", views.switch_user, name="demo-switch-user"),
]

auth: list[URLPattern] = [
    path("demo/", views.index, name="demo"),
    path("demo/<uuid:pk>/", views.sign_in_as, name="demo-sign-in-as"),
]
