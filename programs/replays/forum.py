"""The first interdepartmental forum (Amiens, 28 November 2019) and its eight investigations."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypedDict
from uuid import UUID

from eclore.kit import clock
from eclore.kit.actor import MEMBER
from eclore.kit.folding import in_order
from programs.bridge import deliveries, hearings, nominations
from programs.joint.forums import domain as forums
from programs.joint.forums.models import Forum
from programs.joint.juries import domain as joint_juries
from programs.joint.juries.models import Jury
from programs.joint.juries.side import JointSide
from programs.joint.juries.states import JointVerdict
from programs.local.calls.models import Edition
from programs.local.calls.template import CriterionDraft
from programs.local.ideas.domain import teams
from programs.local.ideas.models import Idea
from programs.local.ideas.states import IdeaState
from programs.local.incubation.domain import projects
from programs.local.incubation.domain.verdicts import Outcome
from programs.local.incubation.models import Project
from programs.local.incubation.states import CommitteeVerdict, ProjectState
from programs.local.juries.states import Verdict
from programs.replays import generated, incubations, season, sessions
from programs.replays.facts import Facts, day, facts, moment
from programs.replays.people import NationalTeam, Person, TerritoryPeople
from programs.replays.season import Dossier, Season
from tenants.accounts import authentication
from tenants.contexts import in_programme, in_territory
from tenants.territories.models import Territory

PROGRAMME = "Appel à idées interdépartemental"
DEPOSITED_ELSEWHERE = 2  # dossiers of each territory that were not shortlisted, generated

LEARNT = "Le problème existe ; les sources publiques ne détaillent pas les enseignements."
WHY = "L'accompagnement national s'est arrêté à cette date."
# What a committee decided, by the phase that follows.
OUTCOMES = {
    "construction": Outcome(CommitteeVerdict.CONSTRUCTION, weeks=26, motivation="Première version à construire."),
    "abandon": Outcome(CommitteeVerdict.STOPPED, learnt=LEARNT, why=WHY),
    "abandon-investigation": Outcome(CommitteeVerdict.INCONCLUSIVE, learnt=LEARNT, why=WHY),
}


def play(territories: dict[str, Territory]) -> bool:
    """Play the forum once; False when it was there already."""
    known = facts()["forum_interdepartemental"]
    slugs = [*known["participants"], *known["added_after_publication"]]
    with in_programme():
        begun = Forum.objects.filter(name=known["name"]).exists()
    by_territory = {slug: TerritoryPeople(territories[slug]) for slug in slugs}
    if begun:
        if not all(season.is_played(people, PROGRAMME, 1) for people in by_territory.values()):
            raise season.Interrupted(known["name"])
        return False
    team = NationalTeam()
    forum = _open(known, team, by_territory)
    editions = {
        slug: _local_call(known, people, rank, len(slugs)) for rank, (slug, people) in enumerate(by_territory.items())
    }
    for people in by_territory.values():
        _nominate(known, people, forum)
    _deliberate(known, team, forum, by_territory)
    for people in by_territory.values():
        with clock.at(moment(known["date"], 18)):
            deliveries.deliver(people.territory)
    _investigate(known["investigations"], by_territory, editions)
    for slug, people in by_territory.items():
        season.end(people, editions[slug], on=date(2020, 6, 30))
    return True


def _open(known: Facts, team: NationalTeam, by_territory: dict[str, TerritoryPeople]) -> Forum:
    by = team.administrator.actor
    quota = known["teams_presented"] // len(by_territory)
    with clock.at(moment("2019-09-02")), in_programme():
        forum = forums.open_forum(
            by=by,
            name=known["name"],
            place=known["place"],
            held_on=day(known["date"]),
            nominations_until=moment("2019-11-22", 18),
            quota_total=known["teams_presented"],
            places=known["selected"],
            criteria=[text[0].upper() + text[1:] for text in known["criteria"]],
        )
        for slug in known["participants"]:
            forums.add_participant(
                forum, by=by, territory=by_territory[slug].territory, quota=quota, hosts=slug == known["host"]
            )
        forums.publish(forum, by=by)
    with clock.at(moment("2019-10-01")), in_programme():
        for slug in known["added_after_publication"]:
            forums.add_participant(forum, by=by, territory=by_territory[slug].territory, quota=quota)
    return forum


def _local_call(known: Facts, people: TerritoryPeople, rank: int, count: int) -> Edition:
    """Each territory's own call and shortlist; three dossiers of each go to Amiens."""
    plan = Season(
        programme=PROGRAMME,
        number=1,
        label="Appel à idées",
        opens=day(known["call"]["opens"]),
        closes=day(known["call"]["closes"]),
        shortlist_on=date(2019, 11, 12),
        jury_on=None,
        weeks=13,
        quota=known["teams_presented"] // count,
        seed=2019 + rank,
        dossiers=_dossiers(known, people.territory.slug, rank, known["teams_presented"] // count),
        criteria=[CriterionDraft(label=text[0].upper() + text[1:]) for text in known["criteria"]],
    )
    edition = season.open_call(people, plan)
    submitted = season.submit_all(people, plan, edition)
    season.shortlist(people, plan, edition, submitted)
    return edition


def _dossiers(known: Facts, slug: str, rank: int, quota: int) -> list[Dossier]:
    named = [
        Dossier(one["name"], one["problem"], Verdict.SHORTLISTED, mates=1)
        for one in known["investigations"]["projects"]
        if one["territory"] == slug
    ]
    wanted = quota + DEPOSITED_ELSEWHERE - len(named)
    unnamed = [
        Dossier(
            generated.title(generated.subject(rank * 6 + number)),
            generated.problem(rank * 6 + number),
            Verdict.SHORTLISTED if number < quota - len(named) else Verdict.NOT_SHORTLISTED,
            known=False,
        )
        for number in range(wanted)
    ]
    return [*named, *unnamed]


def _nominate(known: Facts, people: TerritoryPeople, forum: Forum) -> None:
    """Teams consent, the manager nominates."""
    with clock.at(moment("2019-11-15")), in_territory(people.territory):
        for idea in Idea.objects.filter(call__edition__programme=PROGRAMME, state=IdeaState.SHORTLISTED):
            for member in idea.team.select_related("idea").prefetch_related("user"):
                assert member.user is not None  # a replayed team is made of people who have signed in
                by = authentication.actor_for(member.user, {MEMBER}, schema=people.territory.schema_name)
                teams.consent(member, by=by)
            nominations.nominate(idea, forum, by=people.manager.actor)


def _deliberate(known: Facts, team: NationalTeam, forum: Forum, by_territory: dict[str, TerritoryPeople]) -> None:
    """Joint jury of directors general, elected officials and field agents; two criteria; ten selected."""
    by, on, random = team.administrator.actor, moment(known["date"], 14), Random(2019)
    jurors = _jurors(known, team, by_territory)
    with clock.at(on - timedelta(days=3)), in_programme():
        forum.refresh_from_db()
        jury = joint_juries.convene(forum, by=by)
        for rank, (juror, quality, territory) in enumerate(jurors):
            joint_juries.add_seat(
                jury,
                by=by,
                email=juror.email,
                name=juror.name,
                quality=quality,
                territory=territory,
                presides=rank == 0,
            )
        sessions.call_together(jury, JointSide(), by=by)
    for people in by_territory.values():
        with clock.at(on - timedelta(days=2)):
            hearings.tell(people.territory.schema_name)
    with clock.at(on), in_programme():
        for juror, _quality, _territory in jurors:
            joint_juries.seats.claim(juror.actor)
        joint_juries.open_session(jury, by=by)
        for seat in jury.seats.all():
            joint_juries.note_presence(seat, by=by, present=True)
    retained = _retained(known, jury)
    with clock.at(on + timedelta(minutes=10)), in_programme():
        _mark(jury, [juror for juror, _quality, _territory in jurors], retained, random)
    with clock.at(on + timedelta(hours=3)), in_programme():
        joint_juries.deliberate(jury, by=by)
        joint_juries.reveal(jury, by=jurors[0][0].actor)
        for passage in jury.passages.select_related("nomination"):
            joint_juries.decide(passage, by=by, **_ruling(passage.nomination_id in retained))
        joint_juries.publish(jury, by=by)
        sessions.sign_minutes(jury, jurors[0][0].actor, by, site="Éclore")


def _jurors(
    known: Facts, team: NationalTeam, by_territory: dict[str, TerritoryPeople]
) -> list[tuple[Person, str, Territory]]:
    """From each territory one member of each documented kind."""
    return [
        (
            team.guest(f"forum{rank}@{slug}.example", f"{quality[0].upper()}{quality[1:]}, {people.territory.name}"),
            quality,
            people.territory,
        )
        for slug, people in by_territory.items()
        for rank, quality in enumerate(known["jury"], 1)
    ]


def _retained(known: Facts, jury: Jury) -> set[UUID]:
    """The eight that sources name, then generated ones up to the documented number, one a territory."""
    names = {one["name"] for one in known["investigations"]["projects"]}
    with in_programme():
        passages = list(
            jury.passages.select_related("nomination").order_by(
                *in_order("nomination__territory_name"), *in_order("title")
            )
        )
    chosen = [p for p in passages if p.title in names]
    per_territory = Counter(p.nomination.territory_name for p in chosen)
    others = sorted(
        (p for p in passages if p not in chosen), key=lambda p: (per_territory[p.nomination.territory_name], p.title)
    )
    return {p.nomination_id for p in [*chosen, *others][: known["selected"]]}


def _mark(jury: Jury, jurors: list[Person], retained: set[UUID], random: Random) -> None:
    """Passage after passage; a juror steps aside from their own territory's, as was proposed, and marks the others."""
    criteria = list(jury.criteria.all())
    proposed = {(one.passage_id, one.seat.email) for s in jury.seats.all() for one in s.recusals.select_related("seat")}
    for juror in jurors:
        aside = {passage for passage, email in proposed if email == juror.email}
        joint_juries.answer_conflicts(jury, by=juror.actor, aside=aside)
    for passage in jury.passages.all():
        joint_juries.open_passage(passage, by=jurors[0].actor)
        for juror in jurors:
            if (passage.pk, juror.email) in proposed:
                continue
            good = passage.nomination_id in retained
            marks = {criterion.pk: generated.mark(random, good=good) for criterion in criteria}
            joint_juries.cast(passage, by=juror.actor, marks=marks)
        joint_juries.close_passage(passage, by=jurors[0].actor)


class Ruling(TypedDict, total=False):
    """What the joint jury decides about one dossier."""

    verdict: str
    weeks: int
    days_per_week: Decimal
    motivation: str


def _ruling(retained: bool) -> Ruling:
    if retained:
        return {
            "verdict": JointVerdict.RETAINED,
            "weeks": 13,
            "days_per_week": Decimal(1),
            "motivation": "L'idée et la capacité d'engagement ont convaincu le jury.",
        }
    return {
        "verdict": JointVerdict.NOT_RETAINED,
        "motivation": "Le jury encourage le territoire à développer cette idée localement.",
    }


def _investigate(known: Facts, by_territory: dict[str, TerritoryPeople], editions: dict[str, Edition]) -> None:
    """Eight start on 14 January 2020; phases and ends at their documented dates."""
    named = {one["name"]: one for one in known["projects"]}
    for slug, people in by_territory.items():
        incubations.start(people, editions[slug], on=day(known["start"]), weeks=13, only=lambda p: p.name in named)
    for one in known["projects"]:
        for phase, on in one["phases"][1:]:
            _turn(by_territory[one["territory"]], one, phase, day(on))
    for people in by_territory.values():
        _leave_the_others(people)


def _turn(people: TerritoryPeople, one: Facts, phase: str, on: date) -> None:
    with in_territory(people.territory):
        project = Project.objects.get(name=one["name"])
    incubations.committee(people, on=on, title=f"Comité : {one['name']}", verdicts={project.pk: OUTCOMES[phase]})
    if one.get("taken_over_locally") and phase != "construction":
        with clock.at(moment(on, 17)), in_territory(people.territory):
            projects.take_over(Project.objects.get(pk=project.pk), by=people.manager.actor)


def _leave_the_others(people: TerritoryPeople) -> None:
    """Retained at Amiens and not among the eight investigations: sources say no more."""
    with in_territory(people.territory):
        waiting = list(Project.objects.filter(edition__programme=PROGRAMME, state=ProjectState.TO_SIGN))
    if waiting:
        verdicts = dict.fromkeys((project.pk for project in waiting), incubations.LEFT)
        incubations.committee(people, on=date(2020, 7, 13), title="Suites du forum", verdicts=verdicts)
