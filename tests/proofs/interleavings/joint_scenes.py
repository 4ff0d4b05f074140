"""A forum at each of its stages, with its joint jury, and the ideas of a territory that go there."""

from typing import Any

from programs.joint.forums import domain as forums
from programs.joint.juries import domain, models
from programs.local.ideas.models import Idea
from tenants.contexts import in_programme, in_territory
from tests.factories.forums import NATIONAL, a_forum, a_jury, a_morning, a_nomination, a_shortlisted, marked
from tests.proofs.interleavings.jury_scenes import at_two, author_of, told
from tests.support.personas import person

STAGES = ("joint_prepared", "joint_unmarked", "joint_open", "joint_deliberating", "joint_decided", "joint_published")


def forums_alone(world: Any) -> dict[str, dict[str, Any]]:
    """Without a jury: a draft, one that receives, one that is closed; an idea ready to go there."""
    found = {}
    for name in ("forum_draft", "forum", "forum_closed"):
        forum = a_forum(world.somme, world.oise, published=name != "forum_draft", quota=2)
        idea = a_shortlisted(world.somme, f"Prête {name}")
        sent = a_nomination(world.somme, forum, f"Partie {name}") if name == "forum" else None
        with in_programme():
            if name == "forum_closed":
                forums.close(forum, by=world.base["coach"])
            mine, theirs = forum.participations.select_related("territory", "forum")
            asked = forums.ask_territory(mine, by=world.base["coach"], text="Qui ?") if name == "forum" else None
        morning, coach = a_morning_to_compose(forum) if name == "forum" else (None, None)
        found[name] = {
            "forum": forum.pk,
            "participation": mine.pk,
            "free_participation": theirs.pk,
            "idea": idea.pk,
            "nomination": sent and sent.pk,
            "question": asked and asked.pk,
            "morning": morning,
            "morning_coach": coach,
            **lead(world, idea.pk),
        }
    found["shortlisted"] = found["forum"]
    with in_territory(world.somme):
        nominated = Idea.objects.get(title="Partie forum")
    found["nominated"] = {**found["forum"], "idea": nominated.pk, **lead(world, nominated.pk)}
    return found


def a_morning_to_compose(forum: Any) -> tuple[Any, Any]:
    """Composed with one coach; another has come since, first in the list. Keys of the morning and of the former."""
    morning = a_morning(forum, "Zoé", composed=True)
    with in_programme():
        forums.add_coach(morning, by=NATIONAL, name="Awa", email="", place="")
        return morning.pk, morning.coaches.get(name="Zoé").pk


def lead(world: Any, idea_id: Any) -> dict[str, Any]:
    with in_territory(world.somme):
        idea = Idea.objects.select_related("call").get(pk=idea_id)
        return {
            "author": author_of(world, idea),
            "lead_member": idea.team.get(leads=True).pk,
            "call": idea.call_id,
            "edition": idea.call.edition_id,
        }


def sessions(world: Any) -> dict[str, dict[str, Any]]:
    return {stage: session(world, stage) for stage in STAGES}


def session(world: Any, stage: str) -> dict[str, Any]:
    """Two dossiers of two territories, three members, a recusal proposed to the third."""
    jurors = [person("member", at=world.oise, name=f"Juré {rank} {stage}") for rank in range(3)]
    actors = [each.at(world.national) for each in jurors]
    forum = a_forum(world.somme, world.oise, quota=2)
    mine, theirs = a_nomination(world.somme, forum, f"S {stage}"), a_nomination(world.oise, forum, f"O {stage}")
    places = [None, None, world.oise]
    jury = a_jury(forum, *((each.email, place) for each, place in zip(jurors, places, strict=True)))
    ready = a_shortlisted(world.somme, f"Attend {stage}")
    with in_programme():
        jury = at_two(models, jury.pk)
        passages = {each.nomination_id: each for each in jury.passages.all()}
        passage, passage2 = passages[mine.pk], passages[theirs.pk]
        open_it(world, jury, (passage, passage2), actors, stage)
        seats = {each.email: each for each in jury.seats.all()}
        recusal = models.Recusal.objects.filter(passage__jury=jury).first()
        participations = {each.territory_id: each.pk for each in forum.participations.all()}
        return {
            "juries": models,
            "verbs": domain,
            "jury": jury.pk,
            "passage": passage.pk,
            "passage2": passage2.pk,
            "seat": seats[jurors[1].email].pk,
            "free_seat": seats[jurors[2].email].pk,
            "juror": actors[1],
            "president": actors[0],
            "juror3": actors[2],
            "runs": world.base["coach"],
            "verdict": "retained",
            **told(recusal, passage, actors[2], stage),
            "forum": forum.pk,
            "nomination": mine.pk,
            "idea": mine.idea_id,
            "ready": ready.pk,
            "participation": participations[world.somme.territory_id],
            "in_programme": True,
            "free_participation": participations[world.oise.territory_id],
            "marks": {each.pk: 3 for each in jury.criteria.all()},
        }


def open_it(world: Any, jury: Any, passages: Any, actors: Any, stage: str) -> None:
    """As far as its stage."""
    coach = world.base["coach"]
    for each in passages:
        each.jury = jury
    if stage == "joint_prepared":
        return
    domain.open_session(jury, by=coach)
    if stage == "joint_unmarked":
        return
    domain.open_passage(passages[0], by=coach)
    marked(passages[0], actors[1])
    if stage == "joint_open":
        return
    domain.open_passage(passages[1], by=coach)
    domain.close_passage(passages[1], by=coach)
    domain.deliberate(jury, by=coach)
    if stage == "joint_deliberating":
        return
    for each, verdict in zip(passages, ("retained", "not_retained"), strict=True):
        domain.decide(each, by=coach, verdict=verdict, motivation="Voilà.", weeks=9)
    domain.reveal(jury, by=actors[0])
    if stage == "joint_published":
        domain.publish(models.Jury.objects.get(pk=jury.pk), by=coach)
        domain.note_failure(world.somme.schema_name)


BUILDERS = (forums_alone, sessions)
