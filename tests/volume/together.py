"""What territories do together: forums with their dossiers, and their joint juries, of which the first sits now."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.audit import Act, record
from programs.joint.forums import models as forums
from programs.joint.forums.models import Forum, ForumQuestion, Nomination, Participation
from programs.joint.forums.rotation import rotation
from programs.joint.juries import models
from tenants.contexts import in_programme
from tenants.territories.models import Agreement, AgreementParty, Territory
from tests.factories.juries import EVER
from tests.volume import entry_cards, minutes, preferences
from tests.volume.files import frozen
from tests.volume.people import Someone
from tests.volume.plan import Together, key, put, thawed

OPEN, SITTING, DELIBERATING, PUBLISHED = 1, 2, 3, 4
COACHES = 3  # of a morning
CRITERIA = ("L'idée", "La capacité à s'engager")


def meet(territories: Sequence[Territory], volume: Together) -> None:
    """Forum 1 takes nominations; forum 2's jury marks; the third deliberates, others are published. Opens a context."""
    guests = territories[: volume.participants]
    with thawed("public", "joint_juries"), in_programme():
        for number in range(1, volume.forums + 1):
            _forum(number, guests, volume)
            _nominations(number, guests, _nominated(number, volume))
            _questions(number, guests)
            _morning(number, _nominated(number, volume))
        for number in range(SITTING, volume.forums + 1):
            _jury(number, volume)
        _agreements(territories, volume.nominations)


def _nominated(number: int, volume: Together) -> int:
    return volume.nominations if number <= PUBLISHED else min(volume.nominations, volume.elsewhere)


def _forum(number: int, guests: Sequence[Territory], volume: Together) -> None:
    now = clock.now()
    put(
        Forum,
        [
            Forum(
                id=key("forum", number),
                slug=f"forum-{number}",
                name=f"{number}e Forum interdépartemental",
                place="Amiens",
                held_on=now.date() + timedelta(days=30 - 20 * number),
                state="published",
                quota_total=30000,
                places=10,
                nominations_until=now + timedelta(days=20),
                criteria=list(CRITERIA),
                published_at=now,
            )
        ],
    )
    put(
        Participation,
        (
            Participation(
                id=key("participation", number, guest.slug),
                forum_id=key("forum", number),
                territory=guest,
                territory_role=guest.role,
                quota=30000,
            )
            for guest in guests
        ),
    )


def _nominations(number: int, guests: Sequence[Territory], count: int) -> None:
    rows = []
    for rank in range(1, count + 1):
        guest, title = guests[rank % len(guests)], f"Répondre à temps n° {rank}"
        rows.append(
            Nomination(
                id=key("nomination", number, rank),
                forum_id=key("forum", number),
                territory=guest,
                territory_role=guest.role,
                territory_name=guest.name,
                idea_id=key(guest.slug, "idea", 2, rank),
                title=title,
                nominated_by="Programme",
                snapshot={
                    "title": title,
                    "problem": "Des demandes attendent.",
                    "direction": "Solidarités",
                    "answers": [{"label": "Quel est le problème ?", "text": "Cent demandes attendent trois semaines."}],
                    "team": [{"name": "Agente", "status": "agent"}],
                    "files": frozen(guest.schema_name, key("nomination", number, rank)),
                },
            )
        )
    put(Nomination, rows)


def _questions(number: int, guests: Sequence[Territory]) -> None:
    """One for each territory, that waits for its answer; that of the first dossier's is about it."""
    first = Nomination.objects.get(pk=key("nomination", number, 1))
    put(
        ForumQuestion,
        (
            ForumQuestion(
                id=key("question", number, guest.slug),
                forum_id=key("forum", number),
                nomination=first if first.territory_role == guest.role else None,
                territory_role=guest.role,
                territory_name=guest.name,
                text="Qui présentera le dossier le jour du forum ?",
                asked_by="Coach nationale",
            )
            for guest in guests
        ),
    )


