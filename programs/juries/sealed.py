"""What the log tells of each thing of a jury, line after line, and what the tables hold of it now: one class a thing.

The last line about a thing counts. A thing that leans on another (a seat, a passage) may go with it.
"""

import json
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from eclore.kit import audit
from programs.juries.domain import amendments, ballots, decisions, recusals
from tenants.audit.verification import Read, Row

Fault = tuple[int | None, str]


class LastEntry(NamedTuple):
    """The last line about something. `seal` is empty once it is taken back; `depends_on`: with what it may go."""

    line: int
    seal: str
    depends_on: tuple[str, ...] = ()


class AuditCheck:
    """The things of one kind of one app; `verbs`: the lines that tell of them."""

    verbs: Collection[str] = ()
    kind = ""
    sql = ""

    def __init__(self, app: str) -> None:
        self._app = app
        self._told: dict[str, LastEntry] = {}

    def feed(self, row: Row, facts: dict[str, Any]) -> None:
        """One of its lines."""
        raise NotImplementedError

    def current_seals(self, read: Read) -> Iterator[tuple[str, str, str]]:
        """(how lines know it, its name, its seal) of each that there is now; one statement."""
        raise NotImplementedError

    def compare(self, read: Read, gone: Collection[str]) -> Iterator[Fault]:
        """(line, what is wrong); `gone`: seats and passages that lines have told were removed."""
        for known_by, name, seal in self.current_seals(read):
            yield from self._fault(name, seal, self._told.pop(known_by, None))
        for known_by, told in self._told.items():
            if told.seal and not any(one in gone for one in told.depends_on):
                yield told.line, f"{self.missing(known_by)} is missing"

    def missing(self, known_by: str) -> str:
        """What it is called once its row is gone."""
        return f"{self._app}_{self.kind} {known_by}"

    def agrees(self, seal: str, told: str) -> bool:
        return seal == told

    def _read(self, read: Read, **parts: str) -> Iterator[tuple[Any, ...]]:
        return read(self.sql.format(app=self._app, **parts))

    def _fault(self, name: str, seal: str, told: LastEntry | None) -> Iterator[Fault]:
        name = f"{self._app}_{name}"
        if told is None:
            yield None, f"{name} exists, no line tells of it"
        elif not told.seal:
            yield told.line, f"{name} exists, though this line took it back"
        elif not self.agrees(seal, told.seal):
            yield told.line, f"{name} is not what this line has sealed: altered"


class Ballots(AuditCheck):
    """Marks, and whether they count. One that was only begun goes with its seat."""

    verbs, kind = ("cast", "save"), "ballot"
    sql = """SELECT b.id::text, b.salt, b.cast_at IS NOT NULL,
    (SELECT json_object_agg(m.criterion_id, m.value)::text FROM {{schema}}.{app}_mark m WHERE m.ballot_id = b.id)
FROM {{schema}}.{app}_ballot b ORDER BY b.id"""

    def feed(self, row: Row, facts: dict[str, Any]) -> None:
        depends_on = (facts.get("seat", ""),) if row.verb == "save" else ()
        self._told[facts.get("ballot", "")] = LastEntry(row.number, facts.get("seal", ""), depends_on)

    def current_seals(self, read: Read) -> Iterator[tuple[str, str, str]]:
        for key, salt, cast, marks in self._read(read):
            yield key, f"ballot {key}", ballots.seal_of(salt, json.loads(marks or "{}"), cast=cast)


class Decisions(AuditCheck):
    """Verdicts, terms and words. A pending one may be taken back."""

    verbs, kind = ("decide", "undecide", "seal_again"), "decision"
    sql = "SELECT d.passage_id::text, d.id::text, d.salt, {columns} FROM {{schema}}.{app}_decision d ORDER BY d.id"

    def feed(self, row: Row, facts: dict[str, Any]) -> None:
        if "passage" in facts:
            self._told[facts["passage"]] = LastEntry(row.number, facts.get("seal", ""))

    def current_seals(self, read: Read) -> Iterator[tuple[str, str, str]]:
        columns = ", ".join(f"d.{name}" for name in decisions.SEALED)
        for passage, key, salt, *values in self._read(read, columns=columns):
            yield passage, f"decision {key}", decisions.seal_of_values(salt, values)

    def missing(self, known_by: str) -> str:
        return f"{self._app}_decision of passage {known_by}"


