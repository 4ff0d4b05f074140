"""A territory's jury at each of its stages, with the ideas that it hears."""

from typing import Any

from eclore.kit.actor import MEMBER, Actor, system
from eclore.kit.transitions import apply
from programs.juries.domain import freeze_minutes, hand_in, lend_passage, record_vote, type_paper, write_opinion
from programs.juries.paper_sheets import sheet_of
from programs.juries.renewals import Facts, kept
from programs.local.ideas.models import Idea
from programs.local.incubation.models import Project
from programs.local.juries import domain, models
from tenants.contexts import in_territory
from tests.factories.incubation import project as a_project
from tests.factories.juries import a_jury_setup, decide_all, mark, mark_everything, passages_of

# The last two: published, its laureate's project has ended, the other idea waits; and the place was given back.
OVER = ("jury_published", "jury_ended", "jury_freed")
STAGES = ("jury_prepared", "jury_unmarked", "jury_open", "jury_deliberating", "jury_decided", *OVER)

SITE = {"site": "Ici", "verify_url": "https://ici.fr/verifier/"}


def sessions(world: Any) -> dict[str, dict[str, Any]]:
    return {stage: session(world, stage) for stage in STAGES}


def session(world: Any, stage: str) -> dict[str, Any]:
    """Two ideas heard, one that could be; three members, the second one has marked the first dossier."""
    setup = a_jury_setup(world.somme, titles="A B C", opened=False, members=3)
    with in_territory(world.somme):
        jury = at_two(models, setup.jury.pk)
        for idea in Idea.objects.filter(call__edition=jury.edition_id):
            lead = idea.team.get(leads=True)
            world.base.setdefault("leads", {})[idea.pk] = lead.user_id
        spare = passages_of(jury)[2]
        domain.remove_passage(spare, by=setup.runs)
        renewing = a_project(f"Renouvellement {stage}", started=jury.held_on)
        (bring_facts if stage == "jury_prepared" else open_it)(jury, setup, stage)
        passages = passages_of(jury)
        recusal, idea = recusal_of(jury, passages, setup) if stage == "jury_open" else None, passages[0].idea
        return {
            "juries": models,
            "verbs": domain,
            "jury": jury.pk,
            "passage": passages[0].pk,
            "passage2": passages[1].pk,
            "seat": setup_seat(jury, 1).pk,
            "free_seat": setup_seat(jury, 2).pk,
            "juror": setup.actors[1],
            "president": setup.president,
            "runs": setup.runs,
            "juror3": setup.actors[2],
            "verdict": "laureate",
            **told(recusal, passages[0], setup.actors[2], stage),
            "idea": idea.pk,
            "other": passages[1].idea_id,
            "spare": spare.idea_id,
            "marks": {each.pk: 3 for each in jury.criteria.all()},
            "edition": jury.edition_id,
            "call": idea.call_id,
            "project": renewing.pk,
            "author": author_of(world, idea),
            "lead_member": idea.team.get(leads=True).pk,
            "in_programme": False,
        }


def at_two(juries: Any, pk: Any) -> Any:
    """The session, with the hour without which its order of the day is not sent."""
    juries.Jury.objects.filter(pk=pk).update(starts_at="14:00")
    return juries.Jury.objects.get(pk=pk)


def bring_facts(jury: models.Jury, _setup: Any, _stage: str) -> None:
    """What a project brings, on the second dossier."""
    jury.passages.filter(pk=passages_of(jury)[1].pk).update(renewal=kept(Facts()))


def open_it(jury: Any, setup: Any, stage: str) -> None:
    """As far as its stage."""
    domain.open_session(jury, by=setup.runs)
    if stage == "jury_unmarked":
        return
    passages = passages_of(jury)
    domain.open_passage(passages[0], by=setup.runs)
    mark(passages[0], setup.actors[1], 4)
    if stage == "jury_open":
        return
    domain.open_passage(passages[1], by=setup.runs)
    domain.close_passage(passages[1], by=setup.runs)
    setup.passages = passages
    mark_everything(setup)
    domain.deliberate(jury, by=setup.president)
    if stage != "jury_deliberating":
        decide_all(setup, "laureate", "waiting_list" if stage in OVER[1:] else "not_retained")
        domain.reveal(jury, by=setup.president)
    if stage in OVER:
        domain.publish(models.Jury.objects.get(pk=jury.pk), by=setup.runs)
    if stage in OVER[1:]:
        apply(Project.objects.get(origins__idea=passages[0].idea_id), "end_stopped", by=setup.runs)
    if stage == "jury_freed":
        domain.free_place(models.Passage.objects.get(pk=passages[0].pk), by=setup.runs, reason="Mutation.")


def setup_seat(jury: Any, rank: int) -> Any:
    """The members by name: the first one presides."""
    return jury.seats.order_by("name")[rank]


def told(recusal: Any, passage: Any, member: Any, stage: str) -> dict[str, Any]:
    """Keys of the recusal, if there is one, of what this member has sent once marks were closed, of a vote.

    The dossier is then lent to a member; once it is decided, this member has a reservation.
    """
    found = {"recusal": recusal and recusal.pk}
    if stage.endswith("decided"):
        write_opinion(passage, by=member, text="Trop cher.")
    """Keys of the recusal, if there is one, and of what this member has sent once marks were closed."""
    if stage.endswith("published"):
        jury = type(passage.jury)._default_manager.get(pk=passage.jury_id)
        president = Actor(name="Présidente", system=True)
        return {"minutes": freeze_minutes(jury, by=president, **SITE).pk}
    if stage.endswith("_open"):
        return {**found, "drawn": typed_once(passage)}
    if not stage.endswith("deliberating"):
        return found
    marks = {each.pk: 2 for each in passage.jury.criteria.all()}
    late = hand_in(passage, by=member, marks=marks)
    vote = record_vote(passage, by=system(), question="Retenir ?", in_favour=1)
    lend_passage(passage, passage.jury.seats.filter(presides=False).first(), by=system())
    return {**found, "late": late.pk, "vote": vote.pk}


def typed_once(passage: Any) -> str:
    """What the third member wrote on paper, in nobody's own hand; the version of the sheet that pages then show."""
    third = setup_seat(passage.jury, 2)
    marks = {each.pk: 3 for each in passage.jury.criteria.all()}
    return type_paper(passage, third, by=system(), marks=marks, drawn=sheet_of(passage, third).version).version


def recusal_of(jury: Any, passages: Any, setup: Any) -> Any:
    return domain.propose_recusal(passages[1], setup_seat(jury, 2), by=setup.runs, reason="Proche")


def author_of(world: Any, idea: Any) -> Any:
    """Who leads the idea, as an actor."""
    lead = idea.team.get(leads=True)
    return Actor(lead.user_id, lead.name, lead.email, frozenset({MEMBER}), schema=world.somme.schema_name)


BUILDERS = (sessions,)
