"""Territories and agreements, as the national team sees and makes them."""

from datetime import date

import pytest
from django.core import mail as django_mail

from eclore.kit.errors import Invalid
from tenants.contexts import in_programme
from tenants.memberships.models import Invitation
from tenants.territories import domain
from tenants.territories.models import Agreement, AgreementParty, ProvisioningRequest, Territory
from tests.support.personas import api_client, browser, person
from tests.support.statements import Statements

WANTED = {
    "slug": "val-doise",
    "name": "Val d'Oise",
    "kind": "departement",
    "code": "95",
    "department": "95",
    "accent": "#0b5c7a",
    "manager_name": "Chargée",
    "manager_email": "chargee@valdoise.fr",
}
SIGNED = {
    "title": "Convention du Nord",
    "signed_on": "2027-03-01",
    "signatories": "Somme\nOise",
    "problems": "6",
    "weeks_min": "9",
    "weeks_max": "12",
    "days_per_week": "1",
    "national_funding_percent": "100",
}

MARCH = date(2027, 3, 1)


@pytest.fixture
def administrator(national):
    return browser(national, person(national=("national_administrator",), name="Administratrice"))


@pytest.fixture
def coach(national):
    return browser(national, person(national=("national_coach",)))


def actor(site, kind="national_administrator"):
    return person(national=(kind,)).at(site)


def territories(*slugs):
    with in_programme():
        return list(Territory.objects.filter(slug__in=slugs).order_by("slug"))


def requests():
    with in_programme():
        return list(ProvisioningRequest.objects.values_list("slug", "state", "error"))


def test_the_list_is_for_the_national_team(national, administrator, coach):
    clients = {"nobody": browser(national), "somebody": browser(national, person()), "coach": coach}

    answers = {name: client.get("/territoires/").status_code for name, client in clients.items()}

    assert answers == {"nobody": 302, "somebody": 403, "coach": 200}


@pytest.mark.parametrize("agreements", [1, 3])
def test_the_list_costs_the_same_whatever_it_holds(national, coach, agreements):
    by, bound = actor(national), territories("somme", "oise")
    for number in range(agreements):
        with in_programme():
            domain.sign(by=by, title=f"Convention {number}", signed_on=MARCH, signatories=["Somme"], territories=bound)

    with Statements() as sql:
        page = coach.get("/territoires/").content.decode()

    assert (len(sql), page.count("Convention "), page.count("Nord</a>")) == (7, agreements, 1)


def test_the_list_is_filtered(coach):
    found = {
        query: [name for name in ("Somme", "Oise", "Nord") if f">{name}</a>" in coach.get(query).content.decode()]
        for query in (
            "/territoires/?nom=som",
            "/territoires/?nom=59",
            "/territoires/?type=ville",
            "/territoires/?nom=%00",
        )
    }

    assert found == {
        "/territoires/?nom=som": ["Somme"],
        "/territoires/?nom=59": ["Nord"],
        "/territoires/?type=ville": [],
        "/territoires/?nom=%00": ["Somme", "Oise", "Nord"],
    }


def test_only_administrators_ask_for_a_territory(coach, administrator):
    answers = [client.get("/territoires/nouveau/").status_code for client in (coach, administrator)]

    assert (answers, coach.post("/territoires/nouveau/", WANTED).status_code) == ([403, 200], 403)


