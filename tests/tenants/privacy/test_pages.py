"""One's own data from one's account; others' from the national host; a territory's durations and register."""

import io
import json
from datetime import date

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from eclore.kit import clock
from tenants.accounts.models import User
from tenants.contexts import in_programme, in_territory
from tenants.memberships.models import Membership, NationalGrant
from tenants.privacy.models import Purge, Request, Retention
from tenants.privacy.orchestration import Report
from tenants.privacy.queries import ErasureRow
from tests.support.browsing import words
from tests.support.personas import browser, person


def lately(client):
    """Somebody who has just proved again who they are."""
    assert client.post("/compte/reauthenticate/", {"password": "mot de passe long"}).status_code == 302
    return client


@pytest.fixture
def who(somme):
    return person("member", at=somme, name="Aurélie Dufossé", email="aurelie@exemple.fr")


def test_a_copy_is_asked_made_and_downloaded(auth_host, who, queue):
    client = lately(browser(auth_host, who))
    assert "Préparer une copie" in words(client.get("/compte/mes-donnees/"))

    assert client.post("/compte/mes-donnees/")["Location"] == "/compte/mes-donnees/"
    page = words(client.get("/compte/mes-donnees/"))
    assert "En attente" in page and "Actualiser" in page and 'hx-trigger="every 2s"' in page
    queue.run()

    page = client.get("/compte/mes-donnees/")
    assert "Télécharger le PDF" in words(page) and "every 2s" not in words(page)
    with in_programme():
        key = Request.objects.get().pk
    answer = client.get(f"/compte/mes-donnees/{key}.json")
    assert json.loads(answer.content)["person"]["names"] == ["Aurélie Dufossé"]
    assert answer["Content-Disposition"] == 'attachment; filename="eclore-mes-donnees.json"'
    assert "no-store" in answer["Cache-Control"]
    assert client.get(f"/compte/mes-donnees/{key}.pdf").content.startswith(b"%PDF")
    assert client.get(f"/compte/mes-donnees/{key}.exe").status_code == 404


def test_a_copy_is_for_its_person_who_proves_it_again(auth_host, national, somme, who, queue):
    client = browser(auth_host, who)
    client.post("/compte/mes-donnees/")
    queue.run()
    with in_programme():
        key = Request.objects.get().pk

    assert client.get(f"/compte/mes-donnees/{key}.pdf")["Location"].startswith("/compte/reauthenticate/")
    other = lately(browser(auth_host, person(national=("national_administrator",))))
    assert other.get(f"/compte/mes-donnees/{key}.pdf").status_code == 404
    assert browser(auth_host).get(f"/compte/mes-donnees/{key}.pdf").status_code == 302
    with clock.at(clock.months_before(clock.now(), -1)):
        assert lately(client).get(f"/compte/mes-donnees/{key}.pdf").status_code == 404


def test_somebody_erases_themselves_and_sees_the_proof(real_db, auth_host, somme, who, queue, mailoutbox):
    client = lately(browser(auth_host, who))
    assert "Il n'y a pas de retour possible" in words(client.get("/compte/mes-donnees/effacer/"))
    wrong = client.post("/compte/mes-donnees/effacer/", {"email": "autre@exemple.fr"})
    assert wrong.status_code == 422 and "Recopiez votre adresse" in words(wrong)

    proof = client.post("/compte/mes-donnees/effacer/", {"email": "aurelie@exemple.fr"})["Location"]

    assert client.get("/compte/mes-donnees/").status_code == 302  # signed out
    assert "Effacement en cours" in words(browser(auth_host).get(proof))
    queue.run()
    page = words(browser(auth_host).get(proof))
    assert "Rien n'a été retrouvé" in page and "Aurélie" not in page
    with in_programme():
        gone = User.objects.get(pk=who.user_id)
        assert (gone.name, gone.is_active) == ("Personne effacée", False)
        assert not Membership.objects.filter(user=gone, revoked_at=None).exists()
        assert (Request.objects.get().email, Request.objects.get().known) == ("", {})
    assert [message.to for message in mailoutbox] == [["aurelie@exemple.fr"]]


def test_the_only_manager_of_a_territory_first_gives_the_role_to_somebody(auth_host, somme):
    manager = person("manager", at=somme, email="seule@exemple.fr")
    client = lately(browser(auth_host, manager))

    refused = client.post("/compte/mes-donnees/effacer/", {"email": "seule@exemple.fr"})

    assert refused.status_code == 422
    assert "la seule à administrer : Somme" in words(refused).replace("\u00a0", " ")
    with in_programme():
        assert User.objects.get(pk=manager.user_id).is_active


def test_a_grant_past_its_day_administers_nothing(auth_host):
    administrator = person(national=("national_administrator",), email="derniere@exemple.fr")
    over = person(national=("national_administrator",))
    with in_programme():
        NationalGrant.objects.filter(user_id=over.user_id).update(until=date(2026, 1, 1))

    refused = lately(browser(auth_host, administrator)).post(
        "/compte/mes-donnees/effacer/", {"email": administrator.email}
    )

    assert refused.status_code == 422 and "l'administration nationale" in words(refused)