def _morning(number: int, count: int) -> None:
    """Three coaches whom each team meets; the first one has an address."""
    pk = key("morning", number)
    put(forums.CoachingMorning, [forums.CoachingMorning(id=pk, forum_id=key("forum", number), composed=1)])
    coaches = [
        forums.MorningCoach(
            id=key("coach", number, rank),
            morning_id=pk,
            name=f"Coach de la matinée {rank}",
            email=f"matinee{number}@exemple.fr" if rank == 1 else "",
            place=f"Table {rank}",
        )
        for rank in range(1, COACHES + 1)
    ]
    put(forums.MorningCoach, coaches)
    dossiers = Nomination.objects.filter(forum_id=key("forum", number), withdrawn_at=None).order_by("pk")
    roles = list(dossiers.values_list("pk", "territory_role")[:count])
    put(
        forums.MorningTurn,
        (
            forums.MorningTurn(
                id=key("turn", number, met.team, met.coach),
                morning_id=pk,
                coach=coaches[met.coach],
                nomination_id=roles[met.team][0],
                territory_role=roles[met.team][1],
                number=met.turn + 1,
                coach_name=coaches[met.coach].name,
                coach_place=coaches[met.coach].place,
            )
            for met in rotation(len(roles), COACHES, COACHES)
        ),
    )


def _jury(number: int, volume: Together) -> None:
    pk = key("joint-jury", number)
    state = {SITTING: "open", DELIBERATING: "deliberation"}.get(number, "published")
    put(models.Jury, [_open_jury(pk, number)])
    put(models.Criterion, (_criterion(pk, rank, label) for rank, label in enumerate(CRITERIA, start=1)))
    seats = [_seat(pk, rank) for rank in range(1, volume.jurors + 1)]
    put(models.Seat, seats)
    if number in (SITTING, DELIBERATING):
        entry_cards.give("joint_juries", pk, seats)
    else:
        minutes.give(models, pk, seats[0])
        entry_cards.give_transcript("joint_juries", pk, seats)
    _passages(pk, number, volume)
    put(models.JuryEvent, [models.JuryEvent(id=key(pk, "event"), subject_id=pk, verb="open", by_name="Présidente")])
    put(models.Recusal, [_recusal(pk)])
    put(models.LateBallot, [_late_ballot(pk)])
    put(models.PaperEntry, [_paper_entry(pk)])
    first = key(pk, "passage", 1)
    put(models.Vote, [models.Vote(id=key(pk, "vote", 1), passage_id=first, question="Retenir ?", in_favour=1)])
    own = {"id": key(pk, "opinion", 1), "passage_id": first, "seat_id": key(pk, "seat", 1), "written_at": clock.now()}
    put(models.Opinion, [models.Opinion(text="Sous réserve du calendrier.", **own)])
    preferences.give(models, pk, (first, key(pk, "passage", 2)), key(pk, "seat", 1))
    president = Actor(user_id=Someone("national", "coach", 1).user_id)
    record(Act.SESSION, subject=models.Jury(id=pk), by=president, verb="open")
    _mark(pk, _nominated(number, volume), min(volume.jurors, volume.hearers + 1))
    if number > SITTING:
        _decide(pk, number, _nominated(number, volume))
    models.Jury.objects.filter(pk=pk).update(state=state)  # what is written freezes then


def _open_jury(pk: Any, number: int) -> models.Jury:
    """Open still, with the dates of where it will be once all is written."""
    now = clock.now()
    over: dict[str, Any] = {}
    if number > SITTING:
        over = {"closed_at": now, "revealed_at": now, "published_at": now if number > DELIBERATING else None}
    return models.Jury(
        id=pk,
        forum_id=key("forum", number),
        title=f"Jury du forum n° {number}",
        held_on=now.date(),
        state="open",
        opened_at=now,
        places=10,
        **over,
    )


def _criterion(pk: Any, rank: int, label: str) -> models.Criterion:
    return models.Criterion(id=key(pk, "criterion", rank), jury_id=pk, label=label, position=rank)


def _recusal(pk: Any) -> models.Recusal:
    """Of the first dossier, proposed to whoever presides."""
    return models.Recusal(
        id=key(pk, "recusal", 1), passage_id=key(pk, "passage", 1), seat_id=key(pk, "seat", 1), proposed=True
    )


