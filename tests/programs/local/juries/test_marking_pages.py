"""The page of a passage: what a member marks, what they may read, and the dossier they have left."""

import pytest

from programs.local.juries import domain
from programs.local.juries.models import Ballot, Recusal
from tenants.contexts import in_territory
from tests.factories.juries import a_jury_setup, deliberating, mark
from tests.support.personas import browser


def field(criterion) -> str:
    return f"critere_{criterion.pk.hex}"


def criteria_of(jury_setup):
    with in_territory(jury_setup.site):
        return list(jury_setup.jury.criteria.all())


def answers(jury_setup, *values: int, **others) -> dict:
    return {**{field(each): value for each, value in zip(criteria_of(jury_setup), values, strict=False)}, **others}


def test_a_member_marks_from_the_tablet_and_finds_their_marks_again(somme):
    jury_setup = a_jury_setup(somme, titles="A")
    client = browser(somme, jury_setup.members[1])
    address = f"{jury_setup.url}passages/{jury_setup.passages[0].pk}/"
    incomplete = client.post(address, answers(jury_setup, 4, comment="Solide"))
    draft = client.post(address, answers(jury_setup, 4, comment="Solide", brouillon="1"))
    final = client.post(address, answers(jury_setup, 4, 3, 5, comment="Solide"))
    page = client.get(address).content.decode()

    assert incomplete.status_code == 422
    assert "Solide" in incomplete.content.decode()
    assert "Choisissez une note de 1 à 5 pour ce critère." in incomplete.content.decode()
    assert (draft.status_code, final.status_code) == (302, 302)
    assert "Notes validées" in page
    assert page.count("checked") == 3
    assert "peut être communiqué" in page
    with in_territory(somme):
        assert Ballot.objects.get().cast_at is not None


def test_a_ballot_that_comes_too_late_counts_for_nothing_and_is_handed_to_whoever_decides(somme):
    jury_setup = deliberating(somme, titles="A")
    passage = jury_setup.passages[0]
    client = browser(somme, jury_setup.members[1])
    response = client.post(
        f"{jury_setup.url}passages/{passage.pk}/", answers(jury_setup, 1, 1, 1, comment="Écrit hors ligne")
    )

    assert response.status_code == 302
    with in_territory(somme):
        assert passage.late_ballots.get().comment == "Écrit hors ligne"
        assert not passage.ballots.filter(comment="Écrit hors ligne").exists()


@pytest.mark.parametrize("value", ["9", "0", "beaucoup", "4\x00", "4" * 500])
def test_a_wrong_mark_is_said_and_nothing_is_written(somme, value):
    jury_setup = a_jury_setup(somme, titles="A")
    client = browser(somme, jury_setup.members[1])
    response = client.post(
        f"{jury_setup.url}passages/{jury_setup.passages[0].pk}/", answers(jury_setup, value, 3, 3, comment="x" * 20)
    )

    assert response.status_code == 422
    with in_territory(somme):
        assert Ballot.objects.count() == 0


def test_nobody_reads_the_marks_of_another_before_the_reveal_nor_after_but_the_president(somme):
    jury_setup = a_jury_setup(somme, titles="A")
    with in_territory(somme):
        mark(jury_setup.passages[0], jury_setup.actors[1], 5, comment="Commentaire secret")
    other, president, manager = (
        browser(somme, each) for each in (jury_setup.members[2], jury_setup.members[0], jury_setup.manager)
    )
    before = [
        client.get(jury_setup.url + path).content.decode()
        for client in (other, president, manager)
        for path in ("", "salle/", "classement/", f"passages/{jury_setup.passages[0].pk}/")
    ]
    with in_territory(somme):
        mark(jury_setup.passages[0], jury_setup.actors[0], 4)
        domain.deliberate(jury_setup.jury, by=jury_setup.president)
        domain.reveal(jury_setup.jury, by=jury_setup.president)
    detail = f"{jury_setup.url}classement/?bulletins={jury_setup.passages[0].pk}"
    after = {
        name: client.get(detail)
        for name, client in {"other": other, "president": president, "manager": manager}.items()
    }

    assert not any("Commentaire secret" in page for page in before)
    assert {name: response.status_code for name, response in after.items()} == {
        "other": 403,
        "president": 200,
        "manager": 200,
    }
    assert "Commentaire secret" in after["president"].content.decode()
    assert "Commentaire secret" not in after["manager"].content.decode()
    assert "4,50" in after["manager"].content.decode()


def test_a_recused_member_no_longer_finds_the_dossier_anywhere(somme):
    jury_setup = a_jury_setup(somme, titles="Cantine Piscine")
    client = browser(somme, jury_setup.members[1])
    address = f"{jury_setup.url}passages/{jury_setup.passages[0].pk}/"
    asked = client.get(f"{address}deport/")
    done = client.post(f"{address}deport/", follow=False)
    pages = [client.get(path) for path in (address, f"{address}dossier/", f"{address}deport/")]
    room, listed = client.get(f"{jury_setup.url}salle/").content.decode(), client.get("/jurys/").content.decode()

    assert "Je me déporte" in asked.content.decode()
    assert (done.status_code, done["Location"]) == (302, f"{jury_setup.url}salle/")
    assert [page.status_code for page in pages] == [404, 404, 404]
    assert client.post(address, answers(jury_setup, 3, 3, 3)).status_code == 404
    assert "Cantine" not in client.get(f"{jury_setup.url}salle/").content.decode()
    assert "Piscine" in room
    assert "0 sur 1" in listed


def test_a_proposed_recusal_is_answered_before_the_dossier_opens(somme):
    jury_setup = a_jury_setup(somme, titles="Cantine")
    president, client = browser(somme, jury_setup.members[0]), browser(somme, jury_setup.members[1])
    with in_territory(somme):
        seat = jury_setup.jury.seats.get(user_id=jury_setup.members[1].user_id)
    sent = {"seat": seat.pk, "passage": jury_setup.passages[0].pk, "reason": "Même direction"}
    proposed = president.post(f"{jury_setup.url}deports/", sent)
    address = f"{jury_setup.url}passages/{jury_setup.passages[0].pk}/"
    dossier, page = client.get(f"{address}dossier/"), client.get(address).content.decode()
    with in_territory(somme):
        recusal = Recusal.objects.get()
    stranger = browser(somme, jury_setup.members[2]).post(f"{jury_setup.url}deports/{recusal.pk}/confirmer/")
    client.post(f"{jury_setup.url}deports/{recusal.pk}/decliner/")

    assert proposed.status_code == 302
    assert (dossier.status_code, dossier["Location"]) == (302, address)
    assert "Même direction" in page
    assert "Tout à fait" not in page
    assert stranger.status_code == 404
    assert client.get(f"{address}dossier/").status_code == 200
    assert "Tout à fait" in client.get(address).content.decode()
