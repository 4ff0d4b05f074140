"""The one statement that answers every page of a session as it is now (programs.juries.live)."""

from typing import Any
from uuid import UUID

from django.db import connection

from eclore.kit import clock
from eclore.kit.actor import Actor
from programs.juries import clocks
from programs.juries.attendance import CAME
from programs.juries.contract import AnySide
from programs.juries.models import AbstractJury
from programs.juries.presidency import LENT
from programs.juries.queries import own_seat_in_sql, tables

PASSAGE = ("id", "title", "kind", "state", "opened_at", "pitch_minutes", "question_minutes")
# Written by hand, as what sixty tablets ask each second: composing it costs three times what PostgreSQL takes.
STATE = """
WITH own AS (
    SELECT seat.id, seat.presides, seat.role, seat.user_id, seat.email, seat.reminded_at FROM {seats} seat
    WHERE seat.jury_id = %(jury)s AND {own}
), first AS (
    SELECT * FROM own ORDER BY presides DESC, id LIMIT 1
), presiding AS (
    SELECT name, lower(presided[cardinality(presided)]) AS since FROM {seats}
    WHERE jury_id = %(jury)s AND presides ORDER BY id LIMIT 1
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
    jury.held_on, (SELECT array_agg(id) FROM own), presiding.name, presiding.since, {lent}, first.reminded_at,
    {compared}, {current}, {following}
FROM {juries} jury LEFT JOIN first ON true LEFT JOIN presiding ON true LEFT JOIN current ON true
    LEFT JOIN following ON true
WHERE jury.id = %(jury)s
"""
# As `projection.shows_deliberation` says.
SHOWN = "coalesce(jury.state = 'deliberation' AND jury.projected_at >= jury.revealed_at, false)"
# As `comparison.stage` says.
COMPARED = """CASE WHEN coalesce(jury.compared_from >= jury.revealed_at, false)
    THEN CASE WHEN jury.compared_until IS NULL THEN 'open' ELSE 'closed' END ELSE '' END"""
# What changes with the deliberation that a screen shows, and tells nothing of it: how many decisions, since when, of
# how many places; who is there; ballots that were counted late.
DECIDED = """(SELECT concat_ws(' ', count(*), max(decision.decided_at), jury.places, coalesce(jury.renewal_places, 0),
        jury.compared_until,
        (SELECT count(*) FROM {seats} WHERE jury_id = %(jury)s AND present),
        (SELECT max(late.answered_at) FROM {late_ballots} late JOIN {passages} passage ON passage.id = late.passage_id
            WHERE passage.jury_id = %(jury)s))
    FROM {decisions} decision JOIN {passages} passage ON passage.id = decision.passage_id
    WHERE passage.jury_id = %(jury)s)"""


def ask(side: AnySide, pk: UUID, actor: Actor, *, screen: bool, kept: str) -> tuple[Any, ...] | None:
    """Its row, None without such a session; `kept`: the code of the room's screen, as it is kept."""
    own, given = own_seat_in_sql(side.seats, actor)
    columns, held = columns_of(side), tables(_kind_of(side))
    names = {
        **held,
        "own": own,
        "shown": SHOWN,
        "compared": COMPARED,
        "decided": DECIDED.format(**held),
        "lent": LENT.format(**held),
        "came": CAME,
        "columns": ", ".join(columns),
        **{row: ", ".join(f"{row}.{name}" for name in columns) for row in ("current", "following")},
    }
    asked = {**given, "jury": pk, "kept": kept, "screen": screen, "moment": clock.now()}
    with connection.cursor() as cursor:
        cursor.execute(STATE.format(**names), asked)
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row


def columns_of(side: AnySide) -> tuple[str, ...]:
    """What is read of a dossier: a joint one says which territory presents it."""
    kept = {field.attname for field in side.passages._meta.concrete_fields}
    return (*PASSAGE, *clocks.COLUMNS, *({"origin"} & kept))


def _kind_of(side: AnySide) -> type[AbstractJury]:
    kind: type[AbstractJury] = side.juries
    return kind
