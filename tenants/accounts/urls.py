"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path

from eclore.config.demonstration import views
from tenants.accounts.views import accounts, arrivals, confirmation, handoffs, mfa, proconnect
from tenants.accounts.views.theme import theme
from tenants.memberships.views import invitations, members, team, visits

_arriving: list[URLPattern] = [
    path("connexion/", arrivals.sign_in, name="sign-in"),
    path("entree/", arrivals.arrive, name="arrive"),
    path("deconnexion/", arrivals.sign_out, name="sign-out"),
    path("demo/", views.elsewhere, name="demo"),
    path("demo/entrer/", views.change_places, name="demo-arrive"),
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

# allauth's own addresses follow these in eclore.config.urls.auth; the same path with the same name is ours first.
auth: list[URLPattern] = [
    path("", handoffs.home, name="home"),
    path("theme.css", theme, name="theme"),
    path("entrer/", handoffs.enter, name="enter"),
    path("connexion/", handoffs.sign_in, name="sign-in"),
    path("compte/", accounts.account, name="account-home"),
    path("compte/partout/", accounts.everywhere, name="account-everywhere"),
    path("compte/second-facteur/", mfa.second_factor, name="account-second-factor"),
    path("compte/confirmer/", confirmation.confirm, name="account-confirm"),
    path("compte/2fa/totp/activate/", mfa.AddApp.as_view(), name="mfa_activate_totp"),
    path("compte/2fa/webauthn/add/", mfa.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("compte/sessions/", mfa.open_sessions, name="usersessions_list"),
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
    path("compte/recommencer/", accounts.rollback_and_continue, name="account-start-again"),
    path("compte/autre/", accounts.use_another, name="account-other"),
    path("compte/login/password/", accounts.Password.as_view(), name="account_login_password"),
    path("compte/signup/", accounts.SignUp.as_view(), name="account_signup"),
    path("demo/", views.stage, name="demo"),
    path("demo/<uuid:pk>/", views.play, name="demo-play"),
]
