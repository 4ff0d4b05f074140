"""The address of this app, on the national host."""

from django.urls import URLPattern, path

from tenants.watching import views

national: list[URLPattern] = [path("etat-du-service/", views.status, name="service-status")]
