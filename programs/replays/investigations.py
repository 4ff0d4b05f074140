"""Le Havre, town and métropole together: one agreement, six public-policy problems, nine to twelve weeks."""

from datetime import timedelta

from eclore.kit import clock
from programs.local.calls.domain import editions
from programs.local.calls.models import Edition
from programs.local.calls.template import CallDraft
from programs.local.incubation.domain import members, projects
from programs.local.incubation.models import Part
from programs.replays import generated, incubations, season
from programs.replays.facts import Facts, day, facts, moment
from programs.replays.people import NationalTeam, TerritoryPeople
from tenants.contexts import in_programme, in_territory
from tenants.territories.domain import agreements
from tenants.territories.models import Territory

PROGRAMME = "Programme d'investigations"


def play(territories: dict[str, Territory]) -> bool:
    """Play the programme once; False when it was there already."""
    known = facts()["le_havre_investigations"]
    people = TerritoryPeople(territories[known["territories"][0]])
    if season.is_played(people, PROGRAMME, 1):
        return False
    signed, team = day(known["agreement_signed"]), NationalTeam()
    with clock.at(moment(signed)), in_programme():
        agreements.sign(
            by=team.administrator.actor,
            title=f"{PROGRAMME} du Havre",
            signed_on=signed,
            signatories=known["signatories"],
            territories=[territories[slug] for slug in known["territories"]],
            problems=known["problems"],
            weeks_min=known["weeks_min"],
            weeks_max=known["weeks_max"],
            days_per_week=known["days_per_week"],
            national_funding_percent=known["funding_percent_by_national"],
        )
    edition = _open(known, people)
    start = signed + timedelta(weeks=4)
    incubations.start(people, edition, on=start, weeks=known["weeks_min"])
    over = start + timedelta(weeks=known["weeks_max"])
    incubations.close_undocumented(people, edition, on=over)
    season.end(people, edition, on=over)
    return True


def _open(known: Facts, people: TerritoryPeople) -> Edition:
    """Six problems, each a project from the start: this programme chooses problems, not ideas."""
    signed = day(known["agreement_signed"])
    texts = [
        known["known_problem"],
        *(generated.title(generated.subject(rank + 20)) for rank in range(known["problems"] - 1)),
    ]
    agents = [people.agent(900 + rank) for rank in range(len(texts))]
    with clock.at(moment(signed + timedelta(days=1))), in_territory(people.territory):
        edition = editions.open_edition(
            by=people.manager.actor,
            programme=PROGRAMME,
            number=1,
            weeks=known["weeks_min"],
            quota=known["problems"],
            call=CallDraft(
                opens_at=moment(signed + timedelta(days=2), 9),
                closes_at=moment(signed + timedelta(days=20), 18),
                label="Investigations",
                title="Six problèmes de politique publique",
                problems=tuple(texts),
                commitment_required=False,
            ),
        )
        editions.publish(edition, by=people.manager.actor)
        for rank, (problem, agent) in enumerate(zip(edition.call.problems.all(), agents, strict=True)):
            project = projects.open_from_problem(problem, by=people.manager.actor, generated=rank > 0)
            members.assign(project, by=people.manager.actor, email=agent.email, name=agent.name, part=Part.TEAM)
    return edition
