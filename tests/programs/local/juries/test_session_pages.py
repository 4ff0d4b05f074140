"""Pages of a territory's session: who sees it, who composes and runs it, its console and the room's screen."""

import re
from datetime import timedelta

import pytest

from eclore.kit import clock
from programs.local.juries import domain
from programs.local.juries.models import Jury
from tenants.contexts import in_programme, in_territory
from tenants.memberships.models import Visit
from tests.factories.juries import a_jury_setup, decide_all, deliberating, ideas_for, mark, mark_everything
from tests.support.personas import browser, person
from tests.support.statements import Statements


def test_the_context_is_closed_to_strangers_and_members_without_a_seat(somme):
    jury_setup = a_jury_setup(somme)
    stranger, member = browser(somme), browser(somme, person("member", at=somme))

    assert stranger.get(jury_setup.url)["Location"] == f"/connexion/?suite=%2Fjurys%2F{jury_setup.jury.pk}%2F"
    for path in ("", "salle/", "classement/", "pv/", "publication/"):
        assert member.get(jury_setup.url + path).status_code == 404, path
    assert "Aucun jury" in member.get("/jurys/").content.decode()


def test_a_manager_composes_a_jury_with_all_the_ideas_it_may_hear(somme):
    manager = person("manager", at=somme)
    ideas = ideas_for(somme, ["Anti-Gaspi", "Allo"], runs=manager.at(somme), shortlisted=False)
    client = browser(somme, manager)
    with in_territory(somme):
        edition = str(ideas[0].call.edition_id)
    sent = {"edition": edition, "kind": "reading", "title": "Présélection", "held_on": "2030-03-15", "quorum": "2"}
    wrong = client.post("/jurys/nouveau/", {**sent, "held_on": "hier"})
    right = client.post("/jurys/nouveau/", {**sent, "everyone": "on"})

    with in_territory(somme):
        jury = Jury.objects.get()
        assert (right.status_code, right["Location"]) == (302, f"/jurys/{jury.pk}/")
        assert list(jury.passages.values_list("title", flat=True)) == ["Anti-Gaspi", "Allo"]
    assert wrong.status_code == 422
    assert 'value="Présélection"' in wrong.content.decode()


def test_the_president_runs_the_day_from_the_console(somme):
    jury_setup = a_jury_setup(somme, titles="A B", opened=False)
    client = browser(somme, jury_setup.members[0])
    first = f"{jury_setup.url}passages/{jury_setup.passages[0].pk}/"
    for path in ("ouvrir/", f"passages/{jury_setup.passages[0].pk}/commencer/"):
        assert client.post(jury_setup.url + path).status_code == 302
    clock = browser(somme, jury_setup.members[1]).get(first).content.decode()
    for path in (f"passages/{jury_setup.passages[0].pk}/terminer/", "deliberer/", "devoiler/"):
        assert client.post(jury_setup.url + path).status_code == 302
    with in_territory(somme):
        verbs = list(
            jury_setup.jury.events.exclude(verb__in=["compose", "add_seat", "add_passage", "note_present"]).values_list(
                "verb", flat=True
            )
        )

    assert "présentation" in clock
    assert verbs == ["open", "open_passage", "close_passage", "deliberate", "reveal"]


def test_a_refused_act_is_said_on_the_page_one_comes_back_to(somme):
    jury_setup = a_jury_setup(somme, quorum=5, heard=False)
    client = browser(somme, jury_setup.members[0])
    back = client.post(f"{jury_setup.url}deliberer/", follow=True)

    assert "Le quorum n&#x27;est pas atteint : 3 sur 5 requis, il en manque 2." in back.content.decode()
    assert client.get(f"{jury_setup.url}deliberer/").status_code == 200


