"""What the worker writes down once a message has left, or has not."""

from uuid import UUID

from eclore.kit import clock, mail
from programs.local.messages.models import Message
from programs.local.messages.states import MessageState


def to_deliver(key: UUID | str) -> Message | None:
    """The message to send, unless it has left already or was taken back."""
    return Message.objects.filter(pk=key, state=MessageState.QUEUED).first()


def delivered(key: UUID | str) -> None:
    """The mail server has taken the message."""
    Message.objects.filter(pk=key, state=MessageState.QUEUED).update(
        state=MessageState.SENT,
        sent_at=clock.now(),
        error="",
    )


def refused(key: UUID | str, *, reason: str) -> None:
    """The message reached nobody, and will not without somebody's help."""
    Message.objects.filter(pk=key, state=MessageState.QUEUED).update(
        state=MessageState.FAILED,
        error=mail.one_line(reason)[:300],
    )