def test_asking_for_a_territory_shows_that_it_is_being_made(administrator, queue):
    response = administrator.post("/territoires/nouveau/", WANTED, follow=True)

    page = response.content.decode()
    assert "est en cours de création : quelques secondes suffisent." in page.replace("\u00a0", " ").replace(
        "\u202f", " "
    )
    assert "En cours de création</" in page
    assert (requests(), queue.names) == ([("val-doise", "waiting", "")], ["territories.provision"])


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"slug": "Val d'Oise"}, "slug", "lettres minuscules"),
        ({"slug": "1er"}, "slug", "commence par une lettre"),
        ({"slug": "-a"}, "slug", "lettres minuscules"),
        ({"slug": "compte"}, "slug", "réservée"),
        ({"slug": "information-schema"}, "slug", "réservée"),
        ({"slug": "pg-catalog"}, "slug", "lettres minuscules"),
        ({"slug": "a" * 41}, "slug", "lettres minuscules"),
        ({"slug": "somme"}, "slug", "répond déjà"),
        ({"kind": "pays"}, "kind", "type de territoire"),
        ({"name": " "}, "name", "Donnez un nom"),
        ({"accent": "rouge"}, "accent", "couleur"),
        ({"manager_email": ""}, "manager_email", "Donnez l'adresse"),
        ({"manager_email": "personne"}, "manager_email", "adresse complète"),
        ({"department": "9999"}, "department", "Trop long"),
    ],
)
def test_a_wrong_request_is_refused_naming_the_field(national, queue, change, field, sentence):
    by = actor(national)

    with pytest.raises(Invalid, match=sentence) as refusal, in_programme():
        domain.ask(by=by, **{**WANTED, **change})

    assert (refusal.value.field, requests(), queue.waiting) == (field, [], [])


def test_the_same_address_cannot_be_asked_for_twice(national, queue):
    by = actor(national)
    with in_programme():
        domain.ask(by=by, **WANTED)

    with pytest.raises(Invalid, match="répond déjà"), in_programme():
        domain.ask(by=by, **WANTED)


def test_the_worker_makes_the_territory_and_invites_its_manager(real_db, national, queue):
    by = actor(national)
    with in_programme():
        domain.ask(by=by, **WANTED)

    queue.run()

    with in_programme():
        (made,) = Territory.objects.filter(slug="val-doise")
        invited = list(Invitation.objects.values_list("email", "role", "territory_role", "invited_by"))
    assert (made.name, made.role, requests()) == ("Val d'Oise", "territory_val_doise", [("val-doise", "done", "")])
    assert invited == [("chargee@valdoise.fr", "manager", "territory_val_doise", by.name)]
    assert [message.to for message in django_mail.outbox] == [["chargee@valdoise.fr"]]
    assert browser(national).get("/sante/", headers={"host": "val-doise.eclore.localhost"}).status_code == 200


def test_a_territory_that_cannot_be_made_says_why(real_db, national, queue):
    by = actor(national)
    with in_programme():
        asked = domain.ask(by=by, **WANTED)
        ProvisioningRequest.objects.filter(pk=asked.pk).update(kind="pays")

    queue.run()

    assert [(slug, state, bool(error)) for slug, state, error in requests()] == [("val-doise", "refused", True)]
    with in_programme():
        domain.ask(by=by, **WANTED)


def test_a_job_run_twice_makes_one_territory(real_db, national, queue):
    by = actor(national)
    with in_programme():
        domain.ask(by=by, **WANTED)
    job = list(queue.waiting)
    queue.run()

    queue.waiting += job
    queue.run()

    assert len(territories("val-doise")) == 1
    with in_programme():
        assert Invitation.objects.count() == 1


def test_an_agreement_binds_several_territories(national, coach):
    bound = territories("somme", "oise")

    response = coach.post("/conventions/nouvelle/", {**SIGNED, "territories": [str(one.pk) for one in bound]})

    assert (response.status_code, response.headers["Location"]) == (302, "/territoires/")
    with in_programme():
        agreement = Agreement.objects.get()
        parties = list(AgreementParty.objects.order_by("territory_role").values_list("territory_role", flat=True))
    assert (agreement.signatories, agreement.problems, agreement.national_funding_percent) == (
        ["Somme", "Oise"],
        6,
        100,
    )
    assert parties == ["territory_oise", "territory_somme"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"signatories": [" "]}, "signatories"),
        ({"territories": []}, "territories"),
        ({"ends_on": date(2027, 2, 1)}, "ends_on"),
        ({"weeks_min": 0}, "weeks_min"),
        ({"weeks_max": 8}, "weeks_max"),
        ({"days_per_week": 6}, "days_per_week"),
        ({"national_funding_percent": 101}, "national_funding_percent"),
        ({"problems": -1}, "problems"),
    ],
)
def test_a_wrong_agreement_is_refused_naming_the_field(national, change, field):
    by, bound = actor(national, "national_coach"), territories("somme")
    right = {"title": "Convention", "signed_on": MARCH, "signatories": ["Somme"], "territories": bound}

    with pytest.raises(Invalid) as refusal, in_programme():
        domain.sign(by=by, **{**right, **change})

    assert refusal.value.field == field


