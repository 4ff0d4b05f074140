"""A session as it is now, asked every second by each tablet, the console and the room's screen: one statement.

Who asks and what they may see of it are in the statement's answer: no dossier that they have stepped aside from is
named, nobody is told who has still to mark but whoever leads, and no mark is told to anybody.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import Http404
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import ANONYMOUS, Actor
from eclore.kit.dates import clock_time
from programs.juries import clocks
from programs.juries.attendance import CAME
from programs.juries.clocks import PassageClock
from programs.juries.contract import AnySide
from programs.juries.models import AbstractJury, AbstractPassage
from programs.juries.projection import shows_deliberation
from programs.juries.queries import own_seat_in_sql, tables
from programs.juries.rules import can
from programs.juries.states import JuryState

PASSAGE = ("id", "title", "kind", "state", "opened_at", "pitch_minutes", "question_minutes")
# Written by hand, as what sixty tablets ask each second: composing it costs three times what PostgreSQL takes.
STATE = """
WITH own AS (
    SELECT seat.id, seat.presides, seat.role, seat.user_id, seat.email FROM {seats} seat
    WHERE seat.jury_id = %(jury)s AND {own}
), first AS (
    SELECT * FROM own ORDER BY presides DESC, id LIMIT 1
), aside AS (
    SELECT passage_id FROM {recusals} WHERE seat_id IN (SELECT id FROM own) AND confirmed_at IS NOT NULL
), current AS (
    SELECT position, {columns} FROM {passages} WHERE jury_id = %(jury)s AND state = 'open' ORDER BY position, id LIMIT 1
), following AS (
    SELECT {columns} FROM {passages} WHERE jury_id = %(jury)s AND state = 'waiting'
        AND id NOT IN (SELECT passage_id FROM aside) ORDER BY position, id LIMIT 1
), voters AS (
    SELECT seat.id, seat.name, seat.present, EXISTS (
        SELECT FROM {ballots} ballot
        WHERE ballot.seat_id = seat.id AND ballot.passage_id = current.id AND ballot.cast_at IS NOT NULL
    ) AS has_cast
    FROM current JOIN {seats} seat ON seat.jury_id = %(jury)s AND {came} AND NOT EXISTS (
        SELECT FROM {recusals} recusal
        WHERE recusal.seat_id = seat.id AND recusal.passage_id = current.id AND recusal.confirmed_at IS NOT NULL
    )
), expected AS (
    SELECT * FROM voters WHERE present OR has_cast
)
SELECT jury.state, jury.revealed_at IS NOT NULL, {shown}, jury.projection_hash = %(kept)s AND %(kept)s <> ''
        AND jury.projection_until > %(moment)s,
    CASE WHEN %(screen)s AND {shown} THEN {decided} ELSE '' END,
    first.id, coalesce(first.presides, false), first.role, first.user_id, first.email,
    current.id IN (SELECT passage_id FROM aside),
    (SELECT count(*) FROM {passages} WHERE jury_id = %(jury)s AND (position, id) <= (current.position, current.id)),
    (SELECT count(*) FROM {passages} WHERE jury_id = %(jury)s),
    (SELECT count(*) FROM expected),
    (SELECT array_agg(name ORDER BY name) FROM expected WHERE NOT has_cast),
    EXISTS (SELECT FROM expected WHERE has_cast AND expected.id IN (SELECT id FROM own)),
    {current}, {following}
