"""What is taken back is over at the next request: pages, tokens and open pollings alike, on both sides."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.conf import settings

from eclore.kit import clock
from eclore.kit.actor import NATIONAL_ADMINISTRATOR, NATIONAL_COACH
from programs.local.ideas.domain import attachments, ideas
from tenants.accounts.domain import sessions
from tenants.accounts.models import User
from tenants.contexts import in_programme, in_territory
from tenants.hosts import Site
from tenants.memberships.models import Membership, NationalGrant
from tests.factories import people
from tests.factories.calls import a_call
from tests.factories.files import accepted, pdf, upload
from tests.factories.ideas import a_draft
from tests.factories.juries import a_jury_setup
from tests.support.browsing import Browser
from tests.support.personas import HostClient, Persona, api_client, browser, person

POLLING = {"HX-Request": "true"}
TEMPLATES = settings.ROOT / "templates"


def revoke_membership(somebody: Persona) -> None:
    with in_programme():
        Membership.objects.filter(user_id=somebody.user_id).update(revoked_at=clock.now())


def close_account(somebody: Persona) -> None:
    with in_programme():
        User.objects.filter(pk=somebody.user_id).update(is_active=False)


@pytest.mark.parametrize("taking_back", [revoke_membership, close_account])
def test_a_membership_taken_back_closes_pages_tokens_and_pollings(
    somme: Site, taking_back: Callable[[Persona], None]
) -> None:
    jury_setup = a_jury_setup(somme)
    page, token = browser(somme, jury_setup.manager), api_client(somme, jury_setup.manager)
    screen = f"{jury_setup.url}ecran/"
    assert page.get(jury_setup.url).status_code == 200
    assert page.get(screen, headers=POLLING).status_code == 200
    assert page.get(f"{jury_setup.url}etat/").status_code == 200
    assert token.get("/api/v1/me/").status_code == 200
    taking_back(jury_setup.manager)
    polled = page.get(screen, headers=POLLING)
    assert (polled.status_code, polled.content) == (200, b"")
    assert polled["HX-Redirect"] == f"/connexion/?suite=%2Fjurys%2F{jury_setup.jury.pk}%2Fecran%2F"
    assert page.get(jury_setup.url).status_code == page.get(f"{jury_setup.url}etat/").status_code == 302
    assert token.get("/api/v1/me/").status_code == 401


def test_a_polling_of_what_one_may_no_longer_see_is_refused(somme: Site) -> None:
    """A manager who stays a member keeps a session, and loses the jury's screen."""
    jury_setup = a_jury_setup(somme)
    page, token = browser(somme, jury_setup.manager), api_client(somme, jury_setup.manager)
    with in_programme():
        Membership.objects.create(
            user_id=jury_setup.manager.user_id,
            territory_id=somme.territory_id,
            territory_role=somme.role,
            role="member",
        )
        Membership.objects.filter(user_id=jury_setup.manager.user_id, role="manager").update(revoked_at=clock.now())
    assert page.get(f"{jury_setup.url}ecran/", headers=POLLING).status_code == 404
    assert page.get(f"{jury_setup.url}etat/").status_code == 404
    assert page.get("/membres/").status_code == 403
    assert token.get("/api/v1/me/").json()["roles"] == ["member"]


@pytest.mark.parametrize(
    "ending",
    [{"revoked_at": clock.now()}, {"until": clock.today() - timedelta(days=1)}],
    ids=["taken back", "past its last day"],
)
def test_a_national_grant_taken_back_closes_pages_tokens_and_pollings(national: Site, ending: dict) -> None:
    somebody = person(national=(NATIONAL_ADMINISTRATOR,))
    page, token = browser(national, somebody), api_client(national, somebody)
    assert page.get("/territoires/", headers=POLLING).status_code == 200
    with in_programme():
        NationalGrant.objects.update(**ending)
    assert page.get("/territoires/", headers=POLLING).status_code == 403
    assert page.get("/equipe/").status_code == 403
    assert token.get("/api/v1/me/").json()["roles"] == []


@dataclass(frozen=True)
class Opened:
    """What somebody had open; each is a GET that answers 200 while they may."""

    page: HostClient
    token: HostClient
    downloads: tuple[str, ...]
    api_downloads: tuple[str, ...]


@pytest.fixture
def opened(somme: Site) -> tuple[Persona, Opened]:
    """A manager before a dossier with a file, and before what can be taken away."""
    author, manager = person("member", at=somme).at(somme), person("manager", at=somme)
    with in_territory(somme):
        idea = a_draft(a_call(), author)
        kept = accepted(attachments.attach(idea, upload(pdf(), "devis.pdf"), by=author))
        ideas.submit(idea, by=author)
    return manager, Opened(
        browser(somme, manager),
        api_client(somme, manager),
        (f"/idees/{idea.pk}/fichiers/{kept.pk}/", "/journal-audit.csv", "/journal-audit.xlsx", "/traitements.xlsx"),
        (f"/api/v1/ideas/{idea.pk}/files/{kept.pk}/content/",),
    )


