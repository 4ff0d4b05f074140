"""Which site a host name leads to, however it is written."""

import pytest
from cachetools import TLRUCache
from django.conf import settings
from django.test import Client

from tenants import hosts
from tenants.hosts import Site
from tenants.territories import sites

BASE = settings.BASE_HOST


@pytest.mark.parametrize(
    "written", [f"somme.{BASE}", f"SOMME.{BASE.upper()}", f"somme.{BASE}.", f"somme.{BASE}:8000", f"Somme.{BASE}.:443"]
)
def test_a_host_is_found_however_it_is_written(somme: Site, written: str) -> None:
    assert sites.find(hosts.normalised(written)) == somme


@pytest.mark.parametrize(
    "written", ["", "a b", "somme", f"nulle-part.{BASE}", "exemple.fr", f"x.somme.{BASE}", "[::1]"]
)
def test_an_unknown_host_gets_a_plain_404_that_names_nobody(db: None, written: str) -> None:
    response = Client().get("/", HTTP_HOST=written)
    assert (response.status_code, response["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert response.content.decode() == "404 : cette adresse ne mène nulle part.\n"


def test_a_forwarded_host_is_never_believed(somme: Site) -> None:
    response = Client().get("/connexion/", HTTP_HOST=f"nulle-part.{BASE}", HTTP_X_FORWARDED_HOST=somme.host)
    assert response.status_code == 404
    here = Client().get("/connexion/", HTTP_HOST=somme.host, HTTP_X_FORWARDED_HOST=f"oise.{BASE}")
    assert f"vers={somme.host}" in here["Location"]


def test_the_memory_of_unknown_hosts_is_bounded(db: None, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.UNKNOWN_HOST_SECONDS = 60
    monkeypatch.setattr(sites, "_remembered", sites.remembering(3))
    for number in range(10):
        assert sites.find(f"inconnu{number}.exemple.fr") is None
    assert list(sites._remembered) == [f"inconnu{number}.exemple.fr" for number in (7, 8, 9)]


def test_an_unknown_host_is_looked_up_once(db: None, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.UNKNOWN_HOST_SECONDS = 60
    asked: list[str] = []
    monkeypatch.setattr(sites, "_look_up", lambda host: asked.append(host))
    for _time in range(3):
        assert sites.find("inconnu.exemple.fr") is None
    assert asked == ["inconnu.exemple.fr"]


def test_the_address_of_a_territory_that_was_asked_for_too_early_answers_once_it_is_made(somme, monkeypatch) -> None:
    """Another process makes it: this one is not told to forget."""
    now = [1000.0]
    monkeypatch.setattr(sites, "_remembered", TLRUCache(9, ttu=sites.remembering(1).ttu, timer=lambda: now[0]))
    real, found = sites._look_up, [None]
    monkeypatch.setattr(sites, "_look_up", lambda host: found[0] and real(host))
    early = sites.find(somme.host)
    found[0] = True
    at_once = sites.find(somme.host)
    now[0] += 1.5
    later = sites.find(somme.host)
    now[0] += 20
    found[0] = None

    assert (early, at_once, later, sites.find(somme.host)) == (None, None, somme, somme)


def test_what_was_read_before_a_change_is_not_remembered_after_it(somme, monkeypatch) -> None:
    def slow(host: str) -> Site:
        sites.forget()  # committed by somebody else while this one was reading
        return somme

    sites.forget()
    monkeypatch.setattr(sites, "_look_up", slow)
    assert (sites.find(somme.host), somme.host in sites._remembered) == (somme, False)


def test_a_page_is_its_readers_alone_unless_it_says_otherwise(somme: Site) -> None:
    answers = [Client().get(path, HTTP_HOST=somme.host) for path in ("/", "/idees/nouvelle/", "/nulle-part/")]

    assert [answer["Cache-Control"] for answer in answers] == ["private, no-cache"] * 3


def test_a_named_page_has_its_address_on_the_site_that_is_asked(somme: Site, national: Site, auth_host: Site) -> None:
    """Whatever host or job asks: nothing of the request that is being answered comes in."""
    query = {"suite": "/à lire/?q=1"}

    assert somme.page("sign-in", query=query) == somme.url("/connexion/?suite=%2F%C3%A0+lire%2F%3Fq%3D1")
    assert somme.page("invitation", "secret") == somme.url("/invitation/secret/")
    assert hosts.national_page("portfolio") == national.url("/portefeuille/")
    assert hosts.auth_page("account-everywhere") == auth_host.url("/compte/partout/")
    assert hosts.path_of(hosts.TERRITORY, "bridge-forums") == "/forums/"
