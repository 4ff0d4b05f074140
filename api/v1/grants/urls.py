"""Addresses of this resource."""

from django.urls import URLPattern, path

from api.v1.grants import views
from api.v1.people.views import me

urlpatterns: list[URLPattern] = [
    path("me/", me, name="api-me"),
    path("grants/", views.GrantList.as_view(), name="api-grants"),
    path("grants/<uuid:pk>/revoke/", views.revoke, name="api-grants-revoke"),
]
