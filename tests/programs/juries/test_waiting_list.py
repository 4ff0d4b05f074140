"""A waiting list: selections that take no place, in their order, on both sides."""

from uuid import uuid4

import pytest

from eclore.kit.errors import Invalid
from programs.juries import domain
from programs.juries.domain import waiting_list
from programs.juries.domain.decisions import SEALED, seal_of_values
from programs.juries.forms import motive_of, rank_of, verdict_of
from programs.juries.minutes import minutes
from programs.juries.states import WAITING_LIST

FAVOURABLE = {"local_juries": "laureate", "joint_juries": "retained"}


@pytest.fixture
def deliberating(hold):
    held = hold(places=1)
    held.deliberate()
    return held


def jury_of(held):
    return held.side.juries.objects.get(pk=held.jury.pk)


def decide(held, rank, verdict=WAITING_LIST, **terms):
    passage = held.side.passages.objects.get(pk=held.passages[rank].pk)
    return held.side.decide(passage, by=held.runs, verdict=verdict, **terms)


def listed(held):
    """(verdict, rank) of each dossier, in their order."""
    rows = held.side.passages.objects.order_by("position").select_related("decision")
    found = [getattr(row, "decision", None) for row in rows]
    return [(row.verdict, row.waiting_rank) if row else None for row in found]


class Kept:
    """A decision as `ranks` reads it."""

    def __init__(self, rank):
        self.verdict, self.waiting_rank = (WAITING_LIST, rank) if rank else ("not_retained", None)


@pytest.mark.parametrize(
    ("kept", "asked", "told"),
    [
        ("", {"a": None, "b": None}, "ab"),
        ("ab", {"c": None}, "abc"),
        ("ab", {"c": 1}, "cab"),
        ("abc", {"c": 1}, "cab"),
        ("abc", {"a": 2, "b": 1}, "bac"),
        ("abc", {"b": None}, "abc"),
        ("abc", {"a": "laureate"}, "bc"),
        ("ab", {"c": 40}, "abc"),
        ("ab", {"b": 1, "a": 1}, "ba"),
        ("", {"a": 3}, "a"),
    ],
)
def test_the_others_make_room_and_close_up(kept, asked, told):
    keys = {letter: uuid4() for letter in "abc"}
    rows = {keys[letter]: Kept(rank) for rank, letter in enumerate(kept, start=1)}
    wanted = {
        keys[letter]: (rank, None) if isinstance(rank, str) else (WAITING_LIST, rank) for letter, rank in asked.items()
    }
    assert waiting_list.ranks(rows, wanted) == {keys[letter]: rank for rank, letter in enumerate(told, start=1)}


def test_a_dossier_waits_after_those_that_wait_already_and_takes_no_place(deliberating):
    held = deliberating
    with held.inside():
        decide(held, 0)
        decide(held, 1)
        assert listed(held) == [(WAITING_LIST, 1), (WAITING_LIST, 2)]
        assert held.side.obstacle(jury_of(held)) is None
        decide(held, 1, waiting_rank=1)
        assert listed(held) == [(WAITING_LIST, 2), (WAITING_LIST, 1)]
        decide(held, 1, FAVOURABLE[held.side.app_label])
        assert listed(held)[0] == (WAITING_LIST, 1)
        with pytest.raises(Invalid):
            decide(held, 0, waiting_rank=0)


def test_going_back_on_a_decision_closes_the_list_up(deliberating):
    held = deliberating
    with held.inside():
        decide(held, 0)
        decide(held, 1)
        domain.withdraw_decision(held.side.passages.objects.get(pk=held.passages[0].pk), by=held.runs)
        assert listed(held) == [None, (WAITING_LIST, 1)]
        told = held.jury.events.filter(verb="decide").order_by("created_at", "pk").last()
        assert told.note == f"{held.passages[1].title} : Liste d'attente, rang 1"


def test_the_table_ranks_them_in_one_request(deliberating):
    held = deliberating
    sent = {}
    for passage, rank in zip(held.passages, ("2", "1"), strict=True):
        sent |= {verdict_of(passage.pk): WAITING_LIST, motive_of(passage.pk): "Bon.", rank_of(passage.pk): rank}
    page = held.leader().post(f"{held.url}decisions/", sent, follow=True)
    assert page.context["table"].waiting == 2
    with held.inside():
        assert listed(held) == [(WAITING_LIST, 2), (WAITING_LIST, 1)]
    one = {rank_of(held.passages[0].pk): "1"}
    held.leader().post(f"{held.url}decisions/", sent | {rank_of(held.passages[1].pk): "1"} | one)
    with held.inside():
        assert {rank for _verdict, rank in listed(held)} == {1, 2}


def test_a_form_of_one_dossier_takes_its_rank(deliberating):
    held = deliberating
    with held.inside():
        decide(held, 0)
    path = f"{held.dossier(1)}decision/"
    held.leader().post(path, {"verdict": WAITING_LIST, "waiting_rank": "1", "motivation": "Bon."})
    with held.inside():
        assert listed(held) == [(WAITING_LIST, 2), (WAITING_LIST, 1)]


def published(held, **changes):
    with held.inside():
        if changes:
            domain.change(jury_of(held), by=held.runs, **changes)
        decide(held, 0, FAVOURABLE[held.side.app_label], weeks=9)
        decide(held, 1, motivation="Bon dossier.")
        held.side.publish(jury_of(held), by=held.runs)
        return held.side.passages.objects.get(pk=held.passages[1].pk).decision


@pytest.mark.parametrize("tells", [False, True])
def test_the_rank_is_told_where_the_session_says_so(deliberating, tells):
    decision = published(deliberating, tells_waiting_rank=tells)
    assert (decision.waiting_rank, decision.told_rank) == (1, 1 if tells else None)
    assert decision.announced == ("Liste d'attente, rang 1" if tells else "Liste d'attente")


def test_the_minutes_tell_the_list_and_occult_it_where_names_are(deliberating):
    published(deliberating)
    with deliberating.inside():
        jury = deliberating.side.juries.objects.prefetch_related("seats").get(pk=deliberating.jury.pk)
        full, redacted = minutes(jury), minutes(jury, version="redacted")
    assert full.items[1].verdict == "Liste d'attente, rang 1"
    assert (redacted.items[1].title, redacted.items[1].verdict) == ("Dossier occulté", "Liste d'attente, rang 1")


def test_a_seal_without_a_rank_is_what_it_was_and_a_rank_is_sealed():
    values = ["retained", "", None, None, "", "", None, "Bien."]
    assert SEALED[-1] == "waiting_rank"
    assert seal_of_values("salt", [*values, 1]) != seal_of_values("salt", [*values, 2])
    assert seal_of_values("salt", [*values, None]) != seal_of_values("salt", [*values, 1])
