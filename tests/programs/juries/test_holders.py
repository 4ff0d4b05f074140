"""What a card opens: one jury, as one seat. What whoever presides with one may do, and who prepares cards."""

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail

from eclore.kit import audit
from eclore.kit.errors import NotAllowed
from programs.joint.juries.models import Jury as JointJury
from programs.juries import entry_card_pages, entry_card_sessions, pins
from programs.juries.domain import entry_cards
from programs.juries.models import EntryCard
from programs.juries.rules import can
from programs.local.juries.models import Ballot, Jury, Recusal
from tenants.contexts import in_programme, in_territory
from tests.factories.entry_cards import a_card, holder, room_pin
from tests.factories.forums import NATIONAL, a_forum, a_jury, a_nomination
from tests.factories.juries import a_jury_setup, mark_everything
from tests.support.browsing import words
from tests.support.pages import Page
from tests.support.personas import api_client, browser, person


@pytest.fixture
def jury_setup(somme):
    return a_jury_setup(somme)


def held_by(jury_setup, rank=0):
    """The actor that rules see for the card of this member."""
    with in_territory(jury_setup.site):
        seat = list(jury_setup.jury.seats.all())[rank]
        return entry_card_sessions.actor_of(
            EntryCard.objects.get(seat_id=seat.pk, revoked_at=None), schema=jury_setup.site.schema_name
        )


def marks_of(jury_setup, value="4"):
    with in_territory(jury_setup.site):
        return {f"critere_{each.pk.hex}": value for each in jury_setup.jury.criteria.all()}


def test_a_holder_reads_marks_saves_and_steps_aside_as_their_seat(jury_setup, somme):
    client = holder(somme, jury_setup.jury, 1, by=jury_setup.president)
    first, second, third = (f"{jury_setup.url}passages/{passage.pk}/" for passage in jury_setup.passages)
    marks = marks_of(jury_setup)

    assert client.get(f"{first}dossier/").status_code == 200
    assert client.post(first, {**dict(list(marks.items())[:1]), "brouillon": "1"}).status_code == 302
    assert client.post(second, {**marks, "comment": "Solide."}).status_code == 302
    assert client.post(f"{third}deport/").status_code == 302
    assert client.get(f"{third}dossier/").status_code == 404
    with in_territory(somme):
        seat = list(jury_setup.jury.seats.all())[1]
        found = [(each.seat_id, each.comment, each.cast_at is None) for each in Ballot.objects.order_by("created_at")]
        assert found == [(seat.pk, "", True), (seat.pk, "Solide.", False)]
        assert Recusal.objects.get().seat_id == seat.pk
        marked = audit.log().objects.filter(act="mark").order_by("at").values_list("by_kind", "by_id", "verb")
        assert list(marked) == [("seat", seat.pk, "save"), ("seat", seat.pk, "cast")]


@pytest.mark.parametrize("rank", [0, 1])
def test_a_card_opens_nothing_else_on_its_host(jury_setup, somme, rank):
    other = a_jury_setup(somme, titles="D E")
    client = holder(somme, jury_setup.jury, rank, by=jury_setup.runs)
    theirs, idea = other.passages[0], jury_setup.passages[0].idea_id

    for path in (
        "",
        "salle/",
        "ecran/",
        f"passages/{theirs.pk}/",
        f"passages/{theirs.pk}/dossier/",
        "classement/",
        "cartes/",
    ):
        assert client.get(other.url + path).status_code == 404, path
    for path in (
        "/mes-idees/",
        "/membres/",
        "/messages/",
        "/reglages/",
        "/journal-audit/",
        "/jurys/nouveau/",
        "/comites/",
    ):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"][:11]) == (302, "/connexion/"), path
    assert client.get(f"/idees/{idea}/").status_code in (302, 404)
    assert [client.get(path).status_code for path in ("/api/v1/juries/", f"/api/v1/juries/{jury_setup.jury.pk}/")] == [
        401
    ] * 2
    listed = Page(client.get("/jurys/").content.decode(), "/jurys/")
    assert [href for _words, href in listed.links if href.startswith("/jurys/") and href != "/jurys/"] == [
        jury_setup.url
    ]


