"""Addresses of this resource."""

from django.urls import URLPattern, path

from api.v1.messages import views

urlpatterns: list[URLPattern] = [
    path("messages/", views.MessageList.as_view(), name="api-messages"),
    path("messages/send/", views.send, name="api-messages-send"),
    path("messages/<uuid:pk>/", views.MessageDetail.as_view(), name="api-message"),
]