@pytest.mark.parametrize("taking_back", [revoke_membership, close_account])
def test_downloads_and_the_api_of_a_session_close_too(
    opened: tuple[Persona, Opened], taking_back: Callable[[Persona], None]
) -> None:
    manager, had = opened
    by_session = [*had.downloads, *had.api_downloads, "/api/v1/me/"]
    assert [had.page.get(path).status_code for path in by_session] == [200] * len(by_session)
    assert [had.token.get(path).status_code for path in had.api_downloads] == [200]
    taking_back(manager)

    for path in had.downloads:
        answer = had.page.get(path)
        assert (answer.status_code, answer["Location"][:11], answer.content) == (302, "/connexion/", b""), path
    assert [had.page.get(path).status_code for path in (*had.api_downloads, "/api/v1/me/")] == [401, 401]
    assert [had.token.get(path).status_code for path in had.api_downloads] == [401]


def end_everywhere(somebody: Persona) -> None:
    with in_programme():
        sessions.end_all(User.objects.get(pk=somebody.user_id))


@pytest.mark.parametrize("ending", [close_account, end_everywhere])
def test_the_pollings_of_ones_own_data_end_with_the_session(auth_host: Site, ending: Callable[[Persona], None]) -> None:
    somebody = person()
    client = browser(auth_host, somebody)
    assert client.get("/compte/mes-donnees/", headers=POLLING).status_code == 200
    ending(somebody)

    polled = client.get("/compte/mes-donnees/", headers=POLLING)
    assert (polled.content, polled["HX-Redirect"]) == (b"", "/connexion/?suite=%2Fcompte%2Fmes-donnees%2F")


@pytest.mark.parametrize("path", ["/territoires/", "/donnees-personnelles/"])
def test_the_pollings_of_the_nation_end_with_the_session(national: Site, path: str) -> None:
    somebody = person(national=(NATIONAL_ADMINISTRATOR,))
    client = browser(national, somebody)
    assert client.get(path, headers=POLLING).status_code == 200
    end_everywhere(somebody)

    assert client.get(path, headers=POLLING)["HX-Redirect"].startswith("/connexion/?suite=")


def test_every_page_that_polls_is_looked_at_here() -> None:
    """One more `{% polling %}` or `every …s` in the templates is one more address to try above, or to explain.

    `_files`, `letters` and `publication_delivery`: the page of an idea, of letters, of a published jury, whose views
    ask who is there as for any other page.
    A jury's pages ask for `etat/` by their own script, `jury.js`: tried above with its screen.
    `_progress`: an erasure's, under /donnees-personnelles/, or at the address that only its person was given.
    """
    sources = {path.relative_to(TEMPLATES).as_posix(): path.read_text() for path in TEMPLATES.rglob("*.html")}
    assert sorted(name for name, source in sources.items() if re.search(r'\{% polling |hx-trigger="every', source)) == [
        "bridge/letters.html",
        "ideas/_files.html",
        "joint_juries/publication_delivery.html",
        "local_juries/letters.html",
        "moving/index.html",
        "privacy/_progress.html",
        "privacy/index.html",
        "privacy/mine.html",
        "territories/index.html",
    ]


def play(mine: Browser, somebody: Persona, site: Site, auth_host: Site) -> None:
    """As the demonstration signs in as anybody, through the hand-off."""
    url = mine.at(auth_host).post(f"/demo/{somebody.user_id}/", {"host": site.host})["Location"]
    for _step in range(4):
        url = mine.open(url if "://" in url else site.url(url))["Location"]


@pytest.mark.parametrize("taking_back", [revoke_membership, close_account, end_everywhere])
def test_a_session_as_somebody_else_ends_with_what_that_person_holds(
    somme: Site, auth_host: Site, taking_back: Callable[[Persona], None]
) -> None:
    jury_setup = a_jury_setup(somme)
    mine = Browser(somme, auth_host)
    play(mine, jury_setup.manager, somme, auth_host)
    there = mine.at(somme)
    assert (
        there.get("/membres/").status_code == there.get(f"{jury_setup.url}ecran/", headers=POLLING).status_code == 200
    )
    taking_back(jury_setup.manager)

    assert there.get("/membres/")["Location"].startswith("/connexion/")
    assert there.get(f"{jury_setup.url}ecran/", headers=POLLING)["HX-Redirect"].startswith("/connexion/")
    assert there.get("/journal-audit.csv")["Location"].startswith("/connexion/")


def test_a_visit_ends_at_the_next_request_with_the_grant(somme: Site, national: Site) -> None:
    jury_setup, coach = a_jury_setup(somme), person(national=(NATIONAL_COACH,))
    people.visit(somme, coach, national=national)
    page, token = browser(somme, coach), api_client(somme, coach)
    assert page.get("/projets/").status_code == token.get("/api/v1/me/").status_code == 200
    assert page.get(f"{jury_setup.url}ecran/", headers=POLLING).status_code == 200
    with in_programme():
        NationalGrant.objects.update(revoked_at=clock.now())

    assert page.get(f"{jury_setup.url}ecran/", headers=POLLING)["HX-Redirect"].startswith("/connexion/")
    assert page.get(jury_setup.url)["Location"].startswith("/connexion/")
    assert token.get("/api/v1/me/").status_code == 401
