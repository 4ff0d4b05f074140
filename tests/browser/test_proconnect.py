"""ProConnect in a real browser: from a home to a real OpenID provider and back; out of both; then unlinked."""

import os
import re
from typing import Any

import pytest
from django.conf import settings

from tests.browser.conftest import Registered
from tests.browser.screens import HOSTS
from tests.browser.serving import Server
from tests.browser.test_passkeys import code
from tests.support.proconnect import AGENT, ProConnect, lacking

EMAIL = "camille@agents.example"


@pytest.fixture
def provider(registered: Registered) -> ProConnect:
    if registered.provider is None:
        (pytest.fail if "node" in os.environ.get("ECLORE_REQUIRE", "") else pytest.skip)(lacking())
    registered.provider.be({"camille": {**AGENT, "email": EMAIL}})
    return registered.provider


def identify(page: Any, provider: ProConnect) -> None:
    page.wait_for_url(re.compile(re.escape(provider.issuer) + "/interaction/"))
    page.get_by_label("Niveau").select_option("eidas1")
    page.get_by_role("button", name="S'identifier").click()


def _is_ours(message: Any) -> bool:
    """An error of one of our pages, the policy's refusals included; the provider of the tests has no icon."""
    return message.type == "error" and settings.BASE_HOST in message.location.get("url", "")


def test_from_a_territorys_home_and_back_to_it_out_of_both_then_unlinked(
    visitor: Any, site: Server, provider: ProConnect
) -> None:
    page = visitor().new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if _is_ours(message) else None)
    home = site.url(HOSTS["territory"])

    page.goto(home)
    page.get_by_role("link", name="Se connecter").first.click()
    page.get_by_role("button", name="S'identifier avec ProConnect").click()
    identify(page, provider)
    page.get_by_label("Le code reçu").fill(code(site, EMAIL))
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url(home)
    page.locator("header").get_by_text("Camille Andrée Martin").first.wait_for()

    page.goto(site.url(HOSTS["auth"], "/compte/partout/"))
    page.get_by_role("button", name="Me déconnecter partout").click()
    page.get_by_role("button", name="Fermer ma session").click()
    page.wait_for_url(site.url(HOSTS["auth"], "/compte/login/"))
    page.get_by_text("Votre session ProConnect est fermée aussi.").wait_for()

    page.goto(home)
    page.get_by_role("link", name="Se connecter").first.click()
    page.get_by_role("button", name="S'identifier avec ProConnect").click()
    identify(page, provider)
    page.wait_for_url(home)
    page.locator("header").get_by_text("Camille Andrée Martin").first.wait_for()

    page.goto(site.url(HOSTS["auth"], "/compte/"))
    page.get_by_role("link", name="ProConnect").click()
    page.get_by_role("link", name="Délier cette identité").click()
    page.get_by_role("button", name="Recevoir un code").click()
    page.get_by_label("Le code reçu").fill(code(site, EMAIL))
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name="Délier").click()
    page.get_by_text("Cette identité ProConnect n'ouvre plus votre compte.").wait_for()
    assert heard == []
