"""HEAD and GET on every address: what they answer, and that HEAD does nothing."""

from http.cookies import SimpleCookie

import pytest
from django.db import transaction

from tenants import hosts
from tenants.contexts import in_programme
from tenants.memberships.models import Visit
from tenants.territories import sites
from tests.budgets import season
from tests.budgets.addresses import all_addresses
from tests.edge.test_hostile import HOSTS, TELLING
from tests.factories import people
from tests.support.browsing import words
from tests.support.personas import browser, person
from tests.support.rehearsal import rehearsing

# What ProConnect sends there is used up by opening them, which no transaction takes back.
USED_ELSEWHERE = ("proconnect-back", "proconnect-over")
KINDS = ["territory", "national", "auth"]


def asked(client, cookies, method, path):
    client.cookies = SimpleCookie(cookies)
    with transaction.atomic():
        answer = client.generic(method, path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer, body


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_head_answers_as_get_and_no_address_is_a_blank_refusal(a_season, kind):
    client = browser(sites.find(HOSTS[kind]), season.PEOPLE[kind][TELLING[kind]])
    client.raise_request_exception = False
    cookies = {key: morsel.value for key, morsel in client.cookies.items()}
    wrong, things = [], season.identifiers_of(kind)[0]
    with rehearsing():
        for address in all_addresses():
            if address.kind != kind or address.route in season.NOT_ROWS:
                continue
            path = address.path(things)
            if path in {hosts.path_of(hosts.AUTH, name) for name in USED_ELSEWHERE}:
                continue
            got, page = asked(client, cookies, "GET", path)
            headed, body = asked(client, cookies, "HEAD", path)
            if (headed.status_code, body, bool(headed.cookies)) != (got.status_code, b"", False):
                wrong.append((path, got.status_code, headed.status_code, body[:20]))
            if got.status_code == 405 and not page:
                wrong.append((path, "a blank 405"))
    assert not wrong, wrong


def test_a_link_that_acts_when_it_is_opened_does_not_act_by_head(real_db, somme, national):
    coach = person(national=("national_coach",))
    people.visit(somme, coach, national=national)
    client = browser(somme, coach)

    def entered():
        with in_programme():
            return Visit.objects.get(user_id=coach.user_id).entered_at

    headed = client.head("/")
    assert (headed.status_code, headed.content, entered()) == (200, b"", None)
    assert int(headed["Content-Length"]) > 1000
    assert client.get("/").status_code == 200 and entered() is not None


def test_what_another_service_has_given_is_not_used_up_by_head(auth_host, settings):
    settings.PROCONNECT_ISSUER, settings.PROCONNECT_CLIENT_ID = "https://identites.example", "eclore"
    settings.PROCONNECT_CLIENT_SECRET = "secret"
    for name in USED_ELSEWHERE:
        answer = browser(auth_host).head(hosts.path_of(hosts.AUTH, name))
        assert (answer.status_code, answer["Allow"], answer.content) == (405, "GET", b"")


@pytest.mark.parametrize(
    ("path", "back"),
    [
        ("/messages/envoyer/", "/messages/"),
        ("/idees/brouillon/nul/lien/", "/idees/brouillon/nul/"),
        ("/deconnexion", None),
    ],
)
def test_the_address_of_an_act_says_what_it_is_for_and_the_way_back(somme, path, back):
    answer = browser(somme, person("manager", at=somme)).get(path)

    if back is None:
        assert answer.status_code != 405
        return
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    page = words(answer)
    assert "Cette adresse attend un bouton" in page and f'href="{back}"' in page


def test_a_page_that_is_only_read_says_so_to_who_writes_to_it(somme):
    answer = browser(somme).post("/appel/")

    assert (answer.status_code, "Cette page se lit seulement" in words(answer)) == (405, True)


def test_clients_of_the_api_still_read_a_problem(somme):
    answer = browser(somme, person("manager", at=somme)).delete("/api/v1/me/")

    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
