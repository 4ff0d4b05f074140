"""A season of today for the demonstration: something to do for each person, in each territory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from eclore.kit import clock
from programs.joint.forums import domain as forums
from programs.joint.forums.models import Forum
from programs.joint.juries import domain as joint_juries
from programs.local.calls.models import Edition
from programs.local.ideas.domain import ideas
from programs.local.incubation.domain import committees
from programs.local.incubation.models import Project
from programs.local.incubation.states import RUNNING
from programs.local.juries import domain as local_juries
from programs.local.juries.models import Jury
from programs.local.juries.states import JuryKind, Verdict
from programs.replays import generated, incubations, season
from programs.replays.facts import moment
from programs.replays.people import NationalTeam, TerritoryPeople
from programs.replays.season import Dossier, Season
from tenants.contexts import in_programme, in_territory
from tenants.territories.models import Territory

FORUM = "2e Forum interdépartemental"


def play(territories: dict[str, Territory]) -> bool:
    """Open the current season once; False when it was there already."""
    with in_programme():
        if Forum.objects.filter(name=FORUM).exists():
            return False
    today = clock.today()
    by_territory = {slug: TerritoryPeople(territory) for slug, territory in territories.items()}
    national = NationalTeam()
    _open_call(by_territory["somme"], today)
    _reading(by_territory["oise"], today)
    _audition(by_territory["nord"], today)
    _running(by_territory["pas-de-calais"], today, start=today - timedelta(weeks=6), first=16)
    _running(by_territory["val-d-oise"], today, start=today - timedelta(weeks=11), first=22)
    _forum(national, by_territory, today)
    return True


def _plan(
    people: TerritoryPeople, today: date, *, opens: int, closes: int, dossiers: Sequence[Dossier], seed: int
) -> Season:
    """A season whose call opens and closes so many days from today."""
    opening, closing = today + timedelta(days=opens), today + timedelta(days=closes)
    hearing = closing + timedelta(days=28)
    return Season(
        programme="Appel à idées",
        number=opening.year,
        label="Appel à idées",
        opens=opening,
        closes=closing,
        shortlist_on=closing + timedelta(days=11),
        weeks=9,
        quota=4,
        seed=seed,
        jury_on=hearing if hearing <= today else _working_day(hearing),
        dossiers=dossiers,
    )


def _working_day(wanted: date) -> date:
    """That day, or the first one after it that is neither in a week-end nor a fixed public holiday."""
    while wanted.weekday() > 4 or (wanted.month, wanted.day) in {(12, 25), (1, 1), (5, 1), (5, 8), (7, 14), (11, 11)}:
        wanted += timedelta(days=1)
    return wanted


def _dossiers(count: int, verdict: str, *, first: int) -> list[Dossier]:
    return [
        Dossier(
            generated.title(generated.subject(first + rank)),
            generated.problem(first + rank),
            verdict,
            known=False,
            mates=rank % 2,
        )
        for rank in range(count)
    ]


def _open_call(people: TerritoryPeople, today: date) -> None:
    """The Somme collects: a call closes in twelve days, and one agent has a draft under way."""
    plan = _plan(people, today, opens=-23, closes=12, dossiers=_dossiers(9, Verdict.SHORTLISTED, first=0), seed=1)
    edition = season.open_call(people, plan)
    season.submit_all(people, _until_today(plan, today), edition)
    agent = people.agent(1)
    with in_territory(people.territory):
        ideas.start(
            edition.call,
            by=agent.actor,
            title="Un annuaire que l'on comprend",
            generated=True,
            answers={"problem": "Un appel sur trois au standard n'aboutit pas."},
        )


def _until_today(plan: Season, today: date) -> Season:
    """The same plan with its submissions spread over the days gone by."""
    return replace(plan, closes=today)


def _reading(people: TerritoryPeople, today: date) -> None:
    """The Oise shortlists: two readers of three have marked."""
    plan = _plan(people, today, opens=-45, closes=-6, dossiers=_dossiers(12, Verdict.SHORTLISTED, first=6), seed=2)
    edition = season.open_call(people, plan)
    submitted = season.submit_all(people, plan, edition)
    with clock.at(moment(today - timedelta(days=2))), in_territory(people.territory):
        jury = local_juries.compose(
            edition,
            by=people.manager.actor,
            kind=JuryKind.READING,
            title="Présélection",
            held_on=today - timedelta(days=2),
            ideas=submitted,
        )
        season.seat_all(jury, people, 3)
        local_juries.open_session(jury, by=people.juror(1).actor)
    _mark(jury, people, ranks=(1, 2))


def _audition(people: TerritoryPeople, today: date) -> None:
    """The Nord's jury sits today: seven passages, three of five members have marked."""
    plan = _plan(people, today, opens=-75, closes=-28, dossiers=_shortlisted(7, 12), seed=3)
    edition = season.open_call(people, plan)
    submitted = season.submit_all(people, plan, edition)
    season.shortlist(people, plan, edition, submitted)
    jury = season.audition(people, plan, edition, submitted)
    with in_territory(people.territory):
        local_juries.open_session(jury, by=people.juror(1).actor)
        season.call_the_roll(jury, by=people.juror(1).actor)
    _mark(jury, people, ranks=(2, 3, 4))


