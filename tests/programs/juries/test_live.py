"""A session as its pages follow it: what each may see of it, in one statement, told once while it is the same."""

import json
from uuid import uuid4

import pytest
from django.http import Http404

from eclore.kit import clock
from eclore.kit.actor import ANONYMOUS, Actor, Held
from programs.juries import domain, live, queries
from programs.juries.models import EntryCard
from tests.programs.juries.deliberations import passage_of, seat_of
from tests.support.personas import browser, person
from tests.support.statements import Statements


@pytest.fixture
def open_now(hold):
    """A session whose first dossier is before the jury, the second to come."""
    held = hold(heard=False)
    with held.inside():
        domain.open_passage(held.passages[0], by=held.runs)
    return held


def asked(held, client, tag=""):
    answer = client.get(f"{held.url}etat/", HTTP_IF_NONE_MATCH=tag)
    return answer, json.loads(answer.content) if answer.status_code == 200 else {}


def test_it_costs_one_statement_besides_who_asks_and_is_told_once(open_now):
    held, member = open_now, open_now.member()
    member.get(held.url)
    with Statements() as sql:
        first, told = asked(held, member)
    assert len(sql) == 2
    again, _nothing = asked(held, member, first["ETag"])
    assert (told["state"], told["title"], told["following"]) == ("open", "A", str(held.passages[1].pk))
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert first["Cache-Control"] == "private, no-cache"
    assert first["Eclore-Now"] <= again["Eclore-Now"]


def test_whatever_moves_changes_it(open_now):
    held, tags = open_now, []

    def look():
        answer, told = asked(held, held.leader())
        tags.append(answer["ETag"])
        return told

    assert look()["progress"] == "0 bulletins validés sur 2"
    held.member().post(held.dossier(), held.marks())
    told = look()
    with held.inside():
        names = [seat.name for seat in held.jury.seats.all()]
        president = next(seat.name for seat in held.jury.seats.all() if seat.email == held.members[0].email)
    assert told["progress"] == "1 bulletins validés sur 2"
    assert [name for name in names if name in told["still"]] == [president]
    held.leader().post(f"{held.dossier()}chronometre/", {"do": "pause"})
    assert look()["clock"]["ends_at"] == ""
    held.leader().post(f"{held.dossier(1)}commencer/")
    assert look()["title"] == "B"
    held.deliberate()
    told = look()
    assert (told["state"], told["passage"], told["clock"]) == ("deliberation", "", None)
    assert len(set(tags)) == len(tags)


def test_a_member_is_told_of_their_own_ballot_alone(open_now):
    held = open_now
    held.president().post(held.dossier(), held.marks(5, comment="Mot secret"))
    answer, told = asked(held, held.member())
    assert (told["has_cast"], told["progress"], told["still"]) == (False, "", "")
    assert "Mot secret" not in answer.content.decode()
    held.member().post(held.dossier(), held.marks(2))
    assert asked(held, held.member())[1]["has_cast"] is True


def test_whose_presidency_changes_hands_is_told_and_everybody_who_presides(open_now):
    held, look = open_now, lambda client: asked(held, client)[1]
    with held.inside():
        name = seat_of(held, held.members[1]).name
    assert look(held.president())["presiding"] == "Vous présidez la séance."
    assert look(held.member())["presiding"] == ""
    with held.inside():
        domain.hand_over(seat_of(held, held.members[1]), by=held.runs)
    assert look(held.president())["presiding"] == ""
    told = look(held.member())
    assert told["presiding"] == "Vous présidez la séance."
    assert told["presidency"].startswith(f"Présidence : {name}, depuis")
    assert look(held.leader())["presidency"] == look(held.president())["presidency"] == told["presidency"]


def test_whoever_is_lent_a_dossier_is_told_which_and_only_whoever_leads_that_one_is(open_now):
    held, look = open_now, lambda client: asked(held, client)[1]
    before = look(held.leader())
    for rank in (1, 0):
        with held.inside():
            domain.lend_passage(passage_of(held, rank), seat_of(held, held.members[1]), by=held.runs)
    told = look(held.member())
    assert told["presiding"] == "Vous présidez les passages « A », « B »."
    assert "lent" not in told
    after = look(held.leader())
    assert (before["lent"], before["presiding"], after["presiding"]) == ("", "", "")
    assert after["lent"] and look(held.president())["lent"] == after["lent"]
    with held.inside():
        domain.return_passage(passage_of(held), by=held.runs)
    assert look(held.member())["presiding"] == "Vous présidez le passage « B »."
    assert look(held.leader())["lent"] not in ("", after["lent"])