def test_a_visitor_sees_the_composition_then_the_decisions_and_changes_nothing(somme):
    coach = person(national=("national_coach",), name="Coach nationale")
    jury_setup = a_jury_setup(somme, titles="A")
    client = visiting(somme, coach)
    before = client.get(jury_setup.url)
    refused = [
        client.post(jury_setup.url + path).status_code for path in ("ouvrir/", "deliberer/", "publier/", "membres/")
    ]
    with in_territory(somme):
        mark_everything(jury_setup)
        domain.deliberate(jury_setup.jury, by=jury_setup.president)
        decide_all(jury_setup, "laureate")
    pending = client.get(jury_setup.url).content.decode()
    with in_territory(somme):
        domain.publish(jury_setup.jury, by=jury_setup.runs)
    after = client.get(jury_setup.url).content.decode()

    assert before.status_code == 200
    assert jury_setup.members[0].name in before.content.decode()
    assert refused == [403] * 4
    assert [client.get(jury_setup.url + path).status_code for path in ("salle/", "classement/", "pv/")] == [403] * 3
    assert ("Lauréate" in pending, "Lauréate" in after) == (False, True)


def visiting(site, coach):
    """A browser of a national coach who has entered this territory."""
    with in_programme():
        Visit.objects.create(
            user_id=coach.user_id,
            territory_id=site.territory_id,
            territory_role=site.role,
            name=coach.name,
            ends_at=clock.now() + timedelta(hours=1),
        )
    return browser(site, coach)


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_whatever_the_number_of_passages_and_members(somme, rows):
    titles = " ".join("ABC"[:rows])
    jury_setup = deliberating(somme, titles=titles, members=rows + 1, quorum=1)
    with in_territory(somme):
        domain.reveal(jury_setup.jury, by=jury_setup.president)
        decide_all(jury_setup, "laureate")
    manager, president = browser(somme, jury_setup.manager), browser(somme, jury_setup.members[0])
    first = f"passages/{jury_setup.passages[0].pk}/"
    asked = [(client, address) for address in ("/jurys/", jury_setup.url) for client in (manager, president)]
    asked += [(president, jury_setup.url + path) for path in ("salle/", first, f"{first}dossier/", "classement/")]
    mine = ("resultats.xlsx", f"{first}decision/", "publication/", "deports/", "membres/", "passages/")
    asked += [(manager, jury_setup.url + path) for path in mine]
    asked += [(manager, "/jurys/nouveau/")]
    counts = []
    for client, address in asked:
        with Statements() as sql:
            assert client.get(address).status_code == 200, address
        counts.append(len(sql))

    assert counts == [3, 3, 8, 8, 6, 9, 6, 7, 9, 3, 9, 5, 3, 5, 4]


def test_the_room_s_screen_shows_the_team_the_clock_and_the_next_one_and_no_mark(somme):
    jury_setup = a_jury_setup(somme, titles="Cantine Piscine", heard=False)
    with in_territory(somme):
        domain.open_passage(jury_setup.passages[0], by=jury_setup.president)
        mark(jury_setup.passages[0], jury_setup.actors[1], 5, comment="Commentaire secret")
    page = browser(somme, jury_setup.manager).get(f"{jury_setup.url}ecran/").content.decode()

    assert "<h1>Cantine</h1>" in page
    assert re.search(r"Ensuite</span>\s*<b>Piscine</b>", page)
    assert "présentation · 3 min" in page
    assert "Passage 1 sur 2" in page
    assert "Commentaire secret" not in page


def test_the_room_s_screen_does_not_name_a_dossier_to_the_member_who_has_left_it(somme):
    jury_setup = a_jury_setup(somme, titles="Cantine Piscine", heard=False)
    with in_territory(somme):
        domain.recuse(jury_setup.passages[0], by=jury_setup.actors[1])
        domain.open_passage(jury_setup.passages[0], by=jury_setup.president)
    pages = [
        browser(somme, member).get(f"{jury_setup.url}ecran/").content.decode()
        for member in (jury_setup.members[1], jury_setup.members[2])
    ]

    assert ["Cantine" in page for page in pages] == [False, True]
    assert ["présentation · 3 min" in page for page in pages] == [True, True]
