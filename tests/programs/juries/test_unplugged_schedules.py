"""Two tablets of one seat, cut off, put away, late: over random schedules no ballot is lost, none counts twice.

`make test SLOW=1` tries 500 of them on each side, the usual run a few.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from programs.juries import domain
from programs.juries.queries import own_ballot, related
from programs.juries.states import JuryState
from tests.programs.juries.sides import Held
from tests.programs.juries.tablets import ANSWER_LOST, ARRIVES, REQUEST_LOST, Tablet, tablet_of

MANY = 500 if os.environ.get("ECLORE_SLOW") else 25
SEAT = 1
FATES = st.lists(st.sampled_from([ARRIVES, REQUEST_LOST, ANSWER_LOST]), max_size=3)
DEVICES, RANKS = st.sampled_from([0, 1]), st.sampled_from([0, 1])
STEPS = st.one_of(
    st.tuples(st.just("validate"), DEVICES, RANKS, st.integers(1, 5)),
    st.tuples(st.just("send"), DEVICES, FATES),
    st.tuples(st.just("network"), DEVICES, st.booleans()),
    st.tuples(st.just("close")),
    st.tuples(st.just("resume")),
    st.tuples(st.just("answer"), st.booleans()),
)


@dataclass
class Room:
    """What happens. `seen`: every value that the server has held of the seat, by dossier; `last`: those validated."""

    held: Held
    tablets: list[Tablet]
    seen: dict[int, list[int]] = field(default_factory=lambda: {0: [], 1: []})
    last: dict[tuple[int, int], int] = field(default_factory=dict)

    def step(self, what: str, *told: Any) -> None:
        getattr(self, what)(*told)

    def validate(self, device: int, rank: int, value: int) -> None:
        self.tablets[device].validate(rank, value)
        self.last[device, rank] = value

    def network(self, device: int, online: bool) -> None:
        self.tablets[device].online = online

    def send(self, device: int, fates: list[str]) -> None:
        """Whatever it changes, its device has seen what was there before."""
        tablet = self.tablets[device]
        for ballot in list(tablet.waiting):
            before = self.stored(ballot.rank)
            alone = Tablet(self.held, tablet.client, tablet.keeper, tablet.online, tablet.sheets, [ballot])
            alone.send([fates.pop(0) if fates else ARRIVES])
            after = self.stored(ballot.rank)
            assert before in (None, after, *ballot.has_seen), (before, after, ballot)
            self.note(ballot.rank)
            tablet.asks.update(alone.asks)
            if not alone.waiting:
                tablet.waiting.remove(ballot)

    def close(self) -> None:
        self._move(JuryState.OPEN, domain.deliberate)

    def resume(self) -> None:
        self._move(JuryState.DELIBERATION, domain.resume)

    def answer(self, counted: bool) -> None:
        with self.held.inside():
            late = self.late().filter(answered_at=None).select_related("passage__jury", "seat").first()
            verb = domain.count_late if counted else domain.set_aside_late
            if late is not None and late.passage.jury.state == JuryState.DELIBERATION:
                verb(late, by=self.held.runs, reason="Sans réseau.")
        for rank in (0, 1):
            self.note(rank)

    def late(self) -> Any:
        return related(type(self.held.passages[0]), "late_ballots")

    def stored(self, rank: int) -> int | None:
        """The value of the seat's ballot that counts."""
        with self.held.inside():
            passage = type(self.held.passages[0])._default_manager.get(pk=self.held.passages[rank].pk)
            seat = passage.jury.seats.get(presides=False)
            ballot, marks = own_ballot(passage, seat)
        return next(iter(marks.values())) if ballot is not None and ballot.cast_at else None

    def handed_in(self, rank: int) -> list[int]:
        with self.held.inside():
            rows = list(self.late().filter(passage=self.held.passages[rank].pk))
        assert sum(row.answered_at is None for row in rows) <= 1
        return [next(iter(row.given.values())) for row in rows]

    def note(self, rank: int) -> None:
        value = self.stored(rank)
        if value is not None:
            self.seen[rank].append(value)
        self.seen[rank] += self.handed_in(rank)

    def settle(self) -> None:
        """The network is back everywhere."""
        for device, tablet in enumerate(self.tablets):
            tablet.online = True
            self.send(device, [])

    def check(self) -> None:
        """What was validated last on each device counts, waits for an answer, or is asked of its member again."""
        for (device, rank), value in self.last.items():
            tablet = self.tablets[device]
            there = [each.value for each in tablet.waiting if each.rank == rank]
            assert value in (*self.seen[rank], *there, tablet.asks.get(rank)), (device, rank, value)
            assert not [each for each in tablet.waiting if not each.again], "nothing is left on the way"

    def _move(self, state: JuryState, verb: Callable[..., Any]) -> None:
        with self.held.inside():
            jury = type(self.held.jury)._default_manager.get(pk=self.held.jury.pk)
            if jury.state == state:
                verb(jury, by=self.held.runs)


def as_at_first(held: Held) -> None:
    """Open, and nobody has marked."""
    with held.inside():
        jury = type(held.jury)._default_manager.get(pk=held.jury.pk)
        if jury.state == JuryState.DELIBERATION:
            domain.resume(jury, by=held.runs)
        for name in ("ballots", "late_ballots"):
            related(type(held.passages[0]), name).delete()


def test_no_schedule_loses_a_ballot_or_counts_it_twice(hold):
    held, tried = hold(), []

    @settings(
        max_examples=MANY,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],  # each takes a second of the real server: the first that fails is told as it is
        suppress_health_check=list(HealthCheck),
    )
    @given(steps=st.lists(STEPS, min_size=3, max_size=14))
    def live(steps: list[Any]) -> None:
        as_at_first(held)
        room = Room(held, [tablet_of(held, SEAT) for _device in range(2)])
        for step in steps:
            room.step(*step)
        room.settle()
        room.check()
        tried.append(len(room.last))

    live()
    assert len(tried) >= MANY