def _shortlisted(count: int, total: int) -> list[Dossier]:
    return [
        *_dossiers(count, Verdict.SHORTLISTED, first=10),
        *_dossiers(total - count, Verdict.NOT_SHORTLISTED, first=10 + count),
    ]


def _mark(jury: Jury, people: TerritoryPeople, *, ranks: Sequence[int]) -> None:
    random = Random(jury.title)
    with in_territory(people.territory):
        passages = list(jury.passages.all())
        verdicts = {
            season.heard(passage): Verdict.LAUREATE if rank % 2 else Verdict.NOT_RETAINED
            for rank, passage in enumerate(passages)
        }
        members = [people.juror(rank) for rank in ranks]
        season.mark_all(jury, members, verdicts, random, president=people.juror(1))


def _running(people: TerritoryPeople, today: date, *, start: date, first: int) -> None:
    """A season already decided: two projects investigate, a committee is planned."""
    plan = _plan(
        people,
        start,
        opens=-100,
        closes=-60,
        seed=first,
        dossiers=[*_dossiers(2, Verdict.LAUREATE, first=first), *_dossiers(3, Verdict.NOT_RETAINED, first=first + 2)],
    )
    edition = season.open_call(people, plan)
    submitted = season.submit_all(people, plan, edition)
    season.shortlist(people, plan, edition, submitted)
    jury = season.audition(people, plan, edition, submitted)
    verdicts = {idea.pk: d.verdict for idea, d in zip(submitted, plan.dossiers, strict=True)}
    season.hold(jury, people, plan, verdicts, weeks=plan.weeks)
    incubations.start(people, edition, on=start, weeks=plan.weeks)
    _plan_committee(
        people, edition, on=_working_day(max(today + timedelta(days=10), start + timedelta(weeks=plan.weeks)))
    )


def _plan_committee(people: TerritoryPeople, edition: Edition, *, on: date) -> None:
    with in_territory(people.territory):
        projects = list(Project.objects.filter(edition=edition, state__in=RUNNING))
        committees.plan(by=people.manager.actor, title="Comité d'investissement", held_on=on, projects=projects)


def _forum(national: NationalTeam, by_territory: dict[str, TerritoryPeople], today: date) -> None:
    """A second forum takes nominations from four territories; its jury is being composed."""
    by = national.administrator.actor
    juror = national.guest("jury.forum@national.example", "Membre du jury du forum")
    with in_programme():
        forum = forums.open_forum(
            by=by,
            name=FORUM,
            place="Lille",
            held_on=_working_day(today + timedelta(days=45)),
            nominations_until=moment(today + timedelta(days=25), 18),
            quota_total=12,
            places=6,
        )
        for slug in ("somme", "nord", "oise", "pas-de-calais"):
            forums.add_participant(forum, by=by, territory=by_territory[slug].territory, quota=3, hosts=slug == "nord")
        forums.publish(forum, by=by)
        jury = joint_juries.convene(forum, by=by)
        joint_juries.add_seat(jury, by=by, email=juror.email, name=juror.name, quality="Direction générale")
