"""A ranking that was kept is the ranking that would be added up now, whatever has been done, undone or done again."""

from contextlib import suppress
from decimal import Decimal
from random import Random

import pytest
from django.db import transaction

from eclore.kit import clock
from programs.juries import scoring, standings, tallies
from programs.juries.snapshots import read_sitting
from programs.juries.states import JuryState
from tenants.contexts import in_territory
from tests.programs.juries.sides import local_session
from tests.programs.juries.test_tallies import redone, shuffle


@pytest.fixture
def held(hold):
    standings.forget()
    held = hold()
    with held.inside():
        shuffle(held.jury, Random("first"))
    put(held, JuryState.DELIBERATION)
    yield held
    standings.forget()


def put(held, state):
    with held.inside():
        held.side.juries.objects.filter(pk=held.jury.pk).update(state=state)


def read(held):
    """What a page reads: the session, then its ranking."""
    jury = held.side.juries.objects.get(pk=held.jury.pk)
    criteria = list(jury.criteria.all())
    return jury, criteria, standings.standing(jury, criteria)


def asks_aside(jury, random):
    passage, seat = random.choice(list(jury.passages.all())), random.choice(list(jury.seats.all()))
    confirmed = random.choice([None, clock.now()])
    passage.recusals.update_or_create(seat=seat, defaults={"confirmed_at": confirmed})


def comes_or_goes(jury, random):
    seat = random.choice(list(jury.seats.all()))
    type(seat).objects.filter(pk=seat.pk).update(present=random.choice([True, False]))


def is_moved(jury, random):
    passage = random.choice(list(jury.passages.all()))
    type(passage).objects.filter(pk=passage.pk).update(position=random.randint(1, 4))


def is_weighed(jury, random):
    criterion = random.choice(list(jury.criteria.all()))
    type(criterion).objects.filter(pk=criterion.pk).update(weight=Decimal(random.choice(["0", "1", "2.5"])))


def is_marked_again(jury, random):
    rows = type(jury).objects.filter(pk=jury.pk)
    rows.update(state=JuryState.OPEN)
    shuffle(jury, random)
    if random.random() < 0.5:
        read_open = type(jury).objects.get(pk=jury.pk)
        standings.standing(read_open, list(read_open.criteria.all()))
        shuffle(jury, random)
    rows.update(state=JuryState.DELIBERATION)


def nothing(_jury, _random):
    """Somebody else reads it."""


ACTS = [asks_aside, comes_or_goes, is_moved, is_weighed, is_marked_again, nothing]


class Undone(Exception):
    pass


@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_is_what_would_be_added_up(held, seed):
    random = Random(seed)
    for _round in range(20):
        act, is_undone = random.choice(ACTS), random.random() < 0.3
        with held.inside(), suppress(Undone), transaction.atomic():
            act(held.jury, random)
            read(held)
            if is_undone:
                raise Undone
        with held.inside():
            jury, criteria, found = read(held)
            sitting, expected = read_sitting(jury), redone(jury, criteria)
            scores = {pk: tally.score(criteria, sitting.expected(pk)) for pk, tally in found.given.items()}
            means = {pk: score.mean for pk, score in expected.items()}

            assert (list(scores), scores) == (list(expected), expected), act
            assert (found.order, found.ranks) == (scoring.in_order(means), scoring.ranks(means)), act


def test_a_ranking_is_added_up_once(held):
    with held.inside():
        _jury, _criteria, first = read(held)
    with held.inside():
        jury, criteria, second = read(held)
        version, given = tallies.with_version(jury, criteria)

        assert second is first
        assert (version, given) == (tallies.version(jury), first.given)


def test_a_session_whose_marks_are_open_is_added_up_each_time(held):
    put(held, JuryState.OPEN)
    with held.inside():
        _jury, _criteria, first = read(held)
        _jury, _criteria, second = read(held)

        assert (second is first, second) == (False, first)


def test_another_territory_finds_nothing_of_a_ranking_that_is_kept(somme, oise):
    held = local_session(somme)
    with held.inside():
        jury, criteria, kept = read(held)
    with in_territory(oise):
        elsewhere = standings.standing(jury, criteria)

    assert (len(kept.order), list(elsewhere.order)) == (2, [])
