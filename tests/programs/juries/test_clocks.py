"""The clock of a passage obeys whoever leads, and shows the same second wherever it is looked at."""

from datetime import UTC, datetime, timedelta

import pytest

from eclore.kit import clock
from eclore.kit.errors import NotAllowed, Refusal
from eclore.kit.transitions import WrongState
from programs.juries import clocks, domain
from programs.juries.states import ClockPhase
from programs.local.juries.models import Passage

START = datetime(2026, 5, 21, 14, 0, tzinfo=UTC)
PITCH, QUESTIONS = ClockPhase.PITCH, ClockPhase.QUESTIONS


def after(**lapse):
    return clock.at(START + timedelta(**lapse))


def shown(passage, **lapse):
    """(phase, seconds left, whether it runs) so long after the start."""
    passage.refresh_from_db()
    found = clocks.read(passage, START + timedelta(**lapse))
    return found.phase, found.seconds, found.runs


@pytest.fixture
def begun(hold):
    """A session whose first dossier, of three minutes and five, was begun at START."""
    held = hold(heard=False)
    with held.inside(), clock.at(START):
        domain.open_passage(held.passages[0], by=held.runs)
    return held, held.passages[0], held.runs


def test_the_pitch_then_the_questions_then_below_zero(begun):
    held, passage, _runs = begun
    with held.inside():
        assert shown(passage) == (PITCH, 180, True)
        assert shown(passage, seconds=179) == (PITCH, 1, True)
        assert shown(passage, minutes=3) == (QUESTIONS, 300, True)
        assert shown(passage, minutes=9) == (QUESTIONS, -60, True)
        assert passage.state == "open"


def test_it_stands_still_and_goes_on_from_there(begun):
    held, passage, runs = begun
    with held.inside():
        with after(minutes=4):
            domain.pause_clock(passage, by=runs)
        assert shown(passage, minutes=30) == (QUESTIONS, 240, False)
        with after(minutes=20):
            domain.pause_clock(passage, by=runs)  # again: nothing more
            domain.run_clock(passage, by=runs)
        assert shown(passage, minutes=21) == (QUESTIONS, 180, True)
        with after(minutes=21):
            domain.run_clock(passage, by=runs)
        assert shown(passage, minutes=22) == (QUESTIONS, 120, True)
        told = [event.verb for event in held.jury.events.order_by("created_at") if "clock" in event.verb]
        assert told == ["pause_clock", "run_clock"]


def test_a_minute_more_of_what_is_under_way_and_from_now_when_it_was_over(begun):
    held, passage, runs = begun
    with held.inside():
        with after(minutes=1):
            domain.add_minute(passage, by=runs)
        assert shown(passage, minutes=1) == (PITCH, 180, True)
        with after(minutes=12):
            assert shown(passage, minutes=12)[1] < 0
            domain.add_minute(passage, by=runs)
        assert shown(passage, minutes=12) == (QUESTIONS, 60, True)
        with after(minutes=12):
            domain.pause_clock(passage, by=runs)
            domain.add_minute(passage, by=runs)
        assert shown(passage, minutes=40) == (QUESTIONS, 120, False)
        with after(minutes=40), pytest.raises(Refusal) as enough:
            for _press in range(200):
                domain.add_minute(passage, by=runs)
        assert enough.value.code == "long_enough"


def test_the_pitch_ends_when_it_is_told_to(begun):
    held, passage, runs = begun
    with held.inside():
        for minutes in (1, 2):
            with after(minutes=minutes):
                domain.pass_to_questions(passage, by=runs)
        assert shown(passage, minutes=2) == (QUESTIONS, 240, True)
        type(passage).objects.filter(pk=passage.pk).update(question_minutes=0)
        with pytest.raises(Refusal) as none:
            domain.pass_to_questions(type(passage).objects.get(pk=passage.pk), by=runs)
        assert none.value.code == "no_questions"


def test_a_passage_that_is_taken_up_again_starts_where_it_stopped(begun):
    held, passage, runs = begun
    with held.inside():
        with after(minutes=2):
            domain.open_passage(held.passages[1], by=runs)  # closes the first
        passage.refresh_from_db()
        assert (passage.state, clocks.read(passage)) == ("heard", None)
        with after(minutes=50):
            domain.open_passage(passage, by=runs)
        assert shown(passage, minutes=50) == (PITCH, 60, True)


def test_closing_the_marks_stops_it_and_an_opening_taken_back_forgets_it(begun):
    held, passage, runs = begun
    with held.inside():
        with after(minutes=1):
            held.side.unopen_session(held.jury, by=runs)
        passage.refresh_from_db()
        assert (passage.clock_phase, passage.clock_seconds, passage.clock_since) == ("", 0, None)
        held.side.open_session(held.jury, by=runs)
        with clock.at(START):
            domain.open_passage(passage, by=runs)
        with after(minutes=1):
            domain.deliberate(held.jury, by=runs)
        passage.refresh_from_db()
        assert (passage.clock_phase, passage.clock_seconds, passage.clock_since) == ("pitch", 120, None)


def test_only_whoever_leads_and_only_the_dossier_before_the_jury(begun):
    held, passage, runs = begun
    member = held.members[1].at(held.site)
    with held.inside():
        for verb in (domain.pause_clock, domain.run_clock, domain.add_minute, domain.pass_to_questions):
            with pytest.raises(NotAllowed):
                verb(passage, by=member)
            with pytest.raises(Refusal) as waits:
                verb(held.passages[1], by=runs)
            assert waits.value.code == "not_open"
        domain.deliberate(held.jury, by=runs)
        with pytest.raises(WrongState):
            domain.add_minute(passage, by=runs)


def test_a_passage_that_an_earlier_version_has_begun_runs_since_then():
    passage = Passage(state="open", opened_at=START, pitch_minutes=3, question_minutes=5)
    found = clocks.read(passage, START + timedelta(minutes=4))
    assert (found.phase, found.seconds, found.runs) == (QUESTIONS, 240, True)
    assert found.ends_at == START + timedelta(minutes=8)


def test_a_pitch_without_questions_goes_below_zero():
    passage = Passage(state="open", opened_at=START, pitch_minutes=3, question_minutes=0)
    found = clocks.read(passage, START + timedelta(minutes=4))
    assert (found.phase, found.seconds, [bar.gone for bar in found.phases]) == (PITCH, -60, [100])


def test_the_page_acts_on_the_clock_and_says_what_it_shows(begun):
    held, passage = begun[0], begun[0].passages[1]
    leader, url = held.leader(), f"{held.dossier(1)}chronometre/"
    leader.post(f"{held.dossier(1)}commencer/")
    page = leader.get(held.url).content.decode()
    for label in ("Arrêter le chronomètre", "+ 1 minute", "Passer aux questions"):
        assert label in page
    for do in ("pause", "minute", "questions", "pause", "run", "nonsense", ""):
        assert leader.post(url, {"do": do})["Location"] == held.url
    assert held.member().post(url, {"do": "pause"}).status_code == 403
    with held.inside():
        passage.refresh_from_db()
        assert (passage.clock_phase, passage.clock_since is not None) == ("questions", True)
