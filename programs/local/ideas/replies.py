"""What was written to an idea's team; the secret links sent to line managers are never shown."""

from programs.local.ideas.models import Idea
from programs.local.messages.models import Message

NOT_FOR_THE_TEAM = ["ideas.commitment_request", "ideas.invitation"]


def of(idea: Idea) -> list[Message]:
    """What has left for the team, the last first; one message for all who received the same words."""
    messages = Message.objects.filter(about=idea.pk, state__in=["queued", "sent"]).exclude(kind__in=NOT_FOR_THE_TEAM)
    messages = messages.filter(to_email__in=[member.email for member in idea.team.all()])
    seen: dict[tuple[str, str], Message] = {}
    for message in messages.order_by("-created_at")[:100]:
        seen.setdefault((message.kind, message.created_at.isoformat(timespec="minutes")), message)
    return list(seen.values())
