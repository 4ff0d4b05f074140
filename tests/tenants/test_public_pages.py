"""A public page is kept a moment for those who come without a session, and for nobody else."""

from collections.abc import Iterator

import pytest
from django.test import override_settings

from programs.local.calls.models import Call
from tenants.contexts import in_territory
from tenants.hosts import Site
from tests.factories import incubation
from tests.support.personas import browser, person
from tests.support.statements import Statements


@pytest.fixture(autouse=True)
def kept(db: None) -> Iterator[None]:
    with override_settings(PUBLIC_PAGE_SECONDS=60):
        yield


@pytest.fixture
def call(somme: Site) -> Call:
    with in_territory(somme.schema_name):
        return incubation.edition().call


def rename(site: Site, title: str) -> None:
    with in_territory(site.schema_name):
        Call.objects.update(title=title)


def words_of(visitor, path: str = "/appel/", **headers: str) -> str:
    return visitor.get(path, **headers).content.decode()


def test_a_second_reader_costs_no_statement_and_reads_the_same(somme, call):
    visitor = browser(somme)
    first = visitor.get("/appel/")
    with Statements() as sql:
        second = visitor.get("/appel/")

    assert (sql.texts, second.content, dict(second.headers)) == ([], first.content, dict(first.headers))


def test_somebody_with_a_session_reads_what_is_true_now(somme, call):
    visitor, member = browser(somme), person("member", at=somme)
    words_of(visitor)
    rename(somme, "Une autre accroche")
    signed_in = browser(somme, member)
    signed_in.handler = visitor.handler

    assert "Une autre accroche" in words_of(signed_in)
    assert "Une autre accroche" not in words_of(visitor)


def test_another_language_or_host_is_another_page(somme, oise, call):
    visitor = browser(somme)
    words_of(visitor)
    rename(somme, "Une autre accroche")
    elsewhere = browser(oise)
    elsewhere.handler = visitor.handler

    assert "Une autre accroche" not in words_of(visitor, "/appel/?x=1")
    assert "Une autre accroche" not in words_of(elsewhere)
    assert "Votre idée" not in words_of(elsewhere)
    visitor.cookies["django_language"] = "en"
    assert "Une autre accroche" in words_of(visitor)


def test_a_page_is_written_again_once_its_moment_is_over(somme, call, monkeypatch):
    visitor = browser(somme)
    words_of(visitor)
    rename(somme, "Une autre accroche")
    from tenants.middleware import public_cache

    later = public_cache.time.monotonic() + 61
    monkeypatch.setattr(public_cache.time, "monotonic", lambda: later)

    assert "Une autre accroche" in words_of(visitor)


def test_a_form_s_token_is_never_kept(somme, call):
    visitor = browser(somme)
    visitor.cookies["csrftoken"] = "c" * 32
    words_of(visitor)
    rename(somme, "Une autre accroche")

    assert "Une autre accroche" in words_of(visitor)


@override_settings(PUBLIC_PAGE_SECONDS=0)
def test_nothing_is_kept_where_it_is_not_asked_for(somme, call):
    visitor = browser(somme)
    words_of(visitor)
    rename(somme, "Une autre accroche")

    assert "Une autre accroche" in words_of(visitor)


def test_a_page_for_everybody_sets_no_cookie(somme, call):
    assert browser(somme).get("/appel/").cookies == {}


def test_a_page_is_the_one_without_the_parameters_that_it_does_not_know(somme, national, call):
    told = [
        words_of(browser(site), f"{path}?junk=1%22") for site, path in ((somme, "/appel/"), (national, "/projets/"))
    ]
    plain = [words_of(browser(site), path) for site, path in ((somme, "/appel/"), (national, "/projets/"))]

    assert told == plain
    assert "junk" not in "".join(told)


@override_settings(PUBLIC_PAGE_SECONDS=3600)
def test_no_number_of_searches_empties_the_pages_that_are_kept(national):
    visitor = browser(national)
    visitor.get("/projets/")
    for number in range(600):
        visitor.get(f"/projets/?q=rien{number}&junk={number}")
    with Statements() as sql:
        for path in ("/projets/", "/projets/?junk=1", "/projets/?q=rien599"):
            visitor.get(path)

    assert sql.texts == []
