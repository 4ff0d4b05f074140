"""One local season, act by act, each at its date and by the person who would have done it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypedDict, Unpack
from uuid import UUID

from eclore.kit import clock
from eclore.kit.actor import Actor
from programs.juries.criteria import fitting
from programs.juries.states import PassageKind
from programs.local.calls.domain import editions
from programs.local.calls.models import Edition
from programs.local.calls.template import CRITERIA, CallDraft, CriterionDraft
from programs.local.ideas.domain import commitments, ideas, teams
from programs.local.ideas.models import Idea, TeamMember
from programs.local.ideas.states import IdeaState
from programs.local.juries import domain as local_juries
from programs.local.juries.models import Jury, Passage
from programs.local.juries.side import LocalSide
from programs.local.juries.states import JuryKind, Verdict
from programs.replays import generated, sessions
from programs.replays.facts import moment
from programs.replays.people import Person, TerritoryPeople
from tenants.contexts import in_territory


@dataclass(frozen=True)
class Dossier:
    """One idea and what came of it. `status` is its carriers' (agent, student); `known` when sources name it."""

    title: str
    problem: str
    verdict: str
    status: str = "agent"
    known: bool = True
    mates: int = 0

    @property
    def heard(self) -> bool:
        return self.verdict != Verdict.NOT_SHORTLISTED


@dataclass(frozen=True)
class Season:
    """A season's calendar and terms. `jury_on` is None when the shortlisted go to a forum instead."""

    programme: str
    number: int
    label: str
    opens: date
    closes: date
    shortlist_on: date
    jury_on: date | None
    weeks: int
    quota: int
    dossiers: Sequence[Dossier]
    days_per_week: Decimal = Decimal(1)
    readers: int = 3
    jurors: int = 5
    criteria: Sequence[CriterionDraft] = CRITERIA
    seed: int = 1
    introduction: str = ""
    partners: bool = False
    problems: tuple[str, ...] = field(default_factory=tuple)


class Granted(TypedDict, total=False):
    """What a favourable decision gives."""

    weeks: int
    days_per_week: Decimal


FAVOURABLE: frozenset[str] = frozenset((Verdict.SHORTLISTED, Verdict.LAUREATE, Verdict.CONTINUED))
FAVOURED = "Le problème est réel et l'équipe est prête à s'y consacrer."
DECLINED = "Le jury a préféré d'autres dossiers ; l'équipe est invitée à revenir avec des chiffres."


class Interrupted(RuntimeError):
    """A replay was stopped before its last act, which leaves half a season."""


def is_played(people: TerritoryPeople, programme: str, number: int) -> bool:
    """Whether this edition has been played to its last act, which closes it: a replay is run once.

    Raises Interrupted when it was begun only.
    """
    with in_territory(people.territory):
        edition = Edition.objects.filter(programme=programme, number=number).first()
        if edition is None:
            return False
        if not edition.events.filter(verb="close").exists():
            raise Interrupted(f"{programme}, édition {number} ({people.territory.name})")
        return True


def end(people: TerritoryPeople, edition: Edition, *, on: date) -> None:
    """Everybody has an answer: the manager closes the edition."""
    with clock.at(moment(on, 17)), in_territory(people.territory):
        editions.close(Edition.objects.select_related("call").get(pk=edition.pk), by=people.manager.actor)


def open_call(people: TerritoryPeople, season: Season) -> Edition:
    """The manager opens and publishes the edition on its first day."""
    draft = CallDraft(
        opens_at=moment(season.opens, 9),
        closes_at=moment(season.closes, 18),
        label=season.label,
        introduction=season.introduction or CallDraft.introduction,
        problems=season.problems,
        partners_allowed=season.partners,
    )
    with clock.at(moment(season.opens - timedelta(days=7))), in_territory(people.territory):
        edition = editions.open_edition(
            by=people.manager.actor,
            programme=season.programme,
            number=season.number,
            call=draft,
            criteria=season.criteria,
            quota=season.quota,
            weeks=season.weeks,
            days_per_week=season.days_per_week,
            **_calendar(season),
        )
        return editions.publish(edition, by=people.manager.actor)


def _calendar(season: Season) -> dict[str, date | None]:
    """The days after the call: laureates are freed within a month of the jury."""
    start = season.jury_on + timedelta(weeks=4) if season.jury_on else None
    return {
        "shortlist_from": min(season.closes + timedelta(days=4), season.shortlist_on),
        "shortlist_until": season.shortlist_on,
        "jury_on": season.jury_on,
        "start_on": start,
        "committee_on": start + timedelta(weeks=season.weeks) if start else None,
    }


