"""Signing in: an address, a code; then the hand-off to the host one was heading for."""

import re

import pytest
from django.core import mail
from django.core.cache import cache

from tenants.doors import in_programme
from tenants.hosts import Place
from tenants.people.models import Membership, User
from tests.support.personas import HostClient, browser, person


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def code_received() -> str:
    return re.search(r"\b\d{4}-\d{4}\b", mail.outbox[-1].body).group()


def follow(client: HostClient, url: str):
    """Open an absolute address in the same browser, on whatever host."""
    host, path = re.fullmatch(r"http://([^/:]+)(?::\d+)?(/.*)", url).groups()
    return client.get(path, HTTP_HOST=host)


class Browser:
    """One person's browser: a cookie jar for each host."""

    def __init__(self, *places: Place) -> None:
        self.jars = {place.host: browser(place) for place in places}

    def open(self, url: str):
        host, path = re.fullmatch(r"http://([^/:]+)(?::\d+)?(/.*)", url).groups()
        return self.jars[host].get(path)


def test_newcomer_enters_an_open_territory_with_a_code(somme: Place, auth_host: Place) -> None:
    mine = Browser(somme, auth_host)
    away = mine.open(somme.url("/connexion/?suite=/mes-idees/"))
    assert away.status_code == 302
    entrance = mine.open(away["Location"])
    assert entrance["Location"] == "/compte/login/"
    auth = mine.jars[auth_host.host]
    page = auth.get("/compte/login/")
    assert "Entrer dans l&#x27;espace Somme" in page.content.decode() or "espace Somme" in page.content.decode()
    asked = auth.post("/compte/login/", {"email": "Nouvelle@Somme.fr"})
    assert asked["Location"] == "/compte/login/code/confirm/", asked.content.decode()
    assert mail.outbox[-1].to == ["nouvelle@somme.fr"]
    named = auth.post("/compte/login/code/confirm/", {"code": code_received()})
    assert named["Location"] == "/compte/signup/"
    assert auth.get("/compte/signup/").status_code == 200
    made = auth.post("/compte/signup/", {"email": "nouvelle@somme.fr", "name": "Agente Nouvelle"})
    assert made["Location"] == "/entrer/", made.content.decode()
    handed = auth.get("/entrer/")
    assert handed["Referrer-Policy"] == "no-referrer"
    assert handed["Location"].startswith(somme.url("/entree/?code="))
    arrived = mine.open(handed["Location"])
    assert (arrived.status_code, arrived["Location"]) == (302, "/mes-idees/")
    with in_programme():
        user = User.objects.get(email="nouvelle@somme.fr")
        assert (user.name, user.has_usable_password()) == ("Agente Nouvelle", False)
        assert list(user.memberships.values_list("role", flat=True)) == ["member"]
