"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path

from tenants.people.views import (
    accounts,
    arrivals,
    confirming,
    demonstration,
    entering,
    factors,
    invitations,
    members,
    proconnect,
    team,
    visits,
)
from tenants.people.views.theme import theme

_arriving: list[URLPattern] = [
    path("connexion/", arrivals.sign_in, name="sign-in"),
    path("entree/", arrivals.arrive, name="arrive"),
    path("deconnexion/", arrivals.sign_out, name="sign-out"),
    path("demo/", demonstration.elsewhere, name="demo"),
    path("demo/entrer/", demonstration.change_places, name="demo-arrive"),
]

territory: list[URLPattern] = [
    *_arriving,
    path("membres/", members.members, name="members"),
    path("membres/inviter/", members.invite, name="members-invite"),
    path("membres/<uuid:pk>/roles/", members.grant, name="members-grant"),
    path("roles/<uuid:pk>/retirer/", members.revoke, name="members-revoke"),
    path("invitations/<uuid:pk>/retirer/", members.withdraw, name="invitations-withdraw"),
    path("invitation/<str:secret>/", invitations.invitation, name="invitation"),
    path("visites/", visits.visits, name="visits"),
]

national: list[URLPattern] = [
    *_arriving,
    path("equipe/", team.team, name="team"),
    path("equipe/nommer/", team.grant, name="team-grant"),
    path("equipe/<uuid:pk>/retirer/", team.revoke, name="team-revoke"),
    path("territoires/<slug:slug>/entrer/", team.visit, name="territory-visit"),
]

# allauth's own addresses follow these in eclore.urls_auth; the same path with the same name is ours first.
auth: list[URLPattern] = [
    path("", entering.home, name="home"),
    path("theme.css", theme, name="theme"),
    path("entrer/", entering.enter, name="enter"),
    path("connexion/", entering.sign_in, name="sign-in"),
    path("compte/", accounts.account, name="account-home"),
    path("compte/partout/", accounts.everywhere, name="account-everywhere"),
    path("compte/second-facteur/", factors.second_factor, name="account-second-factor"),
    path("compte/confirmer/", confirming.confirm, name="account-confirm"),
    path("compte/2fa/totp/activate/", factors.AddApp.as_view(), name="mfa_activate_totp"),
    path("compte/2fa/webauthn/add/", factors.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("compte/sessions/", factors.open_sessions, name="usersessions_list"),
    path("compte/proconnect/", proconnect.start, name="proconnect"),
    path("compte/proconnect/second-facteur/", proconnect.second_factor, name="proconnect-second-factor"),
    path("compte/proconnect/retour/", proconnect.back, name="proconnect-back"),
    path("compte/proconnect/fin/", proconnect.over, name="proconnect-over"),
    path("compte/proconnect/lien/", proconnect.linked, name="proconnect-links"),
    path("compte/proconnect/lien/<int:pk>/delier/", proconnect.unlink, name="proconnect-unlink"),
    path("compte/logout/", accounts.sign_out, name="account_logout"),
    path("compte/login/", accounts.entrance, name="account_login"),
    path("compte/login/code/", accounts.entrance, name="account_request_login_code"),
    path("compte/login/code/confirm/", accounts.confirm_code, name="account_confirm_login_code"),
    path("compte/recommencer/", accounts.start_again, name="account-start-again"),
    path("compte/autre/", accounts.use_another, name="account-other"),
    path("compte/login/password/", accounts.Password.as_view(), name="account_login_password"),
    path("compte/signup/", accounts.SignUp.as_view(), name="account_signup"),
    path("demo/", demonstration.stage, name="demo"),
    path("demo/<uuid:pk>/", demonstration.play, name="demo-play"),
]