FROM {juries} jury LEFT JOIN first ON true LEFT JOIN current ON true LEFT JOIN following ON true
WHERE jury.id = %(jury)s
"""
# As `projection.shows_deliberation` says.
SHOWN = "coalesce(jury.state = 'deliberation' AND jury.projected_at >= jury.revealed_at, false)"
# What changes with the deliberation that a screen shows, and tells nothing of it: how many decisions, since when, of
# how many places; who is there; ballots that were counted late.
DECIDED = """(SELECT concat_ws(' ', count(*), max(decision.decided_at), jury.places,
        (SELECT count(*) FROM {seats} WHERE jury_id = %(jury)s AND present),
        (SELECT max(late.answered_at) FROM {late_ballots} late JOIN {passages} passage ON passage.id = late.passage_id
            WHERE passage.jury_id = %(jury)s))
    FROM {decisions} decision JOIN {passages} passage ON passage.id = decision.passage_id
    WHERE passage.jury_id = %(jury)s)"""


@dataclass(frozen=True)
class Live:
    """The session now. `passage`: the dossier before the jury, None without one or once stepped aside from it.

    `place` of `total` in the order of the day; `expected` ballots of it, and `waiting` the names of those who have not
    validated theirs, both for whoever leads; `has_cast`: one's own. `following`: the next one that one has not left.
    `shown`: the deliberation, to the room; `decided` changes with what a `screen` shows of it. `by_code`: nobody asks.
    """

    state: str
    revealed: bool
    leads: bool
    passage: AbstractPassage | None
    place: int
    total: int
    clock: PassageClock | None
    expected: int
    waiting: tuple[str, ...]
    has_cast: bool
    following: AbstractPassage | None
    shown: bool = False
    decided: str = ""
    screen: bool = False
    by_code: bool = False

    @property
    def where(self) -> str:
        """« Passage 6 sur 15 », while one is before the jury; « Délibération » during it."""
        if self.state == JuryState.DELIBERATION:
            return _("Délibération")
        return _("Passage %(place)s sur %(total)s") % {"place": self.place, "total": self.total} if self.place else ""

    @property
    def progress(self) -> str:
        """« 3 bulletins validés sur 6 » of the dossier before the jury, for whoever leads."""
        if not self.leads or self.passage is None:
            return ""
        cast = self.expected - len(self.waiting)
        return _("%(cast)s bulletins validés sur %(expected)s") % {"cast": cast, "expected": self.expected}

    @property
    def still(self) -> str:
        """Who is still marking, in a sentence, for whoever leads."""
        return _("Notent encore : %(names)s.") % {"names": ", ".join(self.waiting)} if self.waiting else ""

    @cached_property
    def body(self) -> str:
        """`told`, as it is sent."""
        return json.dumps(self.told(), sort_keys=True)

    @cached_property
    def tag(self) -> str:
        """Its digest: an ETag."""
        return f'"{hashlib.sha256(self.body.encode()).hexdigest()[:24]}"'

    def told(self) -> dict[str, object]:
        """What the pages' script reads; the same for the same state, so that its digest tells it."""
        return self._session() | self._screen()

    def _screen(self) -> dict[str, object]:
        """For the console, whether the deliberation is shown; for a screen, when that changes, and what time it is."""
        told: dict[str, object] = {"shown": self.shown} if self.leads or self.screen else {}
        return told | ({"decided": self.decided, "hour": clock_time(clock.now())} if self.screen else {})

    def _session(self) -> dict[str, object]:
        return {
            "state": self.state,
            "revealed": self.revealed,
            "passage": str(self.passage.pk) if self.passage else "",
            "title": self.passage.title if self.passage else "",
            "url": self.passage.get_absolute_url() if self.passage and not self.by_code else "",
            "clock": _clock(self.clock) if self.clock else None,
            "where": self.where,
            "progress": self.progress,
            "still": self.still,
            "has_cast": self.has_cast,
            "following": str(self.following.pk) if self.following else "",
        }


@dataclass(frozen=True)
class Shown:
    """As much of the state as a page knows that has counted it already: its script asks for the rest."""

    body: str
    tag: str = ""

    @classmethod
    def of(cls, jury: AbstractJury, passage: UUID | None, following: UUID | None) -> "Shown":
        shown = shows_deliberation(jury)
        told = {"state": jury.state, "revealed": jury.revealed_at is not None, "shown": shown}
        keys = {"passage": str(passage or ""), "following": str(following or "")}
        return cls(json.dumps(told | keys))


def followed(side: AnySide, jury: AbstractJury, actor: Actor) -> Live | None:
    """What a page of this session begins from; None once nothing changes any more."""
    return None if jury.is_over else live(side, jury.pk, actor)


def live(side: AnySide, pk: UUID, actor: Actor, *, screen: bool = False) -> Live:
    """The session as it is now, for whoever may see it; `screen`: as the room's screen follows it. Raises Http404."""
    return _asked(side, pk, actor, screen=screen)


