"""The coaches' morning as it is kept: who meets whom and when, what it lacks, who knows their hours as they are now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from uuid import UUID

from eclore.kit.dates import clock_time
from eclore.kit.folding import in_order
from programs.joint.forums import queries
from programs.joint.forums.models import CoachingMorning, Forum, MorningCoach, MorningTurn, Nomination


@dataclass(frozen=True)
class Plan:
    """A morning, its coaches and the dossiers that stand, each in its order; `turns` of those that do not, too."""

    forum: Forum
    morning: CoachingMorning
    coaches: list[MorningCoach]
    dossiers: list[Nomination]
    turns: list[MorningTurn]

    @cached_property
    def by_key(self) -> dict[UUID, Nomination]:
        return {one.pk: one for one in self.dossiers}

    @cached_property
    def standing(self) -> list[MorningTurn]:
        """The turns of dossiers that stand."""
        return [turn for turn in self.turns if turn.nomination_id in self.by_key]

    @cached_property
    def of_coaches(self) -> dict[UUID, list[MorningTurn]]:
        """Of each, in the order of the hours."""
        return _grouped((turn.coach_id, turn) for turn in self.standing)

    @cached_property
    def of_dossiers(self) -> dict[UUID, list[MorningTurn]]:
        return _grouped((turn.nomination_id, turn) for turn in self.standing)

    @cached_property
    def numbers(self) -> list[int]:
        """The turns, by number."""
        return sorted({turn.number for turn in self.turns})

    @property
    def lacking(self) -> int:
        """How many dossiers do not meet as many coaches as was chosen."""
        return sum(len(self.of_dossiers.get(one.pk, ())) != self.morning.meetings for one in self.dossiers)

    @property
    def idle(self) -> int:
        """How many coaches meet nobody."""
        return sum(coach.pk not in self.of_coaches for coach in self.coaches)

    @property
    def freed(self) -> int:
        """How many turns are left by dossiers that were withdrawn."""
        return len(self.turns) - len(self.standing)

    @property
    def waiting(self) -> list[MorningCoach]:
        """Those who have an address, and were not sent their hours as they are: they have some, or had."""
        return [
            coach
            for coach in self.coaches
            if coach.email
            and (coach.pk in self.of_coaches or coach.sent_count)
            and self.digest(coach) != coach.sent_digest
        ]

    def hour(self, number: int) -> str:
        """« 9 h 20 »."""
        return clock_time(self.morning.begins(number, self.forum.held_on))

    def digest(self, coach: MorningCoach) -> str:
        """Of all that a letter tells a coach."""
        told = [self.forum.name, self.forum.place, coach.email, coach.name, coach.place]
        for turn in self.of_coaches.get(coach.pk, ()):
            dossier = self.by_key[turn.nomination_id]
            begins = self.morning.begins(turn.number, self.forum.held_on)
            ends = self.morning.ends(turn.number, self.forum.held_on)
            told += [begins.isoformat(), ends.isoformat(), dossier.title, dossier.territory_name]
        return sha256("\n".join([*told, self.forum.time_zone]).encode()).hexdigest()


def plan_of(morning: CoachingMorning, forum: Forum) -> Plan:
    """Three statements."""
    dossiers = queries.dossiers(forum).only("title", "territory_name", "territory_role", "forum_id")
    return Plan(forum, morning, coaches_of(morning), list(dossiers), list(morning.turns.order_by("number", "pk")))


def coaches_of(morning: CoachingMorning) -> list[MorningCoach]:
    """In the order of their names."""
    return list(morning.coaches.order_by(*in_order("name"), "pk"))


def _grouped(pairs: Iterable[tuple[UUID, MorningTurn]]) -> dict[UUID, list[MorningTurn]]:
    found: dict[UUID, list[MorningTurn]] = defaultdict(list)
    for key, turn in pairs:
        found[key].append(turn)
    return dict(found)
