"""Addresses of this resource, on the national host."""

from django.urls import URLPattern, path

from api.v1.territories import views

urlpatterns: list[URLPattern] = [
    path("territories/", views.TerritoryList.as_view(), name="api-territories"),
    path("territories/requests/<uuid:pk>/", views.request_state, name="api-territories-request"),
    path("territories/<slug:slug>/files-quota/", views.FilesQuota.as_view(), name="api-territory-files-quota"),
    path("territories/<slug:slug>/time-zone/", views.TimeZone.as_view(), name="api-territory-time-zone"),
    path("agreements/", views.AgreementList.as_view(), name="api-agreements"),
]
