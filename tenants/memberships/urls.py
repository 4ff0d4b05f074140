"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path

from tenants.memberships.views import invitations, members, team, visits

territory: list[URLPattern] = [
    path("membres/", members.members, name="members"),
    path("membres/inviter/", members.invite, name="members-invite"),
    path("membres/<uuid:pk>/roles/", members.grant, name="members-grant"),
    path("roles/<uuid:pk>/retirer/", members.revoke, name="members-revoke"),
    path("invitations/<uuid:pk>/retirer/", members.withdraw, name="invitations-withdraw"),
    path("invitation/<str:secret>/", invitations.invitation, name="invitation"),
    path("visites/", visits.visits, name="visits"),
]

national: list[URLPattern] = [
    path("equipe/", team.team, name="team"),
    path("equipe/nommer/", team.grant, name="team-grant"),
    path("equipe/<uuid:pk>/retirer/", team.revoke, name="team-revoke"),
    path("territoires/<slug:slug>/entrer/", team.visit, name="territory-visit"),
]