class Dated(AuditCheck):
    """Lines of earlier versions tell the first words alone, without a date: the rest is then not compared."""

    undated = 0

    def agrees(self, seal: str, told: str) -> bool:
        words = told.split()
        return seal == told or (len(words) == self.undated and seal.split()[: self.undated] == words)


class Recusals(Dated):
    """Who steps aside from which dossier, was asked to, or has declined, and since when; not why, which may go."""

    verbs, kind, undated = recusals.VERBS, "recusal", 2
    sql = """SELECT r.passage_id::text, r.seat_id::text, r.id::text, r.proposed, r.confirmed_at, r.declined_at
FROM {{schema}}.{app}_recusal r ORDER BY r.id"""

    def __init__(self, app: str) -> None:
        super().__init__(app)
        self._proposed: set[str] = set()

    def feed(self, row: Row, facts: dict[str, Any]) -> None:
        pair = (facts.get("passage", ""), facts.get("seat", ""))
        known_by = _pair(*pair)
        if row.verb == recusals.UNDONE:
            self._proposed.discard(known_by)
            self._told[known_by] = LastEntry(row.number, "", pair)
            return
        if row.verb == recusals.PROPOSED:
            self._proposed.add(known_by)
        seal = _recusal(known_by in self._proposed, row.verb, facts.get("since", ""))
        self._told[known_by] = LastEntry(row.number, seal, pair)

    def current_seals(self, read: Read) -> Iterator[tuple[str, str, str]]:
        for passage, seat, key, proposed, confirmed_at, declined_at in self._read(read):
            verb, since = recusals.told_of(confirmed_at, declined_at)
            yield _pair(passage, seat), f"recusal {key}", _recusal(proposed, verb, _moment(since))


class Publications(Dated):
    """That a session is published, since when, and which decisions with it."""

    verbs, kind, undated = ("publish",), "jury", 1
    sql = """SELECT j.id::text, j.state, j.published_at, array_agg(
    CASE WHEN d.published_at = j.published_at THEN d.id::text ELSE d.id || ' on another day' END
    ORDER BY d.id::text) FILTER (WHERE d.published_at IS NOT NULL)
FROM {{schema}}.{app}_jury j LEFT JOIN {{schema}}.{app}_passage p ON p.jury_id = j.id
    LEFT JOIN {{schema}}.{app}_decision d ON d.passage_id = p.id
GROUP BY j.id HAVING j.state = 'published' OR j.published_at IS NOT NULL OR bool_or(d.published_at IS NOT NULL)
ORDER BY j.id"""

    def feed(self, row: Row, facts: dict[str, Any]) -> None:
        seal = _publication("published", facts.get("since", ""), facts.get("decisions", []))
        self._told[str(row.subject_id)] = LastEntry(row.number, seal)

    def current_seals(self, read: Read) -> Iterator[tuple[str, str, str]]:
        for key, state, since, published in self._read(read):
            yield key, f"jury {key}", _publication(state, _moment(since), published or [])

    def missing(self, known_by: str) -> str:
        return f"publication of {self._app}_jury {known_by}"


class Amendments(AuditCheck):
    """Corrections and their reasons, which show beside a record that is frozen."""

    verbs, kind = ("amend", "seal_again"), "amendment"
    sql = """SELECT a.id::text, {columns} FROM {{schema}}.{app}_amendment a ORDER BY a.id"""

    def feed(self, row: Row, facts: dict[str, Any]) -> None:
        if "amendment" in facts:
            self._told[facts["amendment"]] = LastEntry(row.number, facts.get("seal", "unsealed"))

    def current_seals(self, read: Read) -> Iterator[tuple[str, str, str]]:
        columns = ", ".join(f"a.{name}" for name in amendments.SEALED)
        for key, *values in self._read(read, columns=columns):
            yield key, f"amendment {key}", amendments.seal_of_values(key, values)

    def agrees(self, seal: str, told: str) -> bool:
        return told in (seal, "unsealed")  # a line of an earlier version


KINDS: tuple[type[AuditCheck], ...] = (Ballots, Decisions, Recusals, Publications, Amendments)


def _pair(passage: str, seat: str) -> str:
    return f"of passage {passage}, seat {seat},"


def _recusal(proposed: bool, verb: str, since: str) -> str:
    return f"{'proposed' if proposed else 'own'} {verb} {since}".strip()


def _publication(state: str, since: str, published: list[str]) -> str:
    return " ".join([state, since, *sorted(published)]).strip()


def _moment(moment: datetime | None) -> str:
    return audit.instant(moment) if moment else ""
