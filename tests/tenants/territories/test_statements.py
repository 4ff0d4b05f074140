"""What every host says of itself."""

import re

import pytest

from tests.support.personas import browser
from tests.support.statements import Statements


@pytest.mark.parametrize("site", ["somme", "national", "auth_host"])
@pytest.mark.parametrize("path", ["/accessibilite/", "/confidentialite/", "/mentions-legales/", "/demarche/"])
def test_each_statement_is_a_public_page_of_its_host(request, site, path):
    client = browser(request.getfixturevalue(site))

    with Statements() as sql:
        response = client.get(path)

    page = response.content.decode()
    assert (response.status_code, page.count("<h1>"), len(sql)) == (200, 1, 0)
    assert ("Somme" in page) == (site == "somme")


def test_a_territorys_statements_give_its_own_contact(somme):
    assert "bonjour@eclore.localhost" in browser(somme).get("/accessibilite/").content.decode()


@pytest.mark.parametrize("site", ["somme", "national", "auth_host"])
def test_health_names_nothing(request, site):
    response = browser(request.getfixturevalue(site)).get("/sante/")

    assert (response.status_code, response.content, response["Cache-Control"]) == (200, b"ok\n", "no-store")


def test_robots_stay_out_of_private_pages(somme):
    lines = browser(somme).get("/robots.txt").content.decode().splitlines()

    assert lines[0] == "User-agent: *"
    assert {"Disallow: /api/", "Disallow: /idees/", "Disallow: /engagement/"} <= set(lines)


def test_the_security_contact_follows_rfc_9116(somme):
    text = browser(somme).get("/.well-known/security.txt").content.decode()

    assert re.search(r"^Contact: mailto:\S+@\S+$", text, re.MULTILINE)
    assert re.search(r"^Expires: \d{4}-\d\d-\d\dT00:00:00Z$", text, re.MULTILINE)
    assert "Canonical: http://somme.eclore.localhost:8000/.well-known/security.txt" in text
