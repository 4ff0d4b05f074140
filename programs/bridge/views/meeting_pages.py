"""What a territory reads of a forum's coaches' morning: the hours of its own dossiers, and whom they meet."""

from collections.abc import Iterable
from dataclasses import dataclass

from eclore.kit.actor import Actor
from eclore.kit.dates import clock_time
from programs.bridge import queries
from programs.joint.forums.models import MorningTurn, Nomination

MOST = 200


@dataclass(frozen=True)
class MeetingRow:
    """One meeting: whose, when, with whom and where."""

    title: str
    hour: str
    coach: str
    place: str


def of_dossiers(nominations: Iterable[Nomination], actor: Actor) -> list[MeetingRow]:
    """Those of these dossiers, in the order of the hours."""
    return _rows(queries.meetings(actor).filter(nomination__in=list(nominations))[:MOST])


def of_dossier(nomination: Nomination, actor: Actor) -> list[MeetingRow]:
    """Those of one."""
    return _rows(queries.meetings(actor).filter(nomination=nomination)[:MOST])


def _rows(turns: Iterable[MorningTurn]) -> list[MeetingRow]:
    return [
        MeetingRow(
            turn.nomination.title,
            clock_time(turn.morning.begins(turn.number, turn.morning.forum.held_on)),
            turn.coach_name,
            turn.coach_place,
        )
        for turn in turns
    ]
