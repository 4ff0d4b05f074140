"""A passkey made and used in a real browser, on the auth host, with the authenticator that Chromium emulates."""

import re
import time

from tests.browser.screens import HOSTS

AUTH = HOSTS["auth"]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def code(site, address: str) -> str:
    for _wait in range(50):
        if found := [email for email in site.emails() if address in email]:
            return re.search(r"\b\d{4}-\d{4}\b", found[-1]).group()
        time.sleep(0.1)
    raise AssertionError("no code came")


def test_a_passkey_is_made_then_opens_the_account_alone(visitor, site):
    context = visitor()
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})["authenticatorId"]
    page.goto(site.url(AUTH, "/compte/login/"))
    page.get_by_label("Votre adresse électronique").fill("cle@perso.example")
    page.get_by_role("button", name="Recevoir mon code").click()
    page.get_by_label("Le code reçu").fill(code(site, "cle@perso.example"))
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Votre prénom et votre nom").fill("Agente à la clé")
    page.get_by_role("button", name="Ouvrir mon compte").click()
    page.get_by_role("link", name="Double vérification").wait_for()
    page.goto(site.url(AUTH, "/compte/2fa/webauthn/add/"))
    page.get_by_label("Le nom de cette clé").fill("Mon téléphone")
    page.get_by_label("Me connecter avec elle seule").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(site.url(AUTH, "/compte/2fa/recovery-codes/"))
    credentials = devtools.send("WebAuthn.getCredentials", {"authenticatorId": made})["credentials"]
    assert [(each["rpId"], each["isResidentCredential"]) for each in credentials] == [(AUTH, True)]
    assert page.locator("main code").count() == 10
    page.get_by_role("link", name="Continuer").click()
    context.clear_cookies()
    page.goto(site.url(AUTH, "/compte/login/"))
    page.get_by_role("button", name="Utiliser une clé d'accès").click()
    page.get_by_text("Mes espaces").wait_for()
    assert page.url == site.url(AUTH, "/compte/")
