"""Three juries of a territory: a reading round under way on every idea, an audition that deliberates, a past one."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.audit import Act, record
from programs.local.calls.template import CRITERIA, CriterionDraft
from programs.local.juries import models
from tests.factories.juries import EVER
from tests.volume import entry_cards, minutes, preferences
from tests.volume.ideas import NOW, PAST, PUBLISHED, auditioned
from tests.volume.people import Someone
from tests.volume.plan import Volume, key, put

READING, AUDITION, ROOM = "presélection", "audition", "salle"


def seat_of(slug: str, jury: str, rank: int) -> UUID:
    return key(slug, jury, "seat", rank)


def passage_of(slug: str, jury: str, rank: int) -> UUID:
    return key(slug, jury, "passage", rank)


def sit(slug: str, volume: Volume) -> None:
    """All three, with their ballots."""
    now = clock.now()
    opened = {"opened_at": now, "held_on": now.date()}
    closed = {**opened, "closed_at": now, "revealed_at": now}
    random = Random(slug)
    _jury(slug, READING, volume, kind="reading", edition=NOW, heard=volume.ideas, state="open", **opened)
    _ballots(slug, READING, volume, heard=volume.ideas, readings=volume.readings, random=random)
    heard = volume.heard
    _jury(slug, AUDITION, volume, kind="audition", edition=NOW, heard=heard, state="deliberation", **closed)
    _ballots(slug, AUDITION, volume, heard=heard, readings=volume.hearers, random=random)
    _decide(slug, AUDITION, heard)
    past = min(volume.heard, volume.projects)
    over = {**closed, "held_on": now.date() - timedelta(days=300), "published_at": now}
    _jury(slug, PUBLISHED, volume, kind="audition", edition=PAST, heard=past, state="published", **over)
    _ballots(slug, PUBLISHED, volume, heard=past, readings=volume.hearers, random=random)
    _decide(slug, PUBLISHED, past, published_at=now)
    for jury, state in ((AUDITION, "deliberation"), (PUBLISHED, "published")):  # what is written freezes then
        models.Jury.objects.filter(pk=key(slug, jury)).update(state=state)
    president = Actor(user_id=Someone(slug, "jury", 1).user_id, schema=slug)
    record(Act.SESSION, subject=models.Jury(id=key(slug, READING)), by=president, verb="open")


def open_audition(slug: str, volume: Volume, *, heard: int) -> None:
    """One more session, open, whose dossiers wait for the first to be called."""
    now = clock.now()
    _jury(
        slug, ROOM, volume, kind="audition", edition=NOW, heard=heard, state="open", opened_at=now, held_on=now.date()
    )
    for kept in (models.Recusal, models.LateBallot, models.PaperEntry):  # everybody marks, and nobody has yet
        kept.objects.filter(passage__jury=key(slug, ROOM)).delete()


def _jury(slug: str, jury: str, volume: Volume, *, edition: int, heard: int, **fields: Any) -> None:
    pk = key(slug, jury)
    state = "heard" if fields.pop("state") != "open" else "waiting"
    edition_id = key(slug, "edition", edition)
    put(models.Jury, [models.Jury(id=pk, edition_id=edition_id, title=jury.capitalize(), state="open", **fields)])
    put(models.Criterion, (_criterion(slug, jury, rank, draft) for rank, draft in enumerate(CRITERIA, start=1)))
    seats = [_seat(slug, jury, rank) for rank in range(1, volume.jurors + 1)]
    put(models.Seat, seats)
    if fields.get("published_at") is None:
        entry_cards.give("local_juries", pk, seats)
    else:
        minutes.give(models, pk, seats[0])
        entry_cards.give_transcript("local_juries", pk, seats)
    ideas = [key(slug, "idea", edition, auditioned(rank) if jury == AUDITION else rank) for rank in range(1, heard + 1)]
    put(models.Passage, (_passage(slug, jury, rank, idea, state) for rank, idea in enumerate(ideas, start=1)))
    _recusals(slug, jury, volume, heard)
    put(models.LateBallot, [_late_ballot(slug, jury)])
    put(models.PaperEntry, [_paper_entry(slug, jury)])
    put(models.Vote, [_vote(slug, jury)])
    put(models.Opinion, [_opinion(slug, jury)])
    compared = (passage_of(slug, jury, 1), passage_of(slug, jury, 2))
    preferences.give(models, pk, compared, seat_of(slug, jury, 1))
    opened = models.JuryEvent(id=key(slug, jury, "event"), subject_id=pk, verb="open", by_name="Présidente")
    put(models.JuryEvent, [opened])


def _criterion(slug: str, jury: str, rank: int, draft: CriterionDraft) -> models.Criterion:
    return models.Criterion(
        id=key(slug, jury, "criterion", rank),
        jury_id=key(slug, jury),
        label=draft.label,
        hint=draft.hint,
        weight=draft.weight,
        position=rank,
    )


def _passage(slug: str, jury: str, rank: int, idea: UUID, state: str) -> models.Passage:
    return models.Passage(
        id=passage_of(slug, jury, rank),
        jury_id=key(slug, jury),
        idea_id=idea,
        position=rank,
        title=f"Répondre à temps aux demandes du service n° {rank}",
        state=state,
        summary="Près de cent demandes attendent plus de trois semaines une réponse.",
    )


def _recusals(slug: str, jury: str, volume: Volume, heard: int) -> None:
    """One proposed in forty dossiers."""
    put(
        models.Recusal,
        (
            models.Recusal(
                id=key(slug, jury, "recusal", rank),
                passage_id=passage_of(slug, jury, rank),
                seat_id=seat_of(slug, jury, rank % volume.jurors + 1),
                proposed=True,
            )
            for rank in range(1, heard + 1, 40)
        ),
    )


def _late_ballot(slug: str, jury: str) -> models.LateBallot:
    """Of the second member on the first dossier, to be answered."""
    return models.LateBallot(
        id=key(slug, jury, "late", 1),
        passage_id=passage_of(slug, jury, 1),
        seat_id=seat_of(slug, jury, 2),
        marks={str(key(slug, jury, "criterion", rank)): 3 for rank in range(1, len(CRITERIA) + 1)},
        received_at=clock.now(),
    )


def _paper_entry(slug: str, jury: str) -> models.PaperEntry:
    """Of whoever presides on the first dossier, typed once."""
    return models.PaperEntry(
        id=key(slug, jury, "paper", 1),
        passage_id=passage_of(slug, jury, 1),
        seat_id=seat_of(slug, jury, 1),
        marks={str(key(slug, jury, "criterion", rank)): 3 for rank in range(1, len(CRITERIA) + 1)},
        comment="Écrit à la main.",
    )


def _vote(slug: str, jury: str) -> models.Vote:
    """One hand, on the first dossier."""
    passage = passage_of(slug, jury, 1)
    return models.Vote(id=key(slug, jury, "vote", 1), passage_id=passage, question="Retenir ?", in_favour=1)


def _opinion(slug: str, jury: str) -> models.Opinion:
    """Of whoever presides, on the first dossier."""
    mine = {"passage_id": passage_of(slug, jury, 1), "seat_id": seat_of(slug, jury, 1)}
    return models.Opinion(
        id=key(slug, jury, "opinion", 1), text="Sous réserve du calendrier.", written_at=clock.now(), **mine
    )


def _seat(slug: str, jury: str, rank: int) -> models.Seat:
    """The first one presides."""
    juror = Someone(slug, "jury", rank)
    return models.Seat(
        id=seat_of(slug, jury, rank),
        jury_id=key(slug, jury),
        user_id=juror.user_id,
        email=juror.email,
        name=juror.name,
        quality="Membre du jury",
        presides=rank == 1,
        present=True,
        stays=[DateTimeTZRange(clock.now() - timedelta(hours=1), None, "[]")],
        conflicts_until=EVER,
    )


def _ballots(slug: str, jury: str, volume: Volume, *, heard: int, readings: int, random: Random) -> None:
    """Each dossier is marked by `readings` members in turn."""
    readings = min(readings, volume.jurors)
    pairs = [
        (passage, (passage * readings + turn) % volume.jurors + 1)
        for passage in range(1, heard + 1)
        for turn in range(readings)
    ]
    put(
        models.Ballot,
        (
            models.Ballot(
                id=key(slug, jury, "ballot", passage, seat),
                passage_id=passage_of(slug, jury, passage),
                seat_id=seat_of(slug, jury, seat),
                comment="Le problème est réel.",
                cast_at=clock.now(),
            )
            for passage, seat in pairs
        ),
    )
    put(models.Mark, _marks(slug, jury, pairs, random))


def _marks(slug: str, jury: str, pairs: Sequence[tuple[int, int]], random: Random) -> Iterator[models.Mark]:
    for passage, seat in pairs:
        for criterion in range(1, len(CRITERIA) + 1):
            yield models.Mark(
                id=key(slug, jury, "mark", passage, seat, criterion),
                ballot_id=key(slug, jury, "ballot", passage, seat),
                criterion_id=key(slug, jury, "criterion", criterion),
                value=random.randint(1, 5),
            )


def _decide(slug: str, jury: str, heard: int, **fields: Any) -> None:
    put(
        models.Decision,
        (
            models.Decision(
                id=key(slug, jury, "decision", rank),
                passage_id=passage_of(slug, jury, rank),
                verdict="laureate" if rank % 2 else "not_retained",
                author_name="Présidente",
                motivation="Le problème est réel et l'équipe est prête.",
                decided_at=clock.now(),
                **fields,
            )
            for rank in range(1, heard + 1)
        ),
    )