def test_a_wrong_form_keeps_what_was_typed(coach):
    response = coach.post("/conventions/nouvelle/", {**SIGNED, "signed_on": "hier", "territories": ["x"]})

    assert (response.status_code, "Convention du Nord" in response.content.decode()) == (422, True)


def test_territories_and_agreements_by_the_api(national, queue):
    program = api_client(national, person(national=("national_administrator",), name="Administratrice"))

    asked = program.send("POST", "/api/v1/territories/", WANTED)
    state = program.get(f"/api/v1/territories/requests/{asked.json()['id']}/").json()
    signed = program.send(
        "POST",
        "/api/v1/agreements/",
        {"title": "Convention", "signed_on": "2027-03-01", "signatories": ["Somme"], "territories": ["somme"]},
    )
    listed = program.get("/api/v1/territories/").json()

    assert (asked.status_code, state["state"], state["requested_by"]) == (202, "waiting", "Administratrice")
    assert signed.status_code == 201
    assert program.get("/api/v1/agreements/").json()["results"] == [signed.json()]
    somme = next(row for row in listed["results"] if row["slug"] == "somme")
    assert somme.pop("id")
    assert somme == {
        "slug": "somme",
        "name": "Somme",
        "kind": "departement",
        "code": "80",
        "department": "80",
        "url": "http://somme.eclore.localhost:8000/",
        "members": 0,
        "managers": 0,
        "agreements": 1,
    }


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/api/v1/territories/", {}),
        ("/api/v1/territories/", {**WANTED, "slug": ["x"]}),
        ("/api/v1/territories/", {**WANTED, "name": "\x00"}),
        ("/api/v1/territories/", [WANTED]),
        ("/api/v1/agreements/", {"title": "x"}),
        ("/api/v1/agreements/", {**SIGNED, "signatories": ["Somme"], "territories": ["atlantide"]}),
        ("/api/v1/agreements/", {**SIGNED, "signatories": ["Somme"], "territories": ["\x00"]}),
        ("/api/v1/agreements/", {**SIGNED, "signatories": ["Somme"], "territories": None}),
    ],
)
def test_bad_input_by_the_api_is_refused(national, path, data):
    answer = api_client(national, person(national=("national_administrator",))).send("POST", path, data)

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")


def test_others_have_nothing_of_it_by_the_api(national):
    program = api_client(national, person())

    answers = [
        program.get("/api/v1/territories/"),
        program.get("/api/v1/agreements/"),
        program.send("POST", "/api/v1/territories/", WANTED),
        program.send("POST", "/api/v1/agreements/", {}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403, 403]


@pytest.mark.parametrize(("kind", "status"), [("national_coach", 302), ("national_administrator", 302), ("", 403)])
def test_the_national_team_gives_a_territory_room_for_its_files(national, somme, kind, status):
    client = browser(national, person(national=(kind,) if kind else ()))
    address = "/territoires/somme/fichiers/"
    wrong = client.post(address, {"megabytes": "-1"}).status_code
    answer = client.post(address, {"megabytes": "5000"})
    api = api_client(national, person(national=(kind,) if kind else ())).send(
        "put", "/api/v1/territories/somme/files-quota/", {"megabytes": 6000}
    )

    assert (answer.status_code, wrong) == (status, 422 if kind else 403)
    assert api.status_code == (200 if kind else 403)
    assert territories("somme")[0].files_quota == (6000 if kind else 2000)
