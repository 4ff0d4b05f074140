"""What the database adds up is the official score, to the last fraction, whatever was marked, left or stepped aside."""

from decimal import Decimal
from random import Random

import pytest

from eclore.kit import clock
from programs.juries import scoring, tallies
from programs.juries.queries import related
from programs.juries.snapshots import ballots_of, read_sitting

WEIGHTS = [("1", "1", "1"), ("2", "1", "0.5"), ("0", "0", "0"), ("0.01", "99.99", "0"), ("3.33", "3.33", "3.34")]


@pytest.fixture
def held(hold):
    return hold()


def redone(jury, criteria):
    """Passage → its score, as scoring defines it, from every ballot read in memory."""
    sitting, ballots = read_sitting(jury), ballots_of(jury)
    weights = {criterion.pk: criterion.weight for criterion in criteria}
    return {
        passage.pk: scoring.official_score(
            [
                ballots[passage.pk, seat.pk].marks
                for seat in sitting.voters(passage.pk)
                if (passage.pk, seat.pk) in ballots and ballots[passage.pk, seat.pk].cast
            ],
            weights,
            sitting.expected(passage.pk),
        )
        for passage in jury.passages.all()
    }


def shuffle(jury, random):
    """Ballots of any kind: validated or drafts, with marks left out, by members who are away or step aside."""
    passages = related(type(jury), "passages").model
    criteria = list(jury.criteria.all())
    related(passages, "ballots").filter(passage__jury=jury).delete()
    related(passages, "recusals").filter(passage__jury=jury).delete()
    for seat in jury.seats.all():
        type(seat).objects.filter(pk=seat.pk).update(present=random.random() < 0.8)
        for passage in jury.passages.all():
            if random.random() < 0.2:
                confirmed = clock.now() if random.random() < 0.7 else None
                passage.recusals.create(seat=seat, confirmed_at=confirmed)
            if random.random() < 0.8:
                ballot = passage.ballots.create(seat=seat, cast_at=clock.now() if random.random() < 0.7 else None)
                for criterion in random.sample(criteria, random.randint(1, len(criteria))):
                    ballot.marks.create(criterion=criterion, value=random.randint(1, 5))


@pytest.mark.parametrize("weights", WEIGHTS, ids="/".join)
def test_the_database_and_the_definition_agree_to_the_last_fraction(held, weights):
    random = Random("/".join(weights))
    with held.inside():
        for criterion, weight in zip(held.jury.criteria.all(), weights, strict=False):
            type(criterion).objects.filter(pk=criterion.pk).update(weight=Decimal(weight))
        for _round in range(8):
            shuffle(held.jury, random)
            jury = held.side.juries.objects.get(pk=held.jury.pk)
            criteria, sitting = list(jury.criteria.all()), read_sitting(jury)
            found = tallies.tallies(jury, criteria)

            expected = redone(jury, criteria)
            assert list(found) == [passage.pk for passage in jury.passages.all()]
            assert {key: tally.score(criteria, sitting.expected(key)) for key, tally in found.items()} == expected


def test_counts_are_of_the_ballots_that_count(held):
    random = Random("counts")
    with held.inside():
        for _round in range(8):
            shuffle(held.jury, random)
            jury = held.side.juries.objects.get(pk=held.jury.pk)
            sitting, expected = read_sitting(jury), redone(jury, list(jury.criteria.all()))
            counted = {passage.pk: passage.ballot_count for passage in tallies.with_counts(jury)}
            told = tallies.progress(jury, sitting.seats, unseen=())

            hidden = {random.choice(list(counted))}
            shown = tallies.progress(jury, sitting.seats, unseen=hidden)

            assert [each.cast for each in shown.values()] == [each.cast for each in told.values()]
            assert sum(each.seen for each in shown.values()) == sum(counted.values()) - counted[min(hidden)]
            assert counted == {key: score.ballots for key, score in expected.items()}
            assert sum(each.seen for each in told.values()) == sum(counted.values())
            assert sitting.expected_in_all(len(counted), unseen=()) == sum(s.expected for s in expected.values())
