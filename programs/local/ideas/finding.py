"""One idea at an address, for whoever may see it, with what a page or a form of it is drawn from; nothing otherwise."""

from contextlib import suppress
from functools import cache
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet, UUIDField, prefetch_related_objects
from django.http import Http404
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.locks import have_held, holding
from eclore.kit.nested import nested, place
from eclore.kit.permissions import can
from eclore.kit.prepared import Given, Prepared
from programs.local.ideas.models import Attachment, Idea, TeamMember
from programs.local.ideas.queries import SUBMITTED, seen_by, visible_to

QUESTIONS, PROBLEMS, FILES = "call__questions", "call__problems", "attachments"


def idea_or_404(pk: UUID | str, actor: Actor) -> Idea:
    """One idea that this actor may see, with its team, commitments and questions ready (two statements)."""
    return _with_team(_one(pk, actor, QUESTIONS))


def shown_or_404(pk: UUID | str, actor: Actor) -> Idea:
    """The same for its page, which shows its files as well; still two statements."""
    return _with_team(_one(pk, actor, QUESTIONS, FILES))


def written_or_404(pk: UUID | str, actor: Actor, *, hold: bool = False) -> Idea:
    """The same for a page that writes it, held or not: what its call asks is ready, its team is not (one statement)."""
    return _one(pk, actor, QUESTIONS, PROBLEMS, hold=hold)


def begun_by(actor: Actor, pk: UUID) -> Idea | None:
    """What this person has begun under a key that a form has kept, held and ready to be written."""
    with suppress(Http404):
        idea = written_or_404(pk, actor, hold=True)
        return idea if str(idea.author_id) == str(actor.user_id) else None
    return None


def acted_on_or_404(pk: UUID | str, actor: Actor) -> Idea:
    """The same for an act that holds it first, and reads the rest then (`read_again`)."""
    return _one(pk, actor)


def open_idea_or_404(pk: UUID, actor: Actor) -> Idea:
    """A submitted idea whose open team may be asked to let one in."""
    idea = detailed(Idea.objects.select_related("call__edition")).filter(SUBMITTED, open_team=True, pk=pk).first()
    if idea is None or not can(actor, "ideas.join", idea):
        raise Http404(_("Aucune idée ne se trouve à cette adresse."))
    return idea


def attachment_or_404(pk: UUID, idea: Idea) -> Attachment:
    """One file of this idea, whatever its state; the caller has found the idea, so may see it."""
    found = idea.attachments.filter(pk=pk).first()
    if found is None:
        raise Http404(_("Aucun fichier ne se trouve à cette adresse."))
    found.idea = idea
    return found


def member_or_404(pk: UUID, idea: Idea) -> TeamMember:
    """One person of this idea's team."""
    for member in idea.team.all():
        if member.pk == pk:
            return member
    raise Http404(_("Cette personne n'est pas dans l'équipe."))


def detailed(ideas: QuerySet[Idea]) -> QuerySet[Idea]:
    """Several, with what an idea's page shows."""
    return ideas.select_related("problem", "merged_into").prefetch_related(_team(), QUESTIONS)


def read_again(idea: Idea) -> None:
    """Its team with commitments and its questions, those of them that are not there: a lock has forgotten some."""
    prefetch_related_objects([idea], _team(), QUESTIONS)


def _one(pk: UUID | str, actor: Actor, *paths: str, hold: bool = False) -> Idea:
    with suppress(ValidationError, ValueError):
        for idea in _found(pk, actor, paths, hold=hold):
            place(idea, *paths)
            if hold:
                have_held(idea)
            return idea
    raise Http404(_("Aucune idée ne se trouve à cette adresse."))


def _found(pk: UUID | str, actor: Actor, paths: tuple[str, ...], *, hold: bool) -> list[Idea]:
    if actor.is_authenticated and not actor.system:
        follows = can(actor, "ideas.follow")
        return _prepared(paths, follows=follows, hold=hold).rows(user=actor.user_id, pk=pk)
    return list(_asked(visible_to(actor).filter(pk=pk), paths, hold=hold))


@cache
def _prepared(paths: tuple[str, ...], *, follows: bool, hold: bool) -> Prepared[Idea]:
    def compose() -> QuerySet[Idea]:
        seen = seen_by(Given("user", UUIDField()), follows=follows)
        return _asked(seen.filter(pk=Given("pk", UUIDField())), paths, hold=hold)

    return Prepared(compose)


def _asked(ideas: QuerySet[Idea], paths: tuple[str, ...], *, hold: bool) -> QuerySet[Idea]:
    ideas = ideas.select_related("problem", "merged_into").defer("folded", "merged_into__folded").order_by()
    return nested(holding(ideas) if hold else ideas, *paths)


def _with_team(idea: Idea) -> Idea:
    prefetch_related_objects([idea], _team())
    return idea


def _team() -> "Prefetch[str, QuerySet[TeamMember, TeamMember]]":
    return Prefetch("team", TeamMember.objects.select_related("commitment"))
