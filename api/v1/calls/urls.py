"""Addresses of this resource."""

from django.urls import URLPattern, path

from api.v1.calls import views

urlpatterns: list[URLPattern] = [
    path("calls/", views.CallList.as_view(), name="api-calls"),
    path("calls/current/", views.current_call, name="api-call-current"),
    path("calls/<uuid:pk>/", views.CallDetail.as_view(), name="api-call"),
    path("calls/<uuid:pk>/publish/", views.publish, name="api-call-publish"),
    path("calls/<uuid:pk>/close/", views.close, name="api-call-close"),
    path("calls/<uuid:pk>/reopen/", views.reopen, name="api-call-reopen"),
]
