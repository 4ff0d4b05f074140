"""A session that hears ideas and a project that asks to go on."""

from eclore.kit import clock
from eclore.kit.transitions import apply
from programs.juries.states import PassageKind
from programs.local.calls.template import RENEWAL_CRITERIA
from programs.local.ideas.models import Idea
from programs.local.incubation.domain import hearings, projects
from programs.local.incubation.models import Project
from programs.local.juries import domain
from programs.local.juries.models import Passage
from tenants.contexts import in_territory
from tenants.hosts import Site
from tests.factories.juries import JurySetup, a_jury_setup, passages_of

GRID = [each.label for each in RENEWAL_CRITERIA]


def running_project(somme: Site) -> tuple[Project, JurySetup]:
    """A project that has begun, and the session of the next ideas, which nothing has opened yet."""
    before = a_jury_setup(somme, titles="A", opened=False)
    with in_territory(somme):
        for verb in ("hear", "retain"):
            apply(before.passages[0].idea, verb, by=before.runs)
    held = a_jury_setup(somme, titles="D E", members=2, opened=False, quota=4)
    with in_territory(somme):
        running = projects.open_from_idea(Idea.objects.get(state="laureate"), by=held.runs)
        projects.start(running, by=held.runs, on=clock.today(), weeks=9)
    return running, held


def another_project(somme: Site, held: JurySetup, title: str) -> Project:
    """One more that has begun, from an idea of another edition."""
    before = a_jury_setup(somme, titles=title, opened=False)
    with in_territory(somme):
        idea = before.passages[0].idea
        for verb in ("hear", "retain"):
            apply(idea, verb, by=before.runs)
        running = projects.open_from_idea(idea, by=held.runs)
        projects.start(running, by=held.runs, on=clock.today(), weeks=9)
    return running


def a_mixed_session(somme: Site, *, heard: bool = True, more: str = "") -> JurySetup:
    """Two ideas and a project, open; every dossier has been heard unless said otherwise. `more`: other projects."""
    running, held = running_project(somme)
    others = [another_project(somme, held, title) for title in more]
    with in_territory(somme):
        for each in (running, *others):
            hearings.hear(each, held.jury, by=held.runs)
        domain.open_session(held.jury, by=held.runs)
        held.jury.seats.update(conflicts_until="9999-01-01T00:00Z")
        held.passages = passages_of(held.jury)
        for seat in held.jury.seats.all():
            domain.note_presence(seat, by=held.runs, present=True)
        for passage in held.passages if heard else ():
            domain.open_passage(passage, by=held.runs)
    return held


def renewal_of(held: JurySetup) -> Passage:
    """Inside its context."""
    return next(passage for passage in held.passages if passage.kind == PassageKind.RENEWAL)