def test_the_console_begins_from_what_the_state_tells(open_now):
    """Else its script would take the first answer for a change."""
    held = open_now
    with held.inside():
        domain.lend_passage(passage_of(held, 1), seat_of(held, held.members[1]), by=held.runs)
    for client in (held.president(), held.leader()):
        begun, told = json.loads(client.get(held.url).context["now"].body), asked(held, client)[1]
        assert begun == {name: told[name] for name in begun}
        assert {"presidency", "presiding", "lent"} < set(begun)


def test_a_screen_is_told_nothing_of_the_presidency(open_now):
    answer = open_now.leader().get(f"{open_now.url}etat/?ecran")
    assert {"presidency", "presiding", "lent"} & set(json.loads(answer.content)) == set()


def test_no_dossier_is_named_to_who_has_stepped_aside_from_it(open_now):
    held = open_now
    held.member().post(f"{held.dossier()}deport/", {"reason": "Ma direction"})
    _answer, told = asked(held, held.member())
    assert (told["passage"], told["title"], told["url"]) == ("", "", "")
    assert told["clock"]["phase"] == "pitch"  # the room's clock is everybody's
    assert asked(held, held.leader())[1]["progress"] == "0 bulletins validés sur 1"
    held.member().post(f"{held.dossier(1)}deport/", {"reason": "Elle aussi"})
    assert asked(held, held.member())[1]["following"] == ""


def test_what_one_has_left_with_one_of_two_seats_is_not_named_either(open_now):
    """Somebody may sit twice: invited at two addresses, both theirs since."""
    held = open_now
    who = held.members[1].at(held.site)
    with held.inside():
        second = held.jury.seats.create(email="autre@exemple.fr", name="Autre adresse", user_id=who.user_id)
        for seat in held.jury.seats.filter(user_id=who.user_id):
            held.passages[0].recusals.filter(seat=seat).delete()
            held.passages[0].recusals.create(seat=seat, confirmed_at=clock.now())
            assert live.live(held.side, held.jury.pk, who).passage is None, seat == second
            held.passages[0].recusals.filter(seat=seat).delete()
        assert live.live(held.side, held.jury.pk, who).passage is not None


def test_it_is_nobody_else_s(open_now, oise):
    held = open_now
    outsider = browser(held.site, person("member", at=held.site) if held.site.territory_id else person())
    assert outsider.get(f"{held.url}etat/").status_code == 404
    assert browser(held.site).get(f"{held.url}etat/").status_code in (302, 403)
    with held.inside(), pytest.raises(Http404):
        live.live(held.side, uuid4(), held.runs)


def test_a_card_follows_its_own_session_and_no_other(open_now):
    held = open_now
    with held.inside():
        seat = held.jury.seats.first()
        card = Actor(name=seat.name, held=Held(held.side.app_label, held.jury.pk, seat.pk))
        stranger = Actor(name=seat.name, held=Held("other_juries", held.jury.pk, seat.pk))
        assert live.live(held.side, held.jury.pk, card).passage.title == "A"
        with pytest.raises(Http404):
            live.live(held.side, held.jury.pk, stranger)
        assert EntryCard.objects.count() == 0


def test_own_seats_are_the_same_in_both_of_their_writings(open_now):
    held = open_now
    people = [who.at(held.site) for who in (*held.members, held.manager)]
    with held.inside():
        seats = list(held.jury.seats.all())
        cards = [
            Actor(held=Held(app, jury, seat.pk))
            for seat in seats
            for app in (held.side.app_label, "other_juries")
            for jury in (held.jury.pk, uuid4())
        ]
        waiting = Actor(user_id=uuid4(), email=held.members[1].email.upper())
        visiting = Actor(user_id=people[0].user_id, email=people[0].email, visitor=True)
        for actor in (*people, *cards, waiting, visiting, Actor(user_id=uuid4()), ANONYMOUS):
            condition, given = queries.own_seat_in_sql(held.side.seats, actor)
            table = queries.tables(held.side.juries)["seats"]
            found = held.side.seats.objects.raw(f"SELECT seat.id FROM {table} seat WHERE {condition}", given)
            assert {seat.pk for seat in found} == {seat.pk for seat in queries.own_seats(held.side.seats, actor)}
