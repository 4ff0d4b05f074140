"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path

from tenants.accounts.views import accounts, arrivals, confirmation, handoffs, mfa, proconnect
from tenants.accounts.views.theme import theme

arriving: list[URLPattern] = [
    path("connexion/", arrivals.sign_in, name="sign-in"),
    path("entree/", arrivals.arrive, name="arrive"),
    path("deconnexion/", arrivals.sign_out, name="sign-out"),
]

territory: list[URLPattern] = arriving
national: list[URLPattern] = arriving

# allauth's own addresses follow these in eclore.config.urls.auth; the same path with the same name is ours first.
auth: list[URLPattern] = [
    path("", handoffs.home, name="home"),
    path("theme.css", theme, name="theme"),
    path("entrer/", handoffs.enter, name="enter"),
    path("connexion/", handoffs.sign_in, name="sign-in"),
    path("compte/", accounts.account, name="account-home"),
    path("compte/partout/", accounts.sign_out_everywhere, name="account-everywhere"),
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
    path("compte/login/", accounts.login, name="account_login"),
    path("compte/login/code/", accounts.login, name="account_request_login_code"),
    path("compte/login/code/confirm/", accounts.confirm_code, name="account_confirm_login_code"),
    path("compte/recommencer/", accounts.change_address, name="account-start-again"),
    path("compte/autre/", accounts.switch_account, name="account-other"),
    path("compte/login/password/", accounts.PasswordLogin.as_view(), name="account_login_password"),
    path("compte/signup/", accounts.SignUp.as_view(), name="account_signup"),
]
