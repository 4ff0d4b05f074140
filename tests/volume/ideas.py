"""Two editions: the past one, whose laureates became projects; today's, with every idea that was submitted."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from eclore.kit import clock
from programs.local.calls.models import Call, Edition, EditionCriterion, ProblemStatement, Question
from programs.local.calls.template import CRITERIA, INTRODUCTION, LABEL, QUESTIONS, TITLE
from programs.local.ideas.models import Callback, Commitment, Draft, Idea, IdeaEvent, TeamMember
from programs.local.messages.models import Message
from tests.volume.people import Someone
from tests.volume.plan import Volume, key

PAST, NOW = 1, 2
PUBLISHED = "jury passé"  # which heard the past edition
DIRECTIONS = ("Solidarités", "Routes et mobilités", "Éducation", "Ressources humaines", "Culture", "Numérique")
PROBLEM = (
    "Chaque année, près de {count} demandes d'usagers attendent plus de trois semaines une réponse, parce que cinq "
    "services se transmettent le même dossier sans savoir qui le suit. Les agentes d'accueil rappellent, ressaisissent "
    "et s'excusent ; les usagers, eux, reviennent au guichet ou renoncent."
)
OTHERS = {
    "solution": "Un service simple qui dit à l'usager et à l'agent où en est la demande, qui la suit et quand "
    "répondre ; essayé dans un seul site, puis corrigé chaque semaine.",
    "users": "Les agentes d'accueil d'un premier site volontaire, puis les usagers qu'elles reçoivent.",
}

SHORTLISTED = 99_999  # what the numbers of shortlisted ideas are above


def open_editions(slug: str, volume: Volume) -> None:
    """Both editions with their calls, questions and criteria; as many problem statements as there are readings."""
    now = clock.now()
    spans = {PAST: (-400, -365), NOW: (-20, 20)}
    many = {"ignore_conflicts": True}
    Edition.objects.bulk_create((_edition(slug, number, now) for number in spans), **many)
    Call.objects.bulk_create(
        (
            Call(
                id=key(slug, "call", number),
                edition_id=key(slug, "edition", number),
                label=LABEL,
                title=TITLE,
                introduction=INTRODUCTION,
                opens_at=now + timedelta(days=opens),
                closes_at=now + timedelta(days=closes),
                reply_by=(now + timedelta(days=closes + 20)).date(),
            )
            for number, (opens, closes) in spans.items()
        ),
        **many,
    )
    Question.objects.bulk_create(_questions(slug), **many)
    EditionCriterion.objects.bulk_create(_criteria(slug), **many)
    ProblemStatement.objects.bulk_create(
        (
            ProblemStatement(
                id=key(slug, "problem", rank),
                call_id=key(slug, "call", NOW),
                position=rank,
                text=f"Comment mieux répondre aux usagers du service n° {rank} ?",
            )
            for rank in range(1, volume.readings + 1)
        ),
        **many,
    )


def write(slug: str, volume: Volume) -> None:
    """Today's submitted ideas and the past laureates, with teams of two, commitments and histories; one draft."""
    ideas = list(_ideas(slug, volume))
    many = {"ignore_conflicts": True, "batch_size": 500}
    Idea.objects.bulk_create(ideas, **many)
    TeamMember.objects.bulk_create((m for idea in ideas for m in _team(slug, idea)), **many)
    Commitment.objects.bulk_create((_commitment(idea) for idea in ideas), **many)
    IdeaEvent.objects.bulk_create((e for idea in ideas for e in _history(idea)), **many)
    Callback.objects.bulk_create((_callback(slug, rank) for rank in range(1, volume.people + 1)), **many)
    Draft.objects.bulk_create([_draft(slug)], **many)
    Message.objects.bulk_create((_message(slug, rank) for rank in range(1, volume.messages + 1)), **many)


