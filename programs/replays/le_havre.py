"""Le Havre Seine Métropole: two editions of a call, one session that mixes selection and renewal."""

from datetime import date, timedelta
from uuid import UUID

from eclore.kit import clock
from programs.local.calls.models import Edition
from programs.local.incubation.domain import hearings
from programs.local.incubation.domain.verdicts import Outcome
from programs.local.incubation.models import Project
from programs.local.incubation.states import CommitteeVerdict
from programs.local.juries.states import Verdict
from programs.replays import incubations, season
from programs.replays.fabrique import WEEKS_PER_MONTH, dossiers
from programs.replays.facts import Facts, day, facts, moment
from programs.replays.people import TerritoryPeople
from programs.replays.season import Dossier, Season
from tenants.contexts import in_territory
from tenants.territories.models import Territory

LABEL = "Appel à innovateur territorial"


def play(territories: dict[str, Territory]) -> bool:
    """Play both editions once; False when they were there already."""
    known = facts()["le_havre_appel_innovateur"]
    people = TerritoryPeople(territories[known["territory"]])
    if season.is_played(people, known["programme"], 1):
        return False
    first, second = known["editions"]
    session = day(known["jury_session"]["date"])
    earlier = _play_first(people, known["programme"], first, session)
    _play_second(people, known["programme"], second, session, earlier, first["renewal"]["months"])
    return True


def _play_first(people: TerritoryPeople, programme: str, known: Facts, session: date) -> Edition:
    """Edition 1: three projects that sources name, in experimentation for six months when the session hears them."""
    weeks = round(known["experimentation_months"] * WEEKS_PER_MONTH)
    granted = session - timedelta(weeks=weeks)
    jury_on = granted - timedelta(weeks=14)
    plan = Season(
        programme=programme,
        number=1,
        label=LABEL,
        opens=jury_on - timedelta(days=75),
        closes=jury_on - timedelta(days=40),
        shortlist_on=jury_on - timedelta(days=25),
        jury_on=jury_on,
        weeks=13,
        quota=len(known["projects"]),
        seed=2021,
        dossiers=[Dossier(one["name"], one["problem"], Verdict.LAUREATE) for one in known["projects"]],
    )
    edition = season.open_call(people, plan)
    submitted = season.submit_all(people, plan, edition)
    season.shortlist(people, plan, edition, submitted)
    jury = season.audition(people, plan, edition, submitted)
    season.hold(jury, people, plan, {idea.pk: Verdict.LAUREATE for idea in submitted}, weeks=plan.weeks)
    incubations.start(people, edition, on=jury_on + timedelta(days=7), weeks=plan.weeks)
    renewed = Outcome(CommitteeVerdict.CONSTRUCTION, weeks=weeks, motivation="Premiers usages à trouver.")
    incubations.committee(
        people, on=granted, title="Comité d'investissement", verdicts=dict.fromkeys(_projects(people, edition), renewed)
    )
    return edition


def _play_second(
    people: TerritoryPeople, programme: str, known: Facts, session: date, earlier: Edition, months: int
) -> None:
    """Edition 2: 15 submitted, 7 heard, 4 laureates; the session also renews edition 1's three projects."""
    plan = Season(
        programme=programme,
        number=2,
        label=LABEL,
        opens=session - timedelta(days=90),
        closes=session - timedelta(days=40),
        shortlist_on=session - timedelta(days=25),
        jury_on=session,
        quota=known["laureates"],
        seed=2022,
        partners=bool(known["student_teams"]),
        weeks=round(known["investigation"]["months"] * WEEKS_PER_MONTH),
        dossiers=dossiers(
            known["laureate_problems"],
            laureates=known["laureates"],
            auditioned=known["auditioned"],
            submitted=known["submitted"],
            students=known["student_teams"],
        ),
    )
    edition = season.open_call(people, plan)
    submitted = season.submit_all(people, plan, edition)
    season.shortlist(people, plan, edition, submitted)
    jury = season.audition(people, plan, edition, submitted)
    renewed = _projects(people, earlier)
    with clock.at(moment(session - timedelta(days=6))), in_territory(people.territory):
        for project in Project.objects.filter(pk__in=renewed):
            hearings.hear(project, jury, by=people.manager.actor)
    verdicts = {idea.pk: d.verdict for idea, d in zip(submitted, plan.dossiers, strict=True) if d.heard}
    verdicts |= dict.fromkeys(renewed, Verdict.CONTINUED)
    season.hold(jury, people, plan, verdicts, weeks=round(months * WEEKS_PER_MONTH))
    start = session + timedelta(days=14)
    incubations.start(people, edition, on=start, weeks=plan.weeks)
    ends = {
        edition: start + timedelta(weeks=plan.weeks),
        earlier: session + timedelta(weeks=round(months * WEEKS_PER_MONTH)),
    }
    for one, over in ends.items():
        incubations.close_undocumented(people, one, on=over)
        season.end(people, one, on=over)


def _projects(people: TerritoryPeople, edition: Edition) -> list[UUID]:
    with in_territory(people.territory):
        return list(Project.objects.filter(edition=edition).values_list("pk", flat=True))
