"""In demonstration only, one click makes anybody; by the real way."""

import pytest
from django.core.checks import run_checks

from eclore.kit import audit
from tenants.accounts.models import User
from tenants.contexts import in_programme
from tenants.hosts import Site
from tests.support.browsing import Browser, words
from tests.support.personas import browser, person


def test_every_host_leads_to_the_one_page(somme: Site, national: Site, auth_host: Site) -> None:
    for site in (somme, national):
        assert browser(site).get("/demo/")["Location"] == auth_host.url("/demo/")


def test_people_are_shown_by_place_and_kind(somme: Site, oise: Site, auth_host: Site) -> None:
    person("manager", at=somme, name="Gestion de la Somme")
    person("coach", "juror", at=somme, name="Coach de la Somme")
    person("member", at=oise, name="Agente de l'Oise")
    person(national=("national_coach",), name="Coach nationale")
    juror = person(name="Jurée du forum")
    with in_programme():
        User.objects.filter(pk=juror.user_id).update(generated=True, function="Directrice générale")
    hosts = browser(auth_host).get("/demo/").context["hosts"]
    assert [(h.name, [(g.label, [u.name for u in g.people]) for g in h.groups]) for h in hosts] == [
        (
            "Équipe nationale et forum",
            [("Coach nationale ou national", ["Coach nationale"]), ("Jury interdépartemental", ["Jurée du forum"])],
        ),
        ("Oise", [("Agente ou agent", ["Agente de l'Oise"])]),
        (
            "Somme",
            [
                ("Chargée ou chargé de programme", ["Gestion de la Somme"]),
                ("Membre du jury", ["Coach de la Somme"]),
                ("Coach ou designer", ["Coach de la Somme"]),
            ],
        ),
    ]


def test_a_visitor_begins_with_who_has_something_to_do_today(somme: Site, oise: Site, auth_host: Site) -> None:
    agent, _other = person("member", at=somme, name="Agente"), person("member", at=oise, name="Autre agente")
    coach = person(national=("national_coach",), name="Coach nationale")
    with in_programme():
        User.objects.filter(pk=agent.user_id).update(generated=True, email="equipe1.1@somme.example")
        User.objects.filter(pk=coach.user_id).update(generated=True, email="coach@national.example")
    found = browser(auth_host).get("/demo/").context["suggestions"]
    assert [(s.host, s.name, str(s.under_way), [(p.user.name, str(p.label)) for p in s.people]) for s in found] == [
        (somme.host, "Somme", "L'appel à idées est ouvert.", [("Agente", "Agente")]),
        (
            auth_host.host.removeprefix("compte."),
            "Équipe nationale",
            "Un forum de quatre territoires attend leurs idées.",
            [("Coach nationale", "Coach nationale")],
        ),
    ]


def test_one_click_ends_on_the_right_host_as_that_person(somme: Site, national: Site, auth_host: Site) -> None:
    first, second = person("manager", at=somme, name="Une"), person("member", at=somme, name="Deux")
    mine = Browser(somme, auth_host)
    for one in (first, second):
        played = mine.at(auth_host).post(f"/demo/{one.user_id}/", {"host": somme.host})
        url = played["Location"]
        for _step in range(3):
            url = mine.open(url)["Location"] if "://" in url else mine.open(somme.url(url))["Location"]
        assert mine.open(url)["Location"] == "/"
        assert mine.at(somme).get("/deconnexion/").context["actor"].name == one.name


def test_one_click_leaves_a_line_in_the_programmes_log(somme: Site, auth_host: Site) -> None:
    manager = person("manager", at=somme, name="Une")
    browser(auth_host).post(f"/demo/{manager.user_id}/", {"host": somme.host})
    with in_programme():
        [line] = audit.log()._default_manager.filter(act="sign_in_as")
    assert (line.verb, line.by_kind, line.by_id) == ("play", "unknown", None)
    assert (line.subject_kind, line.subject_id) == ("accounts.user", manager.user_id)
    assert line.told == {"place": somme.host.partition(".")[0]}


@pytest.mark.parametrize(("demonstration", "testing"), [(False, True), (True, False)])
def test_nothing_of_it_outside_a_demonstration(
    somme: Site, auth_host: Site, settings, demonstration: bool, testing: bool
) -> None:
    settings.DEMONSTRATION, settings.TESTING = demonstration, testing
    somebody = person("manager", at=somme)
    answers = [
        browser(somme).get("/demo/"),
        browser(somme).get("/demo/entrer/"),
        browser(auth_host).get("/demo/"),
        browser(auth_host).post(f"/demo/{somebody.user_id}/", {"host": somme.host}),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4


def test_a_check_refuses_a_demonstration_without_debug(settings) -> None:
    settings.DEMONSTRATION, settings.DEBUG, settings.TESTING = True, False, False
    assert "eclore.E001" in [error.id for error in run_checks(tags=["security"])]


def test_an_unknown_person_or_host_is_a_404(somme: Site, auth_host: Site) -> None:
    somebody = person("manager", at=somme)
    client = browser(auth_host)
    assert client.post(f"/demo/{somebody.user_id}/", {"host": "ailleurs.fr"}).status_code == 404
    assert client.post(f"/demo/{somebody.user_id}/", {}).status_code == 404
    assert client.post(f"/demo/{somme.territory_id}/", {"host": somme.host}).status_code == 404
    assert "Qui voulez-vous être" in words(client.get("/demo/"))
