"""Addresses of this resource."""

from django.urls import URLPattern, path

from api.v1.committees import views

urlpatterns: list[URLPattern] = [
    path("committees/", views.CommitteeList.as_view(), name="api-committees"),
    path("committees/<uuid:pk>/", views.CommitteeDetail.as_view(), name="api-committee"),
    path("committees/<uuid:pk>/agenda/", views.agenda, name="api-committee-agenda"),
    path("committees/<uuid:pk>/agenda/<uuid:review>/", views.OnAgenda.as_view(), name="api-committee-review"),
    path("committees/<uuid:pk>/close/", views.close, name="api-committee-close"),
    path("committees/<uuid:pk>/cancel/", views.cancel, name="api-committee-cancel"),
]