def submit_all(people: TerritoryPeople, season: Season, edition: Edition) -> list[Idea]:
    """Each team writes, asks for its commitment and submits, spread over the weeks of the call."""
    span = max(1, (season.closes - season.opens).days - 2)
    submitted = []
    for rank, dossier in enumerate(season.dossiers):
        team = [people.agent(season.number * 100 + rank + 1, member + 1) for member in range(1 + dossier.mates)]
        on = season.opens + timedelta(days=1 + rank * span // len(season.dossiers))
        with clock.at(moment(on, 9 + rank % 8, rank * 7 % 60)), in_territory(people.territory):
            submitted.append(_submit(edition, dossier, team, people))
    return submitted


def _submit(edition: Edition, dossier: Dossier, team: list[Person], people: TerritoryPeople) -> Idea:
    by = team[0].actor
    idea = ideas.start(
        edition.call,
        by=by,
        title=dossier.title,
        answers=generated.answers(dossier.problem),
        generated=not dossier.known,
    )
    for mate in team[1:]:
        teams.invite(idea, by=by, email=mate.email, name=mate.name, status=dossier.status)
        teams.claim(mate.actor)
    for member in idea.team.all():
        _commit(member, by, people)
    return ideas.submit(idea, by=by)


def _commit(member: TeamMember, by: Actor, people: TerritoryPeople) -> None:
    """The line manager is asked, and signs from the link."""
    _commitment, secret = commitments.request(
        member,
        by=by,
        signatory_name=f"Responsable de service, {people.territory.name}",
        signatory_email=f"responsable@{people.territory.slug}.example",
    )
    asked = commitments.find(secret)
    assert asked is not None
    commitments.sign(asked)


def shortlist(people: TerritoryPeople, season: Season, edition: Edition, submitted: list[Idea]) -> Jury:
    """A reading round on every dossier; its decisions are published together."""
    with clock.at(moment(season.shortlist_on, 9)), in_territory(people.territory):
        jury = local_juries.compose(
            edition,
            by=people.manager.actor,
            kind=JuryKind.READING,
            title="Présélection",
            held_on=season.shortlist_on,
            ideas=submitted,
        )
        seat_all(jury, people, season.readers)
    verdicts = {
        idea.pk: Verdict.SHORTLISTED if dossier.heard else Verdict.NOT_SHORTLISTED
        for idea, dossier in zip(submitted, season.dossiers, strict=True)
    }
    hold(jury, people, season, verdicts)
    return jury


def audition(people: TerritoryPeople, season: Season, edition: Edition, submitted: list[Idea]) -> Jury:
    """The jury's day, composed and not yet held: renewal passages may be added before `hold`."""
    assert season.jury_on is not None
    heard = [idea for idea, dossier in zip(submitted, season.dossiers, strict=True) if dossier.heard]
    with clock.at(moment(season.jury_on - timedelta(days=7))), in_territory(people.territory):
        heard = list(Idea.objects.filter(pk__in=[idea.pk for idea in heard], state=IdeaState.SHORTLISTED))
        jury = local_juries.compose(
            edition, by=people.manager.actor, kind=JuryKind.AUDITION, title="Jury", held_on=season.jury_on, ideas=heard
        )
        seat_all(jury, people, season.jurors)
    return jury


def seat_all(jury: Jury, people: TerritoryPeople, count: int) -> None:
    """Jurors take their seats; the first one presides."""
    for rank in range(1, count + 1):
        juror = people.juror(rank)
        local_juries.add_seat(
            jury,
            by=people.manager.actor,
            email=juror.email,
            name=juror.name,
            presides=rank == 1,
            quality="Préside le jury" if rank == 1 else "Membre du jury",
        )
        jury.seats.filter(email=juror.email).update(user=juror.user_id)


def call_the_roll(jury: Jury, *, by: Actor) -> None:
    """Everybody is there."""
    for seat in jury.seats.all():
        local_juries.note_presence(seat, by=by, present=True)


def hold(
    jury: Jury, people: TerritoryPeople, season: Season, verdicts: Mapping[UUID, str], **granted: Unpack[Granted]
) -> None:
    """Members mark every passage, the president closes, the manager decides, all is published.

    `verdicts` are by idea's or project's key; `granted` goes to each favourable decision.
    """
    random = Random(season.seed)
    president = people.juror(1)
    on, is_audition = moment(jury.held_on, 14), jury.kind == JuryKind.AUDITION
    if is_audition:
        with clock.at(on - timedelta(days=2)), in_territory(people.territory):
            sessions.call_together(jury, LocalSide(), by=people.manager.actor)
    with clock.at(on), in_territory(people.territory):
        local_juries.open_session(jury, by=president.actor)
        call_the_roll(jury, by=president.actor)
    members = [people.juror(rank) for rank in range(1, jury_size(jury, people) + 1)]
    with clock.at(on + timedelta(minutes=10)), in_territory(people.territory):
        mark_all(jury, members, verdicts, random, president=president)
    with clock.at(on + timedelta(hours=3)), in_territory(people.territory):
        local_juries.deliberate(jury, by=president.actor)
        local_juries.reveal(jury, by=president.actor)
        for passage in jury.passages.all():
            verdict = verdicts[heard(passage)]
            motivation, terms = (FAVOURED, granted) if verdict in FAVOURABLE else (DECLINED, Granted())
            local_juries.decide(passage, by=people.manager.actor, verdict=verdict, motivation=motivation, **terms)
        local_juries.publish(jury, by=people.manager.actor)
        if is_audition:
            sessions.sign_minutes(jury, president.actor, people.manager.actor, site=people.territory.name)


def heard(passage: Passage) -> UUID:
    """The key of the idea that is heard, or of the project; a passage has one of them."""
    key = passage.idea_id or passage.project_id
    if key is None:
        raise ValueError(f"nothing is heard in the passage {passage.pk}")
    return key


def jury_size(jury: Jury, people: TerritoryPeople) -> int:
    with in_territory(people.territory):
        return jury.seats.count()


def mark_all(
    jury: Jury, members: Sequence[Person], verdicts: Mapping[UUID, str], random: Random, *, president: Person
) -> None:
    """These members' ballots on every passage; at an audition the president opens and closes each one."""
    sheets = {kind: fitting(jury.criteria.all(), kind) for kind in PassageKind}
    for member in members:
        local_juries.answer_conflicts(jury, by=member.actor, aside=())
    for passage in jury.passages.all():
        good = verdicts[heard(passage)] in FAVOURABLE
        if jury.kind == JuryKind.AUDITION:
            local_juries.open_passage(passage, by=president.actor)
        for member in members:
            marks = {criterion.pk: generated.mark(random, good=good) for criterion in sheets[PassageKind(passage.kind)]}
            local_juries.cast(passage, by=member.actor, marks=marks)
        if jury.kind == JuryKind.AUDITION:
            local_juries.close_passage(passage, by=president.actor)
