"""Forums, dossiers and joint juries, made by the acts that make them in life. Call these outside any context."""

import itertools
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

from eclore.kit import actor as actors
from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.transitions import apply
from programs.bridge import nominations
from programs.joint.forums import domain as forums
from programs.joint.forums.models import CoachingMorning, Forum, ForumQuestion, Nomination
from programs.joint.juries import domain as deliberations
from programs.joint.juries.models import Jury, Seat
from programs.local.calls.models import Call
from programs.local.ideas.domain import ideas, teams
from programs.local.ideas.models import Idea
from tenants.contexts import in_programme, in_territory
from tenants.hosts import Site
from tenants.territories.models import Territory
from tests.factories.calls import a_call, manager
from tests.factories.ideas import a_draft
from tests.factories.juries import EVER

_number = itertools.count(1)
NATIONAL = Actor(
    user_id=uuid4(), name="Coach nationale", email="coach@exemple.fr", roles=frozenset({actors.NATIONAL_COACH})
)


def territory_of(site: Site) -> Territory:
    """Its row; inside a context."""
    return Territory.objects.get(pk=site.territory_id)


def a_forum(*sites: Site, quota: int = 3, published: bool = True, **changes: Any) -> Forum:
    """A forum in thirty days, whose nominations end in twenty, with these territories."""
    now = clock.now()
    fields = {
        "name": f"Forum {next(_number)}",
        "place": "Amiens",
        "held_on": clock.today() + timedelta(days=30),
        "nominations_until": now + timedelta(days=20),
        **changes,
    }
    with in_programme():
        forum = forums.open_forum(by=NATIONAL, **fields)
        for site in sites:
            forums.add_participant(forum, by=NATIONAL, territory=territory_of(site), quota=quota)
        return forums.publish(forum, by=NATIONAL) if published else forum


def somebody(name: str = "Agente", schema: str = "") -> Actor:
    """An agent without an account row."""
    number = next(_number)
    return Actor(uuid4(), name, f"agent{number}@exemple.fr", frozenset({actors.MEMBER}), schema=schema)


def a_shortlisted(site: Site, title: str = "Anti-Gaspi-Cantine", *, consenting: bool = True, **changes: Any) -> Idea:
    """An idea that the territory has shortlisted, and whose only member has consented."""
    author = somebody(f"Agente · {site.name}", site.schema_name)
    with in_territory(site.schema_name):
        call = Call.objects.first() or a_call()
        idea = ideas.submit(a_draft(call, author, title=title, **changes), by=author)
        if consenting:
            teams.consent(idea.team.get(), by=author)
        apply(idea, "shortlist", by=manager(site.schema_name))
        idea.refresh_from_db()
        return idea


def a_nomination(site: Site, forum: Forum, title: str = "Anti-Gaspi-Cantine") -> Nomination:
    """A dossier that has crossed the bridge."""
    return nominated(site, forum, a_shortlisted(site, title))


def nominated(site: Site, forum: Forum, idea: Idea) -> Nomination:
    """The dossier of this idea, as it stands now."""
    with in_territory(site.schema_name):
        return nominations.nominate(Idea.objects.get(pk=idea.pk), forum, by=manager(site.schema_name))


def a_morning(forum: Forum, *names: str, meetings: int = 1, composed: bool = False, **lengths: Any) -> CoachingMorning:
    """A coaches' morning with these coaches, each with an address and a table; `composed`: with its meetings."""
    with in_programme():
        morning = forums.prepare_morning(forum, by=NATIONAL)
        morning = forums.edit_morning(morning, by=NATIONAL, meetings=meetings, **lengths)
        for rank, name in enumerate(names, start=1):
            told = {"email": f"coach{rank}@exemple.fr", "place": f"Table {rank}"}
            forums.add_coach(morning, by=NATIONAL, name=name, **told)
        return forums.compose_morning(morning, by=NATIONAL, composed=0) if composed else morning


def a_question(
    forum: Forum, site: Site, nomination: Nomination | None = None, text: str = "Qui présentera le dossier ?"
) -> ForumQuestion:
    """What the organisers ask a territory."""
    with in_programme():
        part = forum.participations.select_related("territory", "forum").get(territory_id=site.territory_id)
        return forums.ask_territory(part, by=NATIONAL, text=text, nomination=nomination)


def a_jury(
    forum: Forum,
    *members: tuple[str, Site | None],
    presided: bool = True,
    called: bool = True,
    answered: bool = True,
    **changes: Any,
) -> Jury:
    """A convened jury; `members` are (address, territory or None), the first one presides.

    `answered`: they have said that they have no conflict of interest, with whatever dossier.
    """
    with in_programme():
        jury = deliberations.convene(forum, by=NATIONAL, **{"quorum": 1, **changes})
        for number, (email, site) in enumerate(members):
            a_seat(jury, email, site, presides=presided and number == 0, called=called, answered=answered)
        return jury


def a_seat(
    jury: Jury,
    email: str,
    site: Site | None = None,
    *,
    presides: bool = False,
    called: bool = True,
    answered: bool = True,
) -> Seat:
    """One member more, who is there once `called`; inside the programme's context."""
    territory = territory_of(site) if site else None
    name = f"Membre {next(_number)}"
    seat = deliberations.add_seat(jury, by=NATIONAL, email=email, name=name, territory=territory, presides=presides)
    if answered:
        seat.conflicts_until = EVER
        seat.save(update_fields=["conflicts_until"])
    return deliberations.note_presence(seat, by=NATIONAL, present=True) if called else seat


def marked(passage: Any, by: Actor, value: int = 4) -> Any:
    """A ballot with the same mark everywhere; inside the programme's context."""
    marks = {criterion.pk: value for criterion in passage.jury.criteria.all()}
    return deliberations.cast(passage, by=by, marks=marks)


def a_decided_forum(
    *sites: Site, retained: Sequence[str] = (), waiting: Sequence[str] = (), published: bool = True
) -> Jury:
    """One dossier for each site, titled by its name; `retained`, on the `waiting` list, or else neither."""
    forum = a_forum(*sites)
    for site in sites:
        a_nomination(site, forum, site.name)
    jury = a_jury(forum, ("presidente@exemple.fr", None))
    with in_programme():
        deliberations.open_session(jury, by=NATIONAL)
        deliberations.deliberate(jury, by=NATIONAL)
        for passage in jury.passages.all():
            verdict = "retained" if passage.title in retained else "not_retained"
            verdict = "waiting_list" if passage.title in waiting else verdict
            deliberations.decide(
                passage, by=NATIONAL, verdict=verdict, motivation=f"Motif pour {passage.title}.", weeks=9
            )
        return deliberations.publish(jury, by=NATIONAL) if published else jury
