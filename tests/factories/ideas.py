"""Ideas and their teams, made as agents make them; call these in a territory's context."""

from typing import Any

from eclore.kit.actor import MEMBER, Actor
from programs.local.calls.models import Call
from programs.local.ideas.domain import attachments, ideas, teams
from programs.local.ideas.models import Attachment, Idea, TeamMember
from tests.factories import files

ANSWERS = {
    "problem": "Un appel sur trois au standard n'aboutit pas : les habitants ne savent pas quel service contacter.",
    "solution": "Un annuaire par situation de vie.",
    "users": "Les agentes d'accueil des maisons de la solidarité.",
}


def a_draft(call: Call, author: Actor, **changes: Any) -> Idea:
    """An idea that is complete, and not submitted."""
    fields = {"title": "Trouver le bon interlocuteur", "answers": ANSWERS, "direction": "Solidarités", **changes}
    return ideas.start(call, by=author, **fields)


def an_idea(call: Call, author: Actor, **changes: Any) -> Idea:
    """A submitted idea; of a call that asks for no commitment."""
    return ideas.submit(a_draft(call, author, **changes), by=author)


def a_colleague(idea: Idea, by: Actor, *, arriving: Actor | None = None, email: str = "", name: str = "") -> TeamMember:
    """Somebody invited; with an account when `arriving` is given."""
    member = teams.invite(
        idea,
        by=by,
        email=email or (arriving.email if arriving else "collegue@exemple.fr"),
        name=name or (arriving.name if arriving else "Collègue"),
    )
    if arriving:
        teams.claim(arriving)
        member.refresh_from_db()
    return member


def a_file(idea: Idea, name: str = "Plan.pdf") -> Attachment:
    """A PDF that the idea's leader has put in it while it was a draft, wherever it stands now."""
    lead = idea.team.get(leads=True)
    actor = Actor(lead.user_id, lead.name, lead.email, frozenset({MEMBER}))
    Idea.objects.filter(pk=idea.pk).update(state="draft")
    draft = Idea.objects.select_related("call").get(pk=idea.pk)
    kept = files.accepted(attachments.attach(draft, files.upload(files.pdf(), name), by=actor))
    Idea.objects.filter(pk=idea.pk).update(state=idea.state)
    return kept
