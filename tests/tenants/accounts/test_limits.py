"""Who asks too often waits, whichever process answers; nobody can make somebody else wait."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from eclore.kit import clock, limits
from eclore.kit.limits import Rate
from tenants.accounts import tasks
from tenants.accounts.models import Tally
from tenants.contexts import in_programme, in_territory
from tests.support.personas import HostClient, api_client, browser, person

HERE, ELSEWHERE = "192.0.2.7", "198.51.100.9"


pytestmark = pytest.mark.usefixtures("uncounted")


def statuses(client, method, path, data=None, times=3):
    return [getattr(client, method)(path, data, REMOTE_ADDR=HERE).status_code for _ in range(times)]


@pytest.mark.parametrize(("text", "rate"), [("10/5m", Rate(10, 300)), ("2/s", Rate(2, 1)), ("3/h", Rate(3, 3600))])
def test_a_rate_is_read(text, rate):
    assert Rate.of(text) == rate


@pytest.mark.parametrize("text", ["", "10", "10/m/ip", "x/m", "5/10"])
def test_what_is_no_rate_is_refused(text):
    with pytest.raises(ValueError):
        Rate.of(text)


def test_every_rate_is_one_and_every_limited_address_exists(settings):
    urlconfs = settings.URLCONFS.values()

    def known(name):
        for urlconf in urlconfs:
            for arguments in ([], ["csv"], [clock.now().strftime("%Y"), "csv"]):
                try:
                    return reverse(name, urlconf, args=arguments)
                except NoReverseMatch as error:
                    if "not a valid view function or pattern name" not in str(error):
                        return name
        return None

    assert [Rate.of(text) for pair in settings.LIMITS.values() for text in pair]
    assert [name for name in settings.LIMITED if known(name) is None] == []
    assert set(settings.LIMITED.values()) <= set(settings.LIMITS)


def test_every_export_is_limited(settings):
    """Whatever is downloaded in one piece, an export of tomorrow too."""
    exports = {
        pattern.name
        for urlconf in settings.URLCONFS.values()
        for pattern in get_resolver(urlconf).url_patterns
        if isinstance(pattern, URLPattern) and re.search(r"[.]((<.*>)|xlsx|csv|pdf|json)$", str(pattern.pattern))
    }
    assert exports and {name for name in exports if settings.LIMITED.get(name) not in ("exports", "papers")} == set()


def test_a_page_says_so_in_a_sentence_and_when_to_come_back(auth_host, strict):
    client = browser(auth_host)
    asked = {"email": "agente@exemple.fr"}

    assert statuses(client, "post", "/compte/login/", asked, times=2) == [302, 302]
    refused = client.post("/compte/login/", asked, REMOTE_ADDR=HERE)
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 300
    assert "Attendez 5 minutes, puis recommencez." in refused.content.decode()


def test_the_api_says_so_as_a_problem(somme, strict):
    client = api_client(somme, person("manager", at=somme))
    assert statuses(client, "get", "/api/v1/ideas/", times=2) == [200, 200]
    refused = client.get("/api/v1/ideas/", REMOTE_ADDR=HERE)

    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert (refused.json()["code"], refused.json()["status"]) == ("too_many", 429)
    assert 0 < int(refused["Retry-After"]) <= 300


def test_this_process_remembers_a_bounded_number_of_counts(monkeypatch):
    monkeypatch.setattr(limits, "REMEMBERED", 4)
    for number in range(50):
        limits.count_here("api", network=f"192.0.2.{number}")

    assert len(limits._here._taken) == 4


def test_reading_the_page_of_sign_in_costs_nothing(auth_host, strict):
    assert set(statuses(browser(auth_host), "get", "/compte/login/", times=9)) == {200}


def test_a_stranger_does_not_use_up_the_codes_of_somebody_else(auth_host, strict):
    victim = {"email": "victime@exemple.fr"}

    assert statuses(browser(auth_host), "post", "/compte/login/", victim, times=3)[-1] == 429
    assert browser(auth_host).post("/compte/login/", victim, REMOTE_ADDR=ELSEWHERE).status_code == 302


def test_failed_passwords_of_a_stranger_do_not_close_somebody_elses_context(auth_host):
    victim = person(email="victime@exemple.fr")
    wrong = {"login": victim.email, "password": "pas celui-là du tout"}
    path = "/compte/login/password/"
    stranger = [browser(auth_host).post(path, wrong, REMOTE_ADDR=HERE) for _ in range(12)]
    right = {"login": victim.email, "password": "mot de passe long"}

    assert stranger[-1].status_code == 429
    assert browser(auth_host).post(path, right, REMOTE_ADDR=HERE).status_code == 429
    assert browser(auth_host).post(path, right, REMOTE_ADDR=ELSEWHERE).status_code == 302


def test_a_colleague_on_the_same_network_goes_on_until_the_network_has_had_its_share(auth_host, strict):
    assert statuses(browser(auth_host), "post", "/compte/login/", {"email": "a@exemple.fr"}) == [302, 302, 429]
    assert statuses(browser(auth_host), "post", "/compte/login/", {"email": "b@exemple.fr"}) == [302, 302, 429]


@pytest.mark.parametrize(
    "disguise",
    [
        lambda turn: ({}, {"HTTP_AUTHORIZATION": f"Bearer {turn}"}),
        lambda turn: ({"login": f"{turn}@exemple.fr"}, {}),
        lambda turn: ({"secret": f"{turn}"}, {}),
    ],
)
def test_what_the_page_does_not_read_makes_nobody_somebody_else(auth_host, strict, disguise):
    """A header, a field of another form: one mailbox, one count."""
    answers = []
    for turn in range(3):
        fields, headers = disguise(turn)
        asked = {"email": "victime@exemple.fr", **fields}
        answers.append(browser(auth_host).post("/compte/login/", asked, REMOTE_ADDR=HERE, **headers).status_code)

    assert answers == [302, 302, 429]


def test_a_password_is_tried_for_the_address_that_its_form_reads(auth_host, strict):
    def attempt(turn):
        asked = {"login": "victime@exemple.fr", "email": f"{turn}@exemple.fr", "password": "pas celui-là"}
        return browser(auth_host).post("/compte/login/password/", asked, REMOTE_ADDR=HERE).status_code

    assert [attempt(turn) for turn in range(3)][-1] == 429


def test_a_subscribers_ipv6_addresses_are_one_network(auth_host, strict):
    asked = {"email": "agente@exemple.fr"}
    answers = [
        browser(auth_host).post("/compte/login/", asked, REMOTE_ADDR=f"2001:db8:1:20{number}::{number}")
        for number in (1, 2, 3)
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 429]


def test_exports_and_uploads_are_counted_too(national, somme, strict):
    team = browser(national, person(national=("national_administrator",)))
    member = browser(somme, person("member", at=somme))

    assert statuses(team, "get", "/portefeuille/portefeuille.csv")[-1] == 429
    assert statuses(member, "post", "/idees/nouvelle/", {"title": ""})[-1] == 429  # the test client sends multipart


def test_a_limit_ends_with_its_time_and_its_count_is_forgotten(somme, strict):
    with in_territory(somme):
        waits = [limits.count("api", network=HERE, account="a") for _ in range(3)]
        with clock.at(clock.now() + timedelta(minutes=6)):
            after = limits.count("api", network=HERE, account="a")
    with clock.at(clock.now() + timedelta(hours=1)):
        tasks.forget_tallies()
    with in_programme():
        left = Tally.objects.count()

    assert (waits[:2], after, left) == ([0, 0], 0, 0)
    assert 0 < waits[2] <= 300


def test_no_address_nor_name_is_kept(auth_host):
    browser(auth_host).post("/compte/login/", {"email": "agente@exemple.fr"}, REMOTE_ADDR=HERE)
    with in_programme():
        keys = list(Tally.objects.values_list("key", flat=True))

    assert keys
    assert all(len(key) == 64 and "exemple" not in key and HERE not in key for key in keys)


def test_counts_of_many_processes_are_one_and_survive_what_fails(real_db, somme, strict):
    """Sixteen requests at once, each refused by the domain after it was counted, on connections of their own."""
    secret = api_client(somme, person("manager", at=somme)).defaults["HTTP_AUTHORIZATION"]

    def ask(_number):
        client = HostClient(somme, HTTP_AUTHORIZATION=secret)
        try:
            return client.send("post", "/api/v1/ideas/", {"title": "Sans appel ouvert"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(ask, range(16)))
    with in_programme():
        taken = set(Tally.objects.values_list("taken", flat=True))

    assert answers == [409] * 2 + [429] * 14
    assert taken == {16, 5}  # the network's, and the token's until the network has had its five


def test_a_network_that_has_had_its_share_takes_no_row_for_what_it_invents(somme, strict):
    with in_territory(somme):
        waits = [limits.count("api", network=HERE, account=f"token {number}") for number in range(20)]
    with in_programme():
        rows = Tally.objects.count()

    assert [bool(wait) for wait in waits] == [False] * 5 + [True] * 15
    assert rows == 6


def test_whoever_may_call_the_function_leaves_no_row_for_longer_than_two_days(somme):
    with in_territory(somme), connection.cursor() as cursor:
        cursor.execute(
            "SELECT public.accounts_take(%s, %s, %s, 'infinity'), public.accounts_take(%s, %s, %s, '3000-01-01')",
            [["a"], [1], [2**31 - 1], ["b", "c", "d", "e"], [1] * 4, [2**31 - 1] * 4],
        )
    with in_programme():
        rows = dict(Tally.objects.values_list("key", "ends_at"))

    assert set(rows) == {"a", "b", "c"}
    assert max(rows.values()) <= clock.now() + timedelta(days=2)