def by_code(side: AnySide, pk: UUID, kept: str) -> Live:
    """The same for the room's screen that a code has opened, kept under this; as nobody sees it. Raises Http404."""
    return _asked(side, pk, ANONYMOUS, screen=True, kept=kept)


def _asked(side: AnySide, pk: UUID, actor: Actor, *, screen: bool, kept: str = "") -> Live:
    own, given = own_seat_in_sql(side.seats, actor)
    columns, held = _columns(side), tables(_kind_of(side))
    names = {
        **held,
        "own": own,
        "shown": SHOWN,
        "decided": DECIDED.format(**held),
        "came": CAME,
        "columns": ", ".join(columns),
        **{row: ", ".join(f"{row}.{name}" for name in columns) for row in ("current", "following")},
    }
    asked = {**given, "jury": pk, "kept": kept, "screen": screen, "moment": clock.now()}
    with connection.cursor() as cursor:
        cursor.execute(STATE.format(**names), asked)
        row = cursor.fetchone()
    if row is None or not _may_see(side, actor, row, kept):
        raise Http404(_("Aucun jury ne se trouve à cette adresse."))
    return _of(side, pk, actor, row, screen=screen, by_code=bool(kept))


def _may_see(side: AnySide, actor: Actor, row: tuple[Any, ...], kept: str) -> bool:
    """With the code that stands; else by one's seat, or as who follows every session."""
    opens, seat = row[3], row[5]
    return bool(opens) if kept else seat is not None or actor.system or side.follows(actor)


def _columns(side: AnySide) -> tuple[str, ...]:
    """What is read of a dossier: a joint one says which territory presents it."""
    kept = {field.attname for field in side.passages._meta.concrete_fields}
    return (*PASSAGE, *clocks.COLUMNS, *({"origin"} & kept))


def _kind_of(side: AnySide) -> type[AbstractJury]:
    kind: type[AbstractJury] = side.juries
    return kind


def _of(side: AnySide, pk: UUID, actor: Actor, row: tuple[Any, ...], *, screen: bool, by_code: bool) -> Live:
    (state, revealed, is_shown, _opens, decided, *seat), rest = row[:10], row[10:]
    aside, place, total, expected, waiting, has_cast = rest[:6]
    half = 6 + len(_columns(side))
    current, following = (_passage(side, pk, columns) for columns in (rest[6:half], rest[half:]))
    leads = can(actor, "lead", _seen(side, pk, state, seat))
    shown = None if aside else current
    return Live(
        state=state,
        revealed=revealed,
        leads=leads,
        passage=shown,
        place=place if shown else 0,
        total=total,
        clock=clocks.read(current) if current else None,
        expected=expected if leads and shown else 0,
        waiting=tuple(waiting or ()) if leads and shown else (),
        has_cast=has_cast,
        following=following,
        shown=is_shown,
        decided=decided if leads or by_code else "",
        screen=screen,
        by_code=by_code,
    )


def _seen(side: AnySide, pk: UUID, state: str, seat: list[Any]) -> AbstractJury:
    """The session with one's own seat alone: all that the rules of whoever leads ask for."""
    jury: AbstractJury = side.juries(pk=pk, state=state)
    seats, (key, presides, role, user, email) = side.seats._default_manager.none(), seat
    if key:
        seats._result_cache = [side.seats(pk=key, jury_id=pk, presides=presides, role=role, user_id=user, email=email)]
    jury.__dict__["_prefetched_objects_cache"] = {"seats": seats}
    return jury


def _passage(side: AnySide, jury: UUID, columns: tuple[Any, ...]) -> AbstractPassage | None:
    """As much of a dossier as is shown of it; None where there is none."""
    told = dict(zip(_columns(side), columns, strict=True))
    found: AbstractPassage = side.passages(jury_id=jury, **told)
    return found if told["id"] else None


def _clock(clock: PassageClock) -> dict[str, object]:
    """Nothing that changes with each second while it runs: the script counts from `ends_at`."""
    bars = [[bar.minutes, 0 if bar.current and clock.runs else bar.gone] for bar in clock.phases]
    return {
        "phase": clock.phase,
        "label": clock.label,
        "ends_at": clock.ends_at.isoformat() if clock.ends_at else "",
        "seconds": 0 if clock.runs else clock.seconds,
        "phases": bars,
    }
