"""Projects of the past edition with their people, phases, journals and committees."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from eclore.kit import clock
from programs.local.incubation import models
from programs.replays.generated import SUBJECTS
from tests.volume.ideas import PAST
from tests.volume.people import Someone
from tests.volume.plan import Volume, key, put

STOPPED_EVERY = 5
NOTES, DAYS = 12, 60


def follow(slug: str, volume: Volume) -> None:
    """Running projects, one in five stopped with its post-mortem; committees planned and closed."""
    ranks = range(1, volume.projects + 1)
    put(models.Project, (_project(slug, rank) for rank in ranks))
    put(models.ProjectIdea, (_origin(slug, rank) for rank in ranks))
    put(models.ProjectMember, (member for rank in ranks for member in _members(slug, rank)))
    put(models.Phase, (_phase(slug, rank) for rank in ranks))
    put(
        models.JournalEntry,
        (
            e
            for rank in ranks
            for e in _journal(slug, rank, volume.entries if rank == 1 else min(volume.entries, NOTES))
        ),
    )
    put(models.PostMortem, (_post_mortem(slug, rank) for rank in ranks if _is_stopped(rank)))
    put(models.ProjectEvent, (_start(slug, rank) for rank in ranks))
    _committees(slug, volume)


def _is_stopped(rank: int) -> bool:
    return rank % STOPPED_EVERY == 0


def _project(slug: str, rank: int) -> models.Project:
    now = clock.now()
    return models.Project(
        id=key(slug, "project", rank),
        edition_id=key(slug, "edition", PAST),
        name=f"Répondre à temps n° {rank}",
        problem=_problem(slug, rank),
        sponsor="Directrice générale",
        state="stopped" if _is_stopped(rank) else "investigation",
        public=True,
        generated=True,
        started_at=now - timedelta(days=50),
        closed_at=now if _is_stopped(rank) else None,
    )


def _problem(slug: str, rank: int) -> str:
    """Territories seldom have the same one: the portfolio compares them all."""
    words = Random(f"{slug} {rank}").sample(
        [word for subject in SUBJECTS for word in subject.split() if len(word) > 5], 9
    )
    return f"Chaque mois, {100 + rank} {' '.join(words)}."


def _origin(slug: str, rank: int) -> models.ProjectIdea:
    return models.ProjectIdea(
        id=key(slug, "origin", rank), project_id=key(slug, "project", rank), idea_id=key(slug, "idea", PAST, rank)
    )


def _members(slug: str, rank: int) -> Iterator[models.ProjectMember]:
    parts = {"team": Someone(slug, "agent", rank), "coach": Someone(slug, "coach", 1)}
    for part, who in parts.items():
        yield models.ProjectMember(
            id=key(slug, "project", rank, part),
            project_id=key(slug, "project", rank),
            part=part,
            user_id=who.user_id,
            email=who.email,
            name=who.name,
        )


def _phase(slug: str, rank: int) -> models.Phase:
    start = clock.today() - timedelta(days=50)
    return models.Phase(
        id=key(slug, "phase", rank),
        project_id=key(slug, "project", rank),
        kind="investigation",
        weeks=9,
        planned_start=start,
        planned_end=start + timedelta(weeks=9),
        real_start=start,
    )


def _journal(slug: str, rank: int, entries: int) -> Iterator[models.JournalEntry]:
    for entry in range(1, entries + 1):
        yield models.JournalEntry(
            id=key(slug, "journal", rank, entry),
            project_id=key(slug, "project", rank),
            days_freed="0.5",
            kind=("session", "interview", "hypothesis", "note")[entry % 4],
            on=clock.today() - timedelta(days=entry * 3),
            text="Trois agentes rencontrées : le dossier passe par cinq services.",
            author_name="Coach",
            author_id=Someone(slug, "coach", 1).user_id,
        )


def _post_mortem(slug: str, rank: int) -> models.PostMortem:
    return models.PostMortem(
        id=key(slug, "post-mortem", rank),
        project_id=key(slug, "project", rank),
        learnt="Le problème était ailleurs.",
        why="Le service existe déjà.",
        author_name="Coach",
    )


def _start(slug: str, rank: int) -> models.ProjectEvent:
    return models.ProjectEvent(
        id=key(slug, "project-event", rank),
        subject_id=key(slug, "project", rank),
        verb="start",
        source="to_sign",
        target="investigation",
        by_name="Chargée de programme",
    )


def _committees(slug: str, volume: Volume) -> None:
    """The first one is to come; the others are closed."""
    numbers = range(1, volume.committees + 1)
    put(
        models.Committee,
        (
            models.Committee(
                id=key(slug, "committee", number),
                title=f"Comité n° {number}",
                held_on=clock.today() + timedelta(days=20 - 40 * (number - 1)),
                state="planned" if number == 1 else "closed",
                closed_at=None if number == 1 else clock.now(),
            )
            for number in numbers
        ),
    )
    put(
        models.Review,
        (
            models.Review(
                id=key(slug, "review", number, rank),
                committee_id=key(slug, "committee", number),
                position=rank,
                project_id=key(slug, "project", _reviewed(number, rank, volume)),
                verdict="" if number == 1 else "construction",
                weeks=9,
                decided_at=None if number == 1 else clock.now(),
            )
            for number in numbers
            for rank in range(1, (volume.reviewed if number <= DAYS else 1) + 1)
        ),
    )


def _reviewed(number: int, rank: int, volume: Volume) -> int:
    """The rank of a project: each committee looks at the next ones in turn, the first two at the same.

    From the sixty-first on they look at one each, so that a project is not before more of them in a larger season.
    """
    if number > DAYS:
        return number % volume.projects + 1
    return ((max(number, 2) - 2) * volume.reviewed + rank - 1) % volume.projects + 1