def _late_ballot(pk: Any) -> models.LateBallot:
    """Of the second member on the first dossier, to be answered."""
    marks = {str(key(pk, "criterion", rank)): 3 for rank in range(1, len(CRITERIA) + 1)}
    mine = {"passage_id": key(pk, "passage", 1), "seat_id": key(pk, "seat", 2)}
    return models.LateBallot(id=key(pk, "late", 1), marks=marks, received_at=clock.now(), **mine)


def _paper_entry(pk: Any) -> models.PaperEntry:
    """Of whoever presides on the first dossier, typed once."""
    marks = {str(key(pk, "criterion", rank)): 3 for rank in range(1, len(CRITERIA) + 1)}
    mine = {"passage_id": key(pk, "passage", 1), "seat_id": key(pk, "seat", 1)}
    return models.PaperEntry(id=key(pk, "paper", 1), marks=marks, comment="Écrit à la main.", **mine)


def _passages(pk: Any, number: int, volume: Together) -> None:
    """The first dossier is before the jury."""
    put(
        models.Passage,
        (
            models.Passage(
                id=key(pk, "passage", rank),
                jury_id=pk,
                nomination_id=key("nomination", number, rank),
                position=rank,
                title=f"Répondre à temps n° {rank}",
                state="open" if rank == 1 else "waiting",
                opened_at=clock.now() if rank == 1 else None,
            )
            for rank in range(1, _nominated(number, volume) + 1)
        ),
    )


def _seat(pk: Any, rank: int) -> models.Seat:
    """The first one presides; they come from the national team's own accounts."""
    who = Someone("national", "coach", rank)
    known = {"user_id": who.user_id} if rank == 1 else {}
    stays = [DateTimeTZRange(clock.now() - timedelta(hours=1), None, "[]")]
    named = {"email": who.email, "name": who.name, "presides": rank == 1, "conflicts_until": EVER}
    return models.Seat(id=key(pk, "seat", rank), jury_id=pk, present=True, stays=stays, **named, **known)


def _mark(pk: Any, heard: int, last: int) -> None:
    """By everybody from the second seat to the `last`."""
    random = Random(str(pk))
    pairs = [(passage, seat) for passage in range(1, heard + 1) for seat in range(2, last + 1)]
    put(
        models.Ballot,
        (
            models.Ballot(
                id=key(pk, "ballot", *pair),
                passage_id=key(pk, "passage", pair[0]),
                seat_id=key(pk, "seat", pair[1]),
                cast_at=clock.now(),
            )
            for pair in pairs
        ),
    )
    put(
        models.Mark,
        (
            models.Mark(
                id=key(pk, "mark", *pair, criterion),
                ballot_id=key(pk, "ballot", *pair),
                criterion_id=key(pk, "criterion", criterion),
                value=random.randint(1, 5),
            )
            for pair in pairs
            for criterion in range(1, len(CRITERIA) + 1)
        ),
    )


def _decide(pk: Any, number: int, count: int) -> None:
    roles = dict(Nomination.objects.filter(forum_id=key("forum", number)).values_list("pk", "territory_role"))
    put(
        models.Decision,
        (
            models.Decision(
                id=key(pk, "decision", rank),
                passage_id=key(pk, "passage", rank),
                author_name="Équipe nationale",
                nomination_id=key("nomination", number, rank),
                decided_at=clock.now(),
                territory_role=roles[key("nomination", number, rank)],
                verdict="retained" if rank <= 10 else "not_retained",
                published_at=clock.now() if number > DELIBERATING else None,
            )
            for rank in range(1, count + 1)
        ),
    )


def _agreements(territories: Sequence[Territory], count: int) -> None:
    put(
        Agreement,
        (
            Agreement(
                id=key("agreement", rank), title=f"Convention n° {rank}", signed_on=clock.today(), signatories=["ANCT"]
            )
            for rank in range(1, count + 1)
        ),
    )
    put(
        AgreementParty,
        (
            AgreementParty(
                id=key("party", rank),
                agreement_id=key("agreement", rank),
                territory=territories[rank % len(territories)],
                territory_role=territories[rank % len(territories)].role,
            )
            for rank in range(1, count + 1)
        ),
    )
