"""Pages of a territory's juries: who sees what, what a click does, what a mistake costs."""

import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from eclore.kit import clock
from programs.local.juries import domain
from programs.local.juries.models import Ballot, Jury, Recusal
from programs.local.messages.models import Message
from tenants.contexts import in_programme, in_territory
from tenants.memberships.models import Visit
from tests.factories.juries import a_jury_setup, decide_all, deliberating, ideas_for, mark, mark_everything
from tests.support.personas import browser, person
from tests.support.statements import Statements


def field(criterion) -> str:
    return f"critere_{criterion.pk.hex}"


def criteria_of(jury_setup):
    with in_territory(jury_setup.site):
        return list(jury_setup.jury.criteria.all())


def answers(jury_setup, *values: int, **others) -> dict:
    return {**{field(each): value for each, value in zip(criteria_of(jury_setup), values, strict=False)}, **others}


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


def test_a_ballot_that_comes_too_late_is_refused_and_keeps_what_was_typed(somme):
    jury_setup = deliberating(somme, titles="A")
    client = browser(somme, jury_setup.members[1])
    response = client.post(
        f"{jury_setup.url}passages/{jury_setup.passages[0].pk}/",
        answers(jury_setup, 1, 1, 1, comment="Écrit hors ligne"),
    )
    page = response.content.decode()

    assert response.status_code == 422
    assert "Les notes sont closes" in page
    assert "Écrit hors ligne" in page


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
            jury_setup.jury.events.exclude(verb__in=["compose", "add_seat", "add_passage"]).values_list(
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


def test_a_manager_reads_every_reply_again_then_publishes_once(somme):
    jury_setup = deliberating(somme, kind="reading", titles="A B")
    client = browser(somme, jury_setup.manager)
    not_yet = client.get(f"{jury_setup.url}publication/").content.decode()
    decision = {"verdict": "shortlisted", "motivation": "Problème bien chiffré."}
    client.post(f"{jury_setup.url}passages/{jury_setup.passages[0].pk}/decision/", decision)
    client.post(f"{jury_setup.url}passages/{jury_setup.passages[1].pk}/decision/", {"verdict": "not_shortlisted"})
    page = client.get(f"{jury_setup.url}publication/").content.decode()
    reply = f"{jury_setup.url}passages/{jury_setup.passages[1].pk}/reponse/"
    empty = client.post(reply, {"subject": "", "body": "Bonjour"})
    client.post(reply, {"subject": "Pour B", "body": "Bonjour, revenez."})
    published, again = client.post(f"{jury_setup.url}publier/"), client.post(f"{jury_setup.url}publier/", follow=True)

    assert "Il manque une décision pour : A, B." in not_yet
    assert "Problème bien chiffré." in page
    assert empty.status_code == 422
    assert published.status_code == 302
    assert "déjà publiées" in again.content.decode()
    with in_territory(somme):
        letters = Message.objects.filter(kind="local_juries.reply").order_by("subject")
        assert list(letters.values_list("subject", flat=True)) == ["Pour B", "« A » est présélectionnée"]


def test_a_wrong_decision_keeps_what_was_typed(somme):
    jury_setup = deliberating(somme, titles="A")
    client = browser(somme, jury_setup.manager)
    sent = {"verdict": "continued", "motivation": "Longue explication", "weeks": "900", "next_on": "un jour"}
    response = client.post(f"{jury_setup.url}passages/{jury_setup.passages[0].pk}/decision/", sent)

    assert response.status_code == 422
    assert "Longue explication" in response.content.decode()


def test_minutes_come_full_for_whoever_led_and_redacted_for_others_to_read(somme):
    jury_setup = deliberating(somme, titles="Anti-Gaspi Allo")
    with in_territory(somme):
        domain.recuse(jury_setup.passages[0], by=jury_setup.actors[2])
        decide_all(jury_setup, "laureate", "not_retained", weeks=12)
        domain.publish(jury_setup.jury, by=jury_setup.runs)
    manager, president, juror = (
        browser(somme, each) for each in (jury_setup.manager, jury_setup.members[0], jury_setup.members[1])
    )
    full, redacted = (
        manager.get(f"{jury_setup.url}pv/{query}").content.decode() for query in ("", "?version=communicable")
    )
    names = [each.name for each in jury_setup.members]

    assert juror.get(f"{jury_setup.url}pv/").status_code == 403
    assert all(name in full for name in names)
    assert "Parce que Allo." in full
    assert "Bulletins</caption>" not in full
    with_ballots = [
        client.get(f"{jury_setup.url}pv/?version=bulletins").content.decode() for client in (president, manager)
    ]
    assert ["Bulletins</caption>" in page for page in with_ballots] == [True, False]
    assert not any(name in redacted for name in names)
    assert "Anti-Gaspi" in redacted
    assert "Dossier occulté" in redacted
    assert "Allo" not in redacted
    assert "Parce que" not in redacted


def test_results_leave_as_a_spreadsheet_without_anybody_s_own_marks(somme):
    jury_setup = deliberating(somme, titles="A =B")
    with in_territory(somme):
        domain.reveal(jury_setup.jury, by=jury_setup.president)
    response = browser(somme, jury_setup.manager).get(f"{jury_setup.url}resultats.xlsx")
    with ZipFile(BytesIO(response.content)) as book:
        strings = re.findall(r"<t[^>]*>(.*?)</t>", book.read("xl/sharedStrings.xml").decode())
        sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert strings == [
        "Rang",
        "Passage",
        "Nature",
        "Moyenne",
        "Bulletins",
        "Attendus",
        "Le problème",
        "L'équipe",
        "L'impact attendu",
        "Décision",
        "A",
        "Sélection",
        "=B",
    ]
    assert re.findall(r'<c r="D[23]"[^>]*><v>(.*?)</v>', sheet) == ["4", "4"]
    assert "<f>" not in sheet


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

    assert counts == [4, 4, 9, 9, 8, 8, 8, 8, 10, 4, 8, 6, 4, 5, 5]


def test_the_room_s_screen_shows_the_team_the_clock_and_the_next_one_and_no_mark(somme):
    jury_setup = a_jury_setup(somme, titles="Cantine Piscine", heard=False)
    with in_territory(somme):
        domain.open_passage(jury_setup.passages[0], by=jury_setup.president)
        mark(jury_setup.passages[0], jury_setup.actors[1], 5, comment="Commentaire secret")
    page = browser(somme, jury_setup.manager).get(f"{jury_setup.url}ecran/").content.decode()

    assert "<h1>Cantine</h1>" in page
    assert "Ensuite : Piscine" in page
    assert "présentation · 3 min" in page
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


def test_a_verdict_that_grants_no_time_carries_no_weeks(somme):
    jury_setup = deliberating(somme, titles="A")
    client = browser(somme, jury_setup.manager)
    sent = {"verdict": "not_retained", "motivation": "Trop tôt.", "weeks": "9", "days_per_week": "1"}
    client.post(f"{jury_setup.url}passages/{jury_setup.passages[0].pk}/decision/", sent)
    with in_territory(somme):
        decision = jury_setup.jury.passages.get().decision

    assert (decision.verdict, decision.weeks, decision.days_per_week) == ("not_retained", None, None)


def test_the_minutes_keep_the_ballots_of_a_dossier_from_a_president_who_stepped_aside(somme):
    jury_setup = a_jury_setup(somme, titles="A B")
    with in_territory(somme):
        domain.recuse(jury_setup.passages[0], by=jury_setup.president)
        for passage in jury_setup.passages:
            mark(passage, jury_setup.actors[1], 5, comment=f"Secret de {passage.title}")
            mark(passage, jury_setup.actors[2], 5)
        domain.deliberate(jury_setup.jury, by=jury_setup.president)
        decide_all(jury_setup, "laureate")
        domain.publish(jury_setup.jury, by=jury_setup.runs)
    page = browser(somme, jury_setup.members[0]).get(f"{jury_setup.url}pv/?version=bulletins").content.decode()

    assert ("Secret de A" in page, "Secret de B" in page) == (False, True)
