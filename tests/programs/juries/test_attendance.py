"""Who counts, dossier by dossier: arrivals, departures and returns have an hour, and each moment its members."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from eclore.kit import clock
from eclore.kit.actor import ANONYMOUS, Actor
from eclore.kit.errors import Invalid, NotAllowed, Refusal
from eclore.kit.transitions import WrongState
from programs.juries import attendance, domain
from programs.juries.minutes import minutes
from programs.juries.quorum import NoQuorum
from programs.juries.results import results
from programs.juries.snapshots import read_sitting
from tests.support.statements import Statements

START = datetime(2026, 5, 21, 12, 0, tzinfo=UTC)


def at(minutes):
    return clock.at(START + timedelta(minutes=minutes))


@pytest.fixture
def day(hold):
    """Two dossiers and two members of whom nobody has come; one is enough."""
    with at(0):
        return hold(heard=False, called=False, quorum=1, held_on=START.date())


def seats_of(held):
    """Whoever presides, then the other member, as they are now."""
    found = list(type(held.jury).objects.get(pk=held.jury.pk).seats.order_by("-presides", "name"))
    for seat in found:
        seat.jury = held.jury
    return found


def call(held, rank, *, present=True):
    return domain.note_presence(seats_of(held)[rank], by=held.runs, present=present)


def marked(held, rank, dossier=0):
    criteria, who = held.jury.criteria.all(), held.members[rank]
    actor = Actor(user_id=who.user_id, email=who.email, name=who.name, schema=held.site.schema_name)
    return domain.cast(fresh(held, dossier), by=actor, marks={criterion.pk: 4 for criterion in criteria})


def fresh(held, dossier):
    jury = held.side.juries.objects.get(pk=held.jury.pk)
    passage = jury.passages.get(pk=held.passages[dossier].pk)
    passage.jury = jury
    return passage


def expected(held):
    """How many ballots each dossier waits for."""
    jury = held.side.juries.objects.get(pk=held.jury.pk)
    sitting = read_sitting(jury)
    counts = [sitting.expected(passage.pk) for passage in held.passages]
    assert sitting.expected_in_all(len(counts), unseen=()) == sum(counts)
    assert [len(sitting.quorum(passage.pk).present) for passage in held.passages] == counts
    return counts


def test_nobody_counts_until_they_are_called_or_mark(day):
    with day.inside(), at(0):
        assert expected(day) == [0, 0]
        with pytest.raises(NoQuorum):
            domain.open_passage(fresh(day, 0), by=day.runs)
            domain.close_passage(fresh(day, 0), by=day.runs)
        call(day, 0)
        assert expected(day) == [1, 1]
        marked(day, 1)
        assert [seat.present for seat in seats_of(day)] == [True, True]
        assert expected(day) == [2, 2]
        verbs = list(day.jury.events.filter(verb="note_present").values_list("by_name", flat=True))
    assert len(verbs) == 2


def test_each_dossier_has_the_members_of_its_moment(day):
    with day.inside():
        with at(0):
            call(day, 0)
            domain.open_passage(fresh(day, 0), by=day.runs)
        with at(10):
            domain.open_passage(fresh(day, 1), by=day.runs)
        with at(12):
            call(day, 1)
            assert expected(day) == [1, 2]
        with at(20):
            domain.close_passage(fresh(day, 1), by=day.runs)
        with at(30):
            call(day, 0, present=False)
            assert expected(day) == [1, 2]  # whoever leaves takes nothing of what they have heard
            rows = results(day.side.juries.objects.get(pk=day.jury.pk), day.runs).rows
            assert {row.passage.pk: row.score.expected for row in rows} == {
                passage.pk: count for passage, count in zip(day.passages, (1, 2), strict=True)
            }


def test_a_ballot_stays_when_its_member_leaves_and_the_rest_is_held_without_them(day):
    with day.inside():
        with at(0):
            call(day, 0)
            call(day, 1)
            domain.open_passage(fresh(day, 0), by=day.runs)
            marked(day, 1)
        with at(5):
            call(day, 1, present=False)
            assert expected(day) == [2, 1]
        with at(10):
            domain.close_passage(fresh(day, 0), by=day.runs)
            assert expected(day) == [2, 1]


def test_a_mark_finished_after_leaving_counts_and_brings_nobody_back(day):
    with day.inside():
        with at(0):
            call(day, 0)
            call(day, 1)
            domain.open_passage(fresh(day, 0), by=day.runs)
        with at(5):
            call(day, 1, present=False)
            assert expected(day) == [1, 1]
        with at(10):
            marked(day, 1)
            assert expected(day) == [2, 1]
            assert [seat.present for seat in seats_of(day)] == [True, False]


def test_an_open_stay_is_not_begun_twice(day):
    with day.inside(), at(0):
        call(day, 1)
        day.side.seats.objects.filter(jury=day.jury, presides=False).update(present=False)  # by an earlier release
    with day.inside(), at(5):
        assert len(call(day, 1).stays) == 1


def test_whoever_came_late_counts_where_they_have_marked(day):
    with day.inside():
        with at(0):
            call(day, 0)
            domain.open_passage(fresh(day, 0), by=day.runs)
        with at(10):
            domain.close_passage(fresh(day, 0), by=day.runs)
        with at(15):
            call(day, 1)
            assert expected(day) == [1, 2]
            marked(day, 1)
            assert expected(day) == [2, 2]


def test_arrivals_departures_and_returns_are_written_with_their_hours(day):
    with day.inside():
        for minute, present in ((2, True), (70, False), (70, False), (85, True), (85, True)):
            with at(minute):
                call(day, 1, present=present)
        [_president, seat] = seats_of(day)
        assert attendance.hours(seat) == "14\u00a0h\u00a002 – 15\u00a0h\u00a010, depuis 15\u00a0h\u00a025"
        told = minutes(day.jury).members
    assert [attendance.hours(seat) in member.details for member in told] == [False, True]
    assert "absence" in told[0].details


def test_another_day_than_the_session_s_is_told_with_the_hour(day):
    with day.inside(), at(60 * 24):
        call(day, 1)
        assert attendance.hours(seats_of(day)[1]) == "depuis 22\u00a0mai 14\u00a0h"


def test_hours_are_put_right_and_what_is_heard_follows(day):
    with day.inside():
        with at(0):
            call(day, 0)
            domain.open_passage(fresh(day, 0), by=day.runs)
        with at(10):
            domain.close_passage(fresh(day, 0), by=day.runs)
        with at(15):
            call(day, 1)
            assert expected(day) == [1, 2]
            there = [(START + timedelta(minutes=3), None)]
            domain.correct_hours(seats_of(day)[1], by=day.runs, stays=there)
            domain.correct_hours(seats_of(day)[1], by=day.runs, stays=there)
            assert expected(day) == [2, 2]
            domain.correct_hours(seats_of(day)[1], by=day.runs, stays=[])
            assert expected(day) == [1, 1]
        told = list(day.jury.events.filter(verb="correct_hours").values_list("note", flat=True))
    assert len(told) == 2
    assert "depuis 14\u00a0h\u00a003" in "".join(told)


def test_hours_without_sense_are_refused_and_a_member_who_has_marked_has_come(day):
    hours = [START + timedelta(minutes=minute) for minute in (0, 5, 10, 60)]
    refused = {
        "to_come": [(hours[3], None)],
        "backwards": [(hours[1], hours[0])],
        "overlap": [(hours[0], hours[2]), (hours[1], None)],
    }
    with day.inside(), at(20):
        for code, stays in refused.items():
            with pytest.raises(Invalid) as refusal:
                domain.correct_hours(seats_of(day)[1], by=day.runs, stays=stays)
            assert refusal.value.code == code
        domain.open_passage(fresh(day, 0), by=day.runs)
        marked(day, 1)
        with pytest.raises(Refusal) as has_marked:
            domain.correct_hours(seats_of(day)[1], by=day.runs, stays=[])
        with pytest.raises(NotAllowed):
            domain.correct_hours(seats_of(day)[1], by=ANONYMOUS, stays=[(hours[0], None)])
    assert has_marked.value.code == "has_marked"


def test_hours_change_no_more_once_decisions_are_published(hold):
    held = hold()
    with held.inside(), pytest.raises(WrongState):
        held.side.juries.objects.filter(pk=held.jury.pk).update(state="published")
        domain.correct_hours(seats_of(held)[1], by=held.runs, stays=[])


def test_a_day_that_nobody_left_costs_no_statement_more(hold):
    held = hold()
    with held.inside():
        jury = held.side.juries.objects.get(pk=held.jury.pk)
        with Statements() as sql:
            read_sitting(jury)
        assert len(sql) == 2
        call(held, 1, present=False)
        jury = held.side.juries.objects.get(pk=held.jury.pk)
        with Statements() as sql:
            read_sitting(jury)
        assert len(sql) == 3


@contextmanager
def noted_by_default(held):
    """As before hours were kept: everybody present, and no stay."""
    held.side.seats.objects.filter(jury=held.jury).update(present=True, stays=[])
    yield


def test_a_session_begun_before_hours_were_kept_goes_on(hold):
    held = hold(heard=False)
    with held.inside(), noted_by_default(held):
        domain.open_passage(fresh(held, 0), by=held.runs)
        domain.close_passage(fresh(held, 0), by=held.runs)
        assert expected(held) == [2, 2]
        call(held, 1, present=False)
        assert expected(held) == [2, 1]


def test_the_console_calls_the_roll_and_corrects_the_hours(day):
    leader, held = day.leader(), day
    with held.inside():
        seat = seats_of(held)[1]
    where = f"{held.url}membres/{seat.pk}/"
    with at(5):
        page = leader.post(f"{where}presence/", {"present": "oui"}, follow=True).content.decode()
        assert "Noter le départ" in page and "Corriger les heures" in page and "depuis 14\u00a0h\u00a005" in page
        form = leader.get(f"{where}heures/").content.decode()
        assert 'value="2026-05-21T14:05"' in form
    with at(30):
        sent = {"arrivee_1": "2026-05-21T14:03", "depart_1": "2026-05-21T14:20", "depart_2": "2026-05-21T14:22"}
        alone = leader.post(f"{where}heures/", sent)
        assert "Indiquez aussi l&#x27;heure d&#x27;arrivée." in alone.content.decode()
        done = leader.post(f"{where}heures/", {**sent, "arrivee_2": "2026-05-21T14:21"}, follow=True).content.decode()
        assert "14\u00a0h\u00a003 – 14\u00a0h\u00a020, 14\u00a0h\u00a021 – 14\u00a0h\u00a022" in done
        assert "Départ noté" in done and "Noter le retour" in done
    assert held.member(1).get(f"{where}heures/").status_code in (403, 404)