@pytest.mark.parametrize("rank", [0, 1])
def test_a_holder_neither_manages_cards_nor_the_jury(jury_setup, somme, rank):
    client = holder(somme, jury_setup.jury, rank, by=jury_setup.runs)
    with in_territory(somme):
        seat = list(jury_setup.jury.seats.all())[2]
    acts = (
        "cartes/preparer/",
        "cartes/pin/",
        f"cartes/{seat.pk}/liberer/",
        f"cartes/{seat.pk}/retirer/",
        "membres/",
        f"membres/{seat.pk}/retirer/",
        "publication/",
        "passages/",
    )

    assert [client.post(f"{jury_setup.url}{act}").status_code for act in acts] == [403] * len(acts)
    assert client.get(f"{jury_setup.url}cartes/").status_code == 403
    assert client.post(f"{jury_setup.url}publier/").status_code == 403


def test_whoever_presides_with_a_card_leads_the_session_to_its_decisions(jury_setup, somme):
    client = holder(somme, jury_setup.jury, 0, by=jury_setup.runs)
    console = words(client.get(jury_setup.url))
    assert ("PIN de la salle" in console, "Cartes d'entrée\n" in console, "cartes/" in console) == (True, False, False)
    with in_territory(somme):
        mark_everything(jury_setup)
    for path, leads_to in (("deliberer/", ""), ("devoiler/", "classement/")):
        assert client.post(jury_setup.url + path)["Location"] == jury_setup.url + leads_to
    assert client.get(f"{jury_setup.url}classement/").status_code == 200
    decided = client.post(
        f"{jury_setup.url}passages/{jury_setup.passages[0].pk}/decision/",
        {"verdict": "laureate", "weeks": "12", "days_per_week": "1", "motivation": "Juste."},
    )
    assert decided["Location"] == jury_setup.url
    with in_territory(somme):
        decision = jury_setup.passages[0].decision
        assert (decision.author_id, decision.author_name) == (None, jury_setup.jury.seats.get(presides=True).name)


def test_rules_say_the_same(jury_setup, somme):
    a_card(somme, jury_setup.jury, 0, by=jury_setup.runs)
    actor = held_by(jury_setup)
    with in_territory(somme):
        verbs = ("view", "mark", "lead", "reveal", "decide", "compose", "publish", "admit", "watch")
        may_do = {verb: can(actor, verb, Jury.objects.get()) for verb in verbs}
        assert may_do == {
            "view": True,
            "mark": True,
            "lead": True,
            "reveal": True,
            "decide": True,
            "watch": True,
            "compose": False,
            "publish": False,
            "admit": False,
        }
        with pytest.raises(NotAllowed):
            entry_cards.prepare(jury_setup.jury, by=actor)
    assert (actor.user_id, actor.email, actor.roles, actor.is_authenticated) == (None, "", frozenset(), False)


def test_who_leads_prepares_every_card_at_once_and_prints_them(jury_setup, somme):
    president, manager, juror = (
        browser(somme, who) for who in (jury_setup.members[0], jury_setup.manager, jury_setup.members[1])
    )
    assert juror.get(f"{jury_setup.url}cartes/").status_code == 403
    assert "Préparer et imprimer" in words(president.get(f"{jury_setup.url}cartes/"))
    sheet = president.post(f"{jury_setup.url}cartes/preparer/")
    shown = words(sheet)

    assert "Tout refaire et imprimer" in words(president.get(f"{jury_setup.url}cartes/"))
    assert (sheet.status_code, "no-store" in sheet["Cache-Control"]) == (200, True)
    assert (shown.count('class="qr"'), shown.count("http://somme."), "style=" in shown) == (3, 3, False)
    assert manager.get(f"{jury_setup.url}cartes/preparer/")["Location"] == f"{jury_setup.url}cartes/"
    with in_territory(somme):
        assert EntryCard.objects.count() == 3
        assert not [entry_card for entry_card in EntryCard.objects.all() if entry_card.secret_hash in shown]
        assert jury_setup.jury.events.get(verb="prepare_entry_cards").note.count(", ") == 2


def test_preparing_all_leaves_those_who_are_in(jury_setup, somme):
    inside = holder(somme, jury_setup.jury, 1, by=jury_setup.president)
    president = browser(somme, jury_setup.members[0])
    sheet = words(president.post(f"{jury_setup.url}cartes/preparer/"))
    assert sheet.count('class="qr"') == 2
    assert inside.get(f"{jury_setup.url}salle/").status_code == 200
    for rank in (0, 2):
        holder(somme, jury_setup.jury, rank, by=jury_setup.president)
    nobody = president.post(f"{jury_setup.url}cartes/preparer/", follow=True)
    assert "Aucune carte à préparer" in words(nobody)


