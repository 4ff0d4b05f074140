"""Which messages somebody sees: managers all of them, nobody else any, visitors included."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from eclore.kit.actor import Actor
from eclore.kit.folding import in_order
from eclore.kit.hooks import Hook
from eclore.kit.permissions import can
from programs.local.messages.models import Message
from programs.local.messages.states import MessageState

DRAFTS, LEFT, UNDELIVERED = "relire", "envoyes", "non-parvenus"
FOLDERS: dict[str, tuple[str, ...]] = {
    DRAFTS: (MessageState.DRAFT,),
    LEFT: (MessageState.QUEUED, MessageState.SENT),
    UNDELIVERED: (MessageState.FAILED,),
}
# Conditions on messages that no manager reads, of the apps that write them.
held_back: Hook[[], Q] = Hook("local_messages.held_back")


def visible_to(actor: Actor) -> QuerySet[Message]:
    """For a manager, every message but those held back; none for others."""
    if not can(actor, "messages.read"):
        return Message.objects.none()
    rows = Message.objects.all()
    for condition in held_back.ask():
        rows = rows.exclude(condition)
    return rows


def in_folder(actor: Actor, folder: str) -> QuerySet[Message]:
    """The messages of one folder, the most recent first."""
    return visible_to(actor).filter(state__in=FOLDERS[folder])


def chosen(actor: Actor, keys: list[UUID]) -> list[Message]:
    """The visible messages among `keys` that may still be sent, by addressee."""
    rows = visible_to(actor).filter(pk__in=keys, state__in=(MessageState.DRAFT, MessageState.FAILED))
    return list(rows.order_by(*in_order("to_name"), "to_email", "pk"))


def counts(actor: Actor) -> dict[str, int]:
    """How many messages each folder holds, in one statement."""
    tallies = {name.replace("-", "_"): Count("pk", filter=Q(state__in=states)) for name, states in FOLDERS.items()}
    found = visible_to(actor).aggregate(**tallies)
    return {name: found[name.replace("-", "_")] or 0 for name in FOLDERS}


def letters_of(actor: Actor, decisions: Iterable[UUID]) -> QuerySet[Message]:
    """The visible letters that tell these decisions, by addressee; without their documents."""
    rows = visible_to(actor).filter(decision_id__in=list(decisions))
    return rows.order_by(*in_order("to_name"), "to_email", "pk")


def message_or_404(actor: Actor, pk: UUID) -> Message:
    """One message that this actor sees."""
    message = visible_to(actor).filter(pk=pk).first()
    if message is None:
        raise Http404
    return message
