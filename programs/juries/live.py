"""A session as it is now, asked every second by each tablet, the console and the room's screen: one statement.

Who asks and what they may see of it are in the statement's answer: no dossier that they have stepped aside from is
named, nobody is told who has still to mark but whoever leads, and no mark is told to anybody.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import ANONYMOUS, Actor
from eclore.kit.dates import clock_time
from programs.juries import clocks, comparison, live_statement, presidency
from programs.juries.clocks import PassageClock
from programs.juries.contract import AnySide
from programs.juries.live_statement import columns_of
from programs.juries.models import AbstractJury, AbstractPassage
from programs.juries.presidency import Lent
from programs.juries.projection import shows_deliberation
from programs.juries.rules import can, is_of
from programs.juries.states import JuryState


@dataclass(frozen=True)
class Live:
    """The session now. `passage`: the dossier before the jury, None without one or once stepped aside from it.

    `place` of `total` in the order of the day; `expected` ballots of it, and `waiting` the names of those who have not
    validated theirs, both for whoever leads; `has_cast`: one's own. `following`: the next one that one has not left.
    `reminded`: when one was last reminded of what is awaited from oneself; empty for never.
    `compared`: whether dossiers are compared two by two, or were (programs.juries.comparison.stage).
    `presidency`: who presides, in words, and `presiding` what one presides oneself; `lent` changes with the dossiers
    that have a president of their own, for whoever leads.
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
    presidency: str = ""
    presiding: str = ""
    lent: str = ""
    reminded: str = ""
    compared: str = ""
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
        return self._session() | (self._screen() if self.screen else self._presidency())

    def _screen(self) -> dict[str, object]:
        """For a screen, whether the deliberation is shown, when that changes, and what time it is."""
        return {"shown": self.shown, "decided": self.decided, "hour": clock_time(clock.now())}

    def _presidency(self) -> dict[str, object]:
        """For members and the console, who presides; for the console, whether the deliberation is shown too."""
        told: dict[str, object] = {
            "presidency": self.presidency,
            "presiding": self.presiding,
            "reminded": self.reminded,
            "compared": self.compared,
        }
        return told | ({"lent": self.lent, "shown": self.shown} if self.leads else {})

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
    def of(
        cls, jury: AbstractJury, passage: UUID | None, following: UUID | None, lent: Sequence[Lent], actor: Actor
    ) -> "Shown":
        """`lent`: every dossier that has a president of its own."""
        own = [seat for seat in jury.seats.all() if is_of(seat, actor)]
        told: dict[str, object] = {
            "state": jury.state,
            "revealed": jury.revealed_at is not None,
            "shown": shows_deliberation(jury),
            "passage": str(passage or ""),
            "following": str(following or ""),
            "presidency": presidency.sentence(jury),
            "presiding": presidency.own([seat.pk for seat in own], lent, presides=any(seat.presides for seat in own)),
            "lent": presidency.digest(lent),
            "compared": comparison.stage(jury),
        }
        return cls(json.dumps(told))


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
    row = live_statement.ask(side, pk, actor, screen=screen, kept=kept)
    if row is None or not _may_see(side, actor, row, kept):
        raise Http404(_("Aucun jury ne se trouve à cette adresse."))
    return _of(side, pk, actor, row, screen=screen, by_code=bool(kept))


def _may_see(side: AnySide, actor: Actor, row: tuple[Any, ...], kept: str) -> bool:
    """With the code that stands; else by one's seat, or as who follows every session."""
    opens, seat = row[3], row[5]
    return bool(opens) if kept else seat is not None or actor.system or side.follows(actor)


def _of(side: AnySide, pk: UUID, actor: Actor, row: tuple[Any, ...], *, screen: bool, by_code: bool) -> Live:
    (state, revealed, is_shown, _opens, decided, *seat), rest = row[:10], row[10:]
    aside, place, total, expected, waiting, has_cast, held_on, own, name, since, lent, reminded, compared = rest[:13]
    half = 13 + len(columns_of(side))
    current, following = (_passage(side, pk, columns) for columns in (rest[13:half], rest[half:]))
    lendings = presidency.lendings(lent)
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
        presidency=presidency.in_words(name, since, held_on),
        presiding=presidency.own(own or (), lendings, presides=seat[1]),
        lent=presidency.digest(lendings) if leads else "",
        reminded=reminded.isoformat() if reminded else "",
        compared=compared,
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
    told = dict(zip(columns_of(side), columns, strict=True))
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
