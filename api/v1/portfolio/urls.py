"""Addresses of this resource."""

from django.urls import URLPattern, path

from api.v1.portfolio import views

urlpatterns: list[URLPattern] = [
    path("portfolio/", views.Portfolio.as_view(), name="api-portfolio"),
    path("portfolio/problems/", views.problems, name="api-portfolio-problems"),
]
