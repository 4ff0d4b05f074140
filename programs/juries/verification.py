"""What the log has sealed of a jury, compared with its tables: ballots and decisions (see `manage.py verify_audit`).

A ballot that was only begun goes with its seat, a pending decision may be taken back: lines tell of both. Erasing a
person rewrites a decision's texts: `seal_again` tells the log what it has become.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from django.apps import apps

from eclore.kit import audit
from eclore.kit.actor import Actor
from programs.juries.domain import ballots, decisions
from tenants.logbook import verification
from tenants.logbook.verification import Read, Row
from tenants.privacy.erasing import OWNER
from tenants.privacy.rounds import AFTER_ERASING

BALLOTS = """SELECT b.id::text, b.salt, b.cast_at IS NOT NULL,
    (SELECT json_object_agg(m.criterion_id, m.value)::text FROM {{schema}}.{app}_mark m WHERE m.ballot_id = b.id)
FROM {{schema}}.{app}_ballot b ORDER BY b.id"""
DECISIONS = (
    """SELECT d.passage_id::text, d.id::text, d.salt, {columns} FROM {{schema}}.{app}_decision d ORDER BY d.id"""
)


class Told(NamedTuple):
    """The last line about something. `seal` is empty once it is taken back; `seat`: with which it may go."""

    line: int
    seal: str
    seat: str = ""


class Record:
    """The ballots and decisions of one app, in one log."""

    def __init__(self, app: str) -> None:
        self._app = app
        self._ballots: dict[str, Told] = {}
        self._decisions: dict[str, Told] = {}
        self._gone: set[str] = set()
        self._hears: dict[str, Callable[[int, dict[str, Any]], None]] = {
            "cast": self._ballot, "save": self._begun, "remove_seat": self._seat,
            "decide": self._decision, "undecide": self._decision, "seal_again": self._decision,
        }  # fmt: skip

    def hear(self, row: Row) -> None:
        if row.verb not in self._hears or not row.subject_kind.startswith(f"{self._app}."):
            return
        try:
            facts = dict(json.loads(row.facts))
        except ValueError:
            return  # an altered line, which the chain tells
        self._hears[row.verb](row.number, facts)

    def compare(self, read: Read) -> Iterator[tuple[int | None, str]]:
        """Two statements, however many rows."""
        yield from self._compare_ballots(read)
        yield from self._compare_decisions(read)

    def _ballot(self, line: int, facts: dict[str, Any]) -> None:
        self._ballots[facts.get("ballot", "")] = Told(line, facts.get("seal", ""))

    def _begun(self, line: int, facts: dict[str, Any]) -> None:
        self._ballots[facts.get("ballot", "")] = Told(line, facts.get("seal", ""), facts.get("seat", ""))

    def _seat(self, _line: int, facts: dict[str, Any]) -> None:
        self._gone.add(facts.get("seat", ""))

    def _decision(self, line: int, facts: dict[str, Any]) -> None:
        self._decisions[facts.get("passage", "")] = Told(line, facts.get("seal", ""))

    def _compare_ballots(self, read: Read) -> Iterator[tuple[int | None, str]]:
        for key, salt, cast, marks in read(BALLOTS.format(app=self._app)):
            seal = ballots.seal_of(salt, json.loads(marks or "{}"), cast=cast)
            yield from self._fault("ballot", key, seal, self._ballots.pop(key, None))
        for key, told in self._ballots.items():
            if not (told.seat and told.seat in self._gone):
                yield told.line, f"{self._app}_ballot {key} is missing"

    def _compare_decisions(self, read: Read) -> Iterator[tuple[int | None, str]]:
        columns = ", ".join(f"d.{name}" for name in decisions.SEALED)
        for passage, key, salt, *values in read(DECISIONS.format(app=self._app, columns=columns)):
            seal = decisions.seal_of_values(salt, values)
            yield from self._fault("decision", key, seal, self._decisions.pop(passage, None))
        for passage, told in self._decisions.items():
            if told.seal:
                yield told.line, f"{self._app}_decision of passage {passage} is missing"

    def _fault(self, kind: str, key: str, seal: str, told: Told | None) -> Iterator[tuple[int | None, str]]:
        name = f"{self._app}_{kind} {key}"
        if told is None:
            yield None, f"{name} exists, no line tells of it"
        elif not told.seal:
            yield told.line, f"{name} exists, though this line took it back"
        elif told.seal != seal:
            yield told.line, f"{name} is not what this line has sealed: altered"


def register(app: str, *, shared: bool) -> None:
    """Have the record of this app's juries compared, and sealed again when erasing somebody rewrites its texts."""
    verification.register(lambda: Record(app), shared=shared)
    AFTER_ERASING.append(lambda schema, rewritten, by: seal_again(app, schema, rewritten, by=by))


def seal_again(app: str, schema: str, rewritten: Mapping[str, set[str]], *, by: Actor) -> None:
    """A line for each decision whose texts an erasure has rewritten, in the owner's transaction that rewrites them."""
    keys = rewritten.get(f"{app}_decision", set())
    if not keys:
        return
    for decision in apps.get_model(app, "Decision")._default_manager.using(OWNER).filter(pk__in=keys).order_by("pk"):
        facts = {"passage": decision.passage_id, "seal": decisions.seal_of(decision)}
        audit.record_in(
            schema, OWNER, audit.Act.PERSONAL_DATA, subject=decision, by=by, verb="seal_again", **facts
        )