def test_one_click_frees_a_card_and_one_takes_it_back(jury_setup, somme):
    client = holder(somme, jury_setup.jury, 1, by=jury_setup.president)
    president = browser(somme, jury_setup.members[0])
    with in_territory(somme):
        seat = list(jury_setup.jury.seats.all())[1]
    assert "Carte utilisée" in words(president.get(f"{jury_setup.url}cartes/"))
    president.post(f"{jury_setup.url}cartes/{seat.pk}/liberer/")
    assert client.get(f"{jury_setup.url}salle/").status_code == 403
    assert "Carte prête" in words(president.get(f"{jury_setup.url}cartes/"))
    president.post(f"{jury_setup.url}cartes/{seat.pk}/retirer/")
    with in_territory(somme):
        assert [row.state for row in entry_card_pages.rows(jury_setup.jury)] == ["none"] * 3


def test_sent_by_mail_a_card_shows_nothing_here(jury_setup, somme, queue):
    sent = browser(somme, jury_setup.members[0]).post(f"{jury_setup.url}cartes/preparer/", {"envoi": "1"}, follow=True)
    queue.run()

    assert ("3 cartes sont envoyées" in words(sent), 'class="qr"' in words(sent)) == (True, False)
    with in_territory(somme):
        addresses = sorted(seat.email for seat in jury_setup.jury.seats.all())
    assert sorted(address for letter in mail.outbox[-3:] for address in letter.to) == addresses
    link = next(word for word in mail.outbox[-1].body.split() if "/carte/" in word)
    assert browser(somme).get(urlsplit(link).path).status_code == 200


def test_a_new_pin_replaces_the_former_and_leaves_who_is_in(jury_setup, somme):
    inside, path = (
        holder(somme, jury_setup.jury, 1, by=jury_setup.president),
        a_card(somme, jury_setup.jury, 2, by=jury_setup.president),
    )
    former = room_pin(somme, jury_setup.jury)
    browser(somme, jury_setup.members[0]).post(f"{jury_setup.url}cartes/pin/")
    latest = room_pin(somme, jury_setup.jury)

    assert (len(latest), latest.isdigit()) == (6, True)
    if latest != former:
        assert browser(somme).post(path, {"pin": former}).status_code == 422
    assert browser(somme).post(path, {"pin": latest}).status_code == 302
    assert inside.get(f"{jury_setup.url}salle/").status_code == 200


def test_the_pin_is_written_nowhere(jury_setup, somme):
    browser(somme, jury_setup.members[0]).post(f"{jury_setup.url}cartes/pin/")
    with in_territory(somme):
        jury = Jury.objects.get()
        entry_cards.prepare(jury, by=jury_setup.president)
        rows = [
            *Jury.objects.values(),
            *jury.events.values(),
            *EntryCard.objects.values(),
            *audit.log().objects.values(),
        ]
        told = [str(value) for row in rows for value in row.values() if isinstance(value, str)]
        assert [text for text in told if pins.pin_of(jury) in re.split(r"\D+", text)] == []


def test_two_juries_have_two_pins_even_with_the_same_salt(jury_setup, somme):
    other = a_jury_setup(somme, titles="D")
    jury_setup.jury.pin_salt = other.jury.pin_salt = "same"
    assert pins.pin_of(jury_setup.jury) != pins.pin_of(other.jury)


def test_the_log_tells_who_came_in_by_their_seat(jury_setup, somme):
    client = holder(somme, jury_setup.jury, 1, by=jury_setup.president)
    client.post("/deconnexion/")
    log = words(browser(somme, jury_setup.manager).get("/journal-audit/?acte=entry_card"))
    with in_territory(somme):
        name = list(jury_setup.jury.seats.all())[1].name
        lines = list(audit.log().objects.filter(act="entry_card").order_by("at").values_list("verb", "by_kind"))

    assert lines == [("prepare_entry_cards", "person"), ("enter_jury", "seat"), ("leave_jury", "seat")]
    for said in ("Cartes d'entrée préparées", "Entrée avec une carte", "Sortie d'un membre", name):
        assert said in log