def test_the_national_administration_erases_who_asks_for_it(real_db, national, somme, who, queue):
    client = browser(national, person(national=("national_administrator",)))
    asked = client.post("/donnees-personnelles/effacer/", {"email": "AURELIE@exemple.fr", "asked": "on"})
    queue.run()

    page = words(client.get(asked["Location"]))
    assert "Rien n'a été retrouvé" in page and "Aurélie" not in page
    assert "aucune" in words(client.get("/donnees-personnelles/"))


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ({"common": 1}, "Ce nom est aussi un titre ou des mots courants"),
        ({"shared": 1}, "Un numéro est aussi celui de quelqu'un d'autre"),
        ({"is_alone": False}, "Un autre compte porte le même nom"),
        ({}, ""),
    ],
)
def test_a_report_says_why_texts_were_left_for_somebody_to_read(national, found, told):
    report = Report().as_json | {"is_alone": True, "searched": {"columns": 1, "tables": 1, "schemas": 1}} | found
    with in_programme():
        asked = Request.objects.create(kind="erasure", state="done", ended_at=clock.now(), report=report)
    page = words(browser(national, person(national=("national_coach",))).get(f"/donnees-personnelles/{asked.pk}/"))

    assert told in page
    assert page.count("n'ont pas été changés") == (1 if told else 0)


@pytest.mark.parametrize(
    ("state", "report", "told"),
    [
        ("waiting", {}, (None, None)),
        ("running", Report().as_json, (None, None)),
        ("failed", Report().as_json, (None, None)),
        ("done", Report().as_json, (0, 0)),
        ("done", Report().as_json | {"remaining": [{}, {}], "to_read_total": 5}, (2, 5)),
    ],
)
def test_a_line_of_the_list_counts_only_what_a_finished_erasure_has_searched(state, report, told):
    row = ErasureRow.of(Request(kind="erasure", state=state, report=report))
    assert (row.remaining, row.to_read) == told


@pytest.mark.parametrize(("kind", "status"), [("national_coach", 200), ("", 403)])
def test_erasing_others_is_for_the_administration_alone(national, kind, status):
    client = browser(national, person(national=(kind,) if kind else ()))
    assert client.get("/donnees-personnelles/").status_code == status
    assert client.post("/donnees-personnelles/effacer/", {"email": "a@b.fr", "asked": "on"}).status_code == 403


def test_a_proof_is_shown_by_its_own_address_only(auth_host, national, somme, who):
    with in_programme():
        others = Request.objects.create(kind="erasure", email="a@b.fr", asked_by_id=who.user_id)
    assert browser(auth_host).get(f"/effacement/{others.pk}/").status_code == 404
    assert browser(auth_host).get(f"/effacement/{who.user_id}/").status_code == 404


def test_a_manager_says_how_long_things_are_kept(somme, oise):
    client = browser(somme, person("manager", at=somme))
    assert 'value="24"' in words(client.get("/reglages/conservation/"))

    months = {"idle_accounts": 36, "refused_ideas": 12, "raw_notes": 2, "accesses": 6}
    assert client.post("/reglages/conservation/", months)["Location"] == "/reglages/conservation/"

    assert 'value="36"' in words(client.get("/reglages/conservation/"))
    assert client.post("/reglages/conservation/", months | {"raw_notes": 0}).status_code == 422
    assert browser(somme, person("member", at=somme)).get("/reglages/conservation/").status_code == 403
    with in_territory(oise):
        assert not Retention.objects.exists()


def test_the_page_shows_what_past_nights_have_forgotten(somme, oise):
    with in_territory(somme):
        Purge.objects.create(counts={"raw_notes": 7, "accesses": 0})
    page = words(browser(somme, person("manager", at=somme)).get("/reglages/conservation/"))
    assert "Notes brutes d'entretien : 7" in page.replace("\u00a0", " ")
    assert ": 7" not in words(browser(oise, person("manager", at=oise)).get("/reglages/conservation/"))


def test_the_register_says_the_territory_s_own_durations(somme):
    with in_territory(somme):
        Retention.objects.create(territory_id=somme.territory_id, raw_notes=5)
    client = browser(somme, person("manager", at=somme))

    page = words(client.get("/traitements/"))
    workbook = load_workbook(io.BytesIO(client.get("/traitements.xlsx").content)).active
    document = PdfReader(io.BytesIO(client.get("/traitements.pdf").content))

    text = "".join(each.extract_text() for each in document.pages)
    assert "5 mois pour les notes brutes" in page
    assert any("5 mois pour les notes brutes" in str(cell.value) for row in workbook.rows for cell in row)
    assert "5 mois pour les notes brutes" in text.replace("\n", " ").replace("\u00a0", " ")
    assert b"pdfuaid:part" in document.trailer["/Root"]["/Metadata"].get_data()
    assert browser(somme, person("member", at=somme)).get("/traitements.pdf").status_code == 403
