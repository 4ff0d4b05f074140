"""Addresses of this resource."""

from django.urls import URLPattern, path

from api.v1.people import views

urlpatterns: list[URLPattern] = [
    path("me/", views.me, name="api-me"),
    path("members/", views.MemberList.as_view(), name="api-members"),
    path("members/<uuid:pk>/roles/", views.grant, name="api-members-grant"),
    path("roles/<uuid:pk>/revoke/", views.revoke, name="api-roles-revoke"),
    path("invitations/", views.InvitationList.as_view(), name="api-invitations"),
    path("invitations/<uuid:pk>/withdraw/", views.withdraw, name="api-invitations-withdraw"),
    path("visits/", views.VisitList.as_view(), name="api-visits"),
]