def _edition(slug: str, number: int, now: Any) -> Edition:
    past = number == PAST
    return Edition(
        id=key(slug, "edition", number),
        programme="Appel à idées",
        number=number,
        quota=30,
        state="closed" if past else "published",
        published_at=now - timedelta(days=30),
        closed_at=now if past else None,
        created_at=now - timedelta(days=900 // number),
        jury_on=now.date() + timedelta(days=40),
        start_on=now.date() + timedelta(days=60),
    )


def _questions(slug: str) -> Iterator[Question]:
    for number in (PAST, NOW):
        for position, draft in enumerate(QUESTIONS):
            yield Question(
                id=key(slug, "question", number, draft.key),
                call_id=key(slug, "call", number),
                key=draft.key,
                label=draft.label,
                hint=draft.hint,
                position=position,
            )


def _criteria(slug: str) -> Iterator[EditionCriterion]:
    for number in (PAST, NOW):
        for position, draft in enumerate(CRITERIA):
            yield EditionCriterion(
                id=key(slug, "criterion", number, position),
                edition_id=key(slug, "edition", number),
                label=draft.label,
                hint=draft.hint,
                weight=draft.weight,
                position=position,
            )


def _ideas(slug: str, volume: Volume) -> Iterator[Idea]:
    now = clock.now()
    for rank in range(1, volume.ideas + 1):
        yield _idea(slug, NOW, rank, state="submitted", submitted_at=now - timedelta(minutes=rank * 40))
    for rank in range(1, volume.projects + 1):
        dated = dict.fromkeys(("submitted_at", "shortlisted_at", "heard_at", "answered_at"), now - timedelta(days=300))
        yield _idea(slug, PAST, rank, state="laureate", **dated)
    yield _idea(slug, NOW, 0, state="draft")
    yield _idea(slug, NOW, -1, state="shortlisted", submitted_at=now, shortlisted_at=now, share_with_forum=True)
    for rank in range(1, volume.heard + 1):
        yield _idea(slug, NOW, auditioned(rank), state="shortlisted", submitted_at=now, shortlisted_at=now)


def _idea(slug: str, edition: int, rank: int, **fields: Any) -> Idea:
    return Idea(
        id=key(slug, "idea", edition, rank),
        call_id=key(slug, "call", edition),
        author_id=author(slug, rank).user_id,
        number=None if rank == 0 else rank if rank > 0 else SHORTLISTED - rank,
        title=f"Répondre à temps aux demandes du service n° {rank}",
        problem_id=key(slug, "problem", 1) if edition == NOW and rank % 3 == 0 else None,
        answers={"problem": PROBLEM.format(count=100 + rank), **OTHERS},
        direction=DIRECTIONS[rank % len(DIRECTIONS)],
        open_team=rank % 2 == 0 or rank < 0,
        generated=True,
        **fields,
    )


def auditioned(rank: int) -> int:
    """The rank among ideas of the one that the audition hears in that order: below the draft and the nominated one."""
    return -1 - rank


def author(slug: str, rank: int) -> Someone:
    """Who leads the idea of that rank; the draft and the nominated one belong to the first agent, too."""
    return Someone(slug, "agent", max(rank, auditioned(rank), 1))


def secret_of(idea: UUID) -> str:
    """What the link to its commitment holds."""
    return f"secret-{idea.hex}"


def _draft(slug: str) -> Draft:
    draft = key(slug, "without-account")
    return Draft(
        id=draft,
        call_id=key(slug, "call", NOW),
        title="Répondre plus vite",
        answers={"problem": PROBLEM.format(count=90)},
        secret_hash=sha256(secret_of(draft).encode()).hexdigest(),
    )


def _callback(slug: str, rank: int) -> Callback:
    return Callback(
        id=key(slug, "callback", rank),
        call_id=key(slug, "call", NOW),
        name="Agente qui hésite",
        contact=f"06 00 00 00 {rank % 100:02}",
        moment="le mardi matin",
    )


def _team(slug: str, idea: Idea) -> Iterator[TeamMember]:
    number = idea.number or 0
    leader = author(slug, number if number < SHORTLISTED else SHORTLISTED - number)
    yield TeamMember(
        id=key(idea.pk, "lead"),
        idea=idea,
        user_id=leader.user_id,
        email=leader.email,
        name=leader.name,
        leads=True,
        consented_at=clock.now(),
    )
    yield TeamMember(
        id=key(idea.pk, "mate"),
        idea=idea,
        email=f"collegue@{idea.pk}.example",
        name="Collègue",
        consented_at=clock.now(),
    )


def _commitment(idea: Idea) -> Commitment:
    signed = (idea.number or 0) % 3 != 0
    return Commitment(
        id=key(idea.pk, "commitment"),
        member_id=key(idea.pk, "lead"),
        signatory_name="Responsable de service",
        signatory_email="responsable@exemple.example",
        days_per_week=Decimal(1),
        token_hash=sha256(secret_of(idea.pk).encode()).hexdigest(),
        state="signed" if signed else "requested",
        answered_at=clock.now() if signed else None,
    )


def _history(idea: Idea) -> Iterator[IdeaEvent]:
    if idea.state != "draft":
        yield IdeaEvent(
            id=key(idea.pk, "event"), subject=idea, verb="submit", source="draft", target="submitted", by_name="Agente"
        )


def _message(slug: str, rank: int) -> Message:
    """One in four is a letter, that tells a decision of the jury that is over."""
    state = ("draft", "sent", "sent", "failed")[rank % 4]
    return Message(
        id=key(slug, "message", rank),
        kind="ideas.acknowledgement",
        about=key(slug, "idea", NOW, rank),
        decision_id=key(slug, PUBLISHED, "decision", rank // 4 + 1) if rank % 4 == 1 else None,
        state=state,
        to_email=f"agent{rank}@{slug}.example",
        to_name="Agente",
        subject="Votre idée est déposée",
        body=PROBLEM,
        sent_at=clock.now() if state == "sent" else None,
    )
