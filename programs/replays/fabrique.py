"""A ministry's Fabrique numérique: 50 submitted, 12 heard, 7 laureates on 26 January 2018."""

from datetime import date, timedelta

from programs.local.juries.states import Verdict
from programs.replays import generated, incubations, season
from programs.replays.facts import Facts, day, facts
from programs.replays.people import TerritoryPeople
from programs.replays.season import Dossier, Season
from tenants.territories.models import Territory

PROGRAMME = "Fabrique numérique"
WEEKS_PER_MONTH = 52 / 12


def play(territories: dict[str, Territory]) -> bool:
    """Play the season once; False when it was there already."""
    known = facts()["fabrique_numerique"]
    people = TerritoryPeople(territories[known["territory"]])
    if season.is_played(people, PROGRAMME, 1):
        return False
    plan = _plan(known)
    edition = season.open_call(people, plan)
    submitted = season.submit_all(people, plan, edition)
    season.shortlist(people, plan, edition, submitted)
    jury = season.audition(people, plan, edition, submitted)
    verdicts = {idea.pk: d.verdict for idea, d in zip(submitted, plan.dossiers, strict=True) if d.heard}
    season.hold(jury, people, plan, verdicts, weeks=plan.weeks, days_per_week=plan.days_per_week)
    start = day(known["results"]) + timedelta(days=10)
    incubations.start(people, edition, on=start, weeks=plan.weeks)
    over = start + timedelta(weeks=plan.weeks)
    incubations.close_undocumented(people, edition, on=over)
    season.end(people, edition, on=over)
    return True


def _plan(known: Facts) -> Season:
    call = date.fromisoformat(f"{known['call']}-06")
    return Season(
        programme=PROGRAMME,
        number=1,
        label="Appel à intrapreneurs",
        opens=call,
        closes=call + timedelta(days=40),
        shortlist_on=call + timedelta(days=54),
        jury_on=day(known["results"]),
        weeks=round(known["accompaniment_months"] * WEEKS_PER_MONTH),
        quota=known["laureates"],
        seed=2018,
        dossiers=dossiers(
            known["laureate_problems"],
            laureates=known["laureates"],
            auditioned=known["auditioned"],
            submitted=known["submitted"],
        ),
    )


def dossiers(
    problems: list[str], *, laureates: int, auditioned: int, submitted: int, students: int = 0
) -> list[Dossier]:
    """The documented laureates first, then generated dossiers up to the documented numbers."""
    known = [
        Dossier(
            generated.title(text),
            text,
            Verdict.LAUREATE,
            status="student" if rank < students else "agent",
            mates=2 if rank < students else 1,
        )
        for rank, text in enumerate(reversed(problems))
    ]
    rest = [
        Dossier(
            generated.title(generated.subject(rank)),
            generated.problem(rank),
            Verdict.NOT_RETAINED if rank < auditioned - laureates else Verdict.NOT_SHORTLISTED,
            known=False,
        )
        for rank in range(submitted - laureates)
    ]
    return [*known, *rest]