def test_programs_prepare_list_free_and_take_back(jury_setup, somme, queue):
    manager, juror = api_client(somme, jury_setup.manager), api_client(somme, jury_setup.members[1])
    base = f"/api/v1/juries/{jury_setup.jury.pk}/"
    with in_territory(somme):
        seats = [str(seat.pk) for seat in jury_setup.jury.seats.all()]
    made = manager.send("post", f"{base}entry-cards/", {"seats": seats[1:2], "send": True}).json()
    listed = manager.get(f"{base}entry-cards/").json()
    link, pin = made[0]["link"], manager.get(f"{base}pin/").json()["pin"]

    assert [each["seat"] for each in made] == seats[1:2]
    assert [each["state"] for each in listed] == ["none", "ready", "none"]
    assert link not in str(listed)
    client = browser(somme)
    assert client.post(urlsplit(link).path, {"pin": pin}).status_code == 302
    assert manager.send("post", f"{base}seats/{seats[1]}/entry-card/free/").status_code == 204
    assert client.get(f"{jury_setup.url}salle/").status_code == 403
    assert client.post(urlsplit(link).path, {"pin": pin}).status_code == 302
    assert manager.send("delete", f"{base}seats/{seats[1]}/entry-card/").status_code == 204
    assert client.get(f"{jury_setup.url}salle/").status_code == 403
    assert manager.send("post", f"{base}pin/").json()["pin"] == room_pin(somme, jury_setup.jury)
    wrong = manager.send("post", f"{base}entry-cards/", {"seats": [str(jury_setup.jury.pk)]})
    assert wrong.status_code in (400, 422)
    refused = [
        juror.get(f"{base}entry-cards/"),
        juror.send("post", f"{base}entry-cards/"),
        juror.get(f"{base}pin/"),
        juror.send("post", f"{base}pin/"),
        juror.send("delete", f"{base}seats/{seats[0]}/entry-card/"),
        juror.send("post", f"{base}seats/{seats[0]}/entry-card/free/"),
    ]
    assert [answer.status_code for answer in refused] == [403] * 6


def test_a_joint_jury_is_led_with_a_card_and_by_programs(somme, oise, national):
    forum = a_forum(somme, oise)
    a_nomination(somme, forum, "Allo 80")
    jury = a_jury(forum, ("presidente@exemple.fr", None), ("elue@exemple.fr", somme))
    team = api_client(national, person(national=("national_administrator",)))
    base, url = f"/api/v1/juries/{jury.pk}/", f"/jurys/{jury.pk}/"
    made = team.send("post", f"{base}entry-cards/").json()
    assert (len(made), [each["state"] for each in team.get(f"{base}entry-cards/").json()]) == (2, ["ready"] * 2)
    president, pin = browser(national), team.get(f"{base}pin/").json()["pin"]
    assert president.post(urlsplit(made[0]["link"]).path, {"pin": pin}).status_code == 302
    assert president.post(f"{url}ouvrir/").status_code == 302
    assert president.get(f"{url}cartes/").status_code == 403
    assert president.get("/equipe/")["Location"].startswith("/connexion/")
    assert president.get("/portefeuille/")["Location"].startswith("/connexion/")
    with in_programme():
        assert JointJury.objects.get().state == "open"
        seat = JointJury.objects.get().seats.get(presides=True)
    assert team.send("post", f"{base}seats/{seat.pk}/entry-card/free/").status_code == 204
    assert president.get(url).status_code == 403
    assert team.send("delete", f"{base}seats/{seat.pk}/entry-card/").status_code == 204
    assert len(team.send("post", f"{base}pin/").json()["pin"]) == 6


def test_a_card_is_no_key_of_the_api_of_joint_juries(somme, national):
    forum = a_forum(somme)
    a_nomination(somme, forum, "Allo 80")
    jury = a_jury(forum, ("presidente@exemple.fr", None))
    client, base = holder(national, jury, 0, by=NATIONAL), f"/api/v1/juries/{jury.pk}/"
    with in_programme():
        passage = jury.passages.get()
    read = [client.get(base + path).status_code for path in ("", "seats/", "passages/", "entry-cards/", "pin/")]
    written = [client.send("post", base + path).status_code for path in ("open/", f"passages/{passage.pk}/recusal/")]
    assert {*read, *written} <= {401, 403, 404}
    assert client.get("/api/v1/juries/").json().get("count", 0) == 0


def test_a_card_may_be_remade_for_the_seat_of_a_joint_jury(somme, national):
    forum = a_forum(somme)
    a_nomination(somme, forum, "Allo 80")
    jury = a_jury(forum, ("presidente@exemple.fr", None))
    client = holder(national, jury, 0, by=NATIONAL)
    a_card(national, jury, 0, by=NATIONAL)
    assert client.get(f"/jurys/{jury.pk}/").status_code == 403
    with in_programme():
        domain_events = list(JointJury.objects.get().events.values_list("verb", flat=True))
    assert domain_events.count("prepare_entry_cards") == 2
