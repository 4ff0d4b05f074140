"""What the worker writes down once a message has left, or has not."""

from uuid import UUID

from eclore.kit import clock, mail
from programs.local.messages.models import Message
from programs.local.messages.secrets import masked
from programs.local.messages.states import MessageState


def to_deliver(key: UUID | str) -> Message | None:
    """The message to send, unless it has left already or was taken back."""
    return Message.objects.filter(pk=key, state=MessageState.QUEUED).first()


def leaving(message: Message) -> None:
    """It is about to be given to the mail server: should nobody write what became of it, it may leave twice."""
    message.maybe_twice = message.maybe_twice or message.leaving_at is not None
    message.leaving_at = clock.now()
    Message.objects.filter(pk=message.pk, state=MessageState.QUEUED).update(
        leaving_at=message.leaving_at, maybe_twice=message.maybe_twice
    )


def stayed(key: UUID | str) -> None:
    """The mail server has not taken it: another attempt will not be a second one."""
    Message.objects.filter(pk=key, state=MessageState.QUEUED).update(leaving_at=None)


def delivered(key: UUID | str) -> None:
    """The mail server has taken the message; a key that it held is kept nowhere."""
    message = Message.objects.select_for_update().filter(pk=key, state=MessageState.QUEUED).first()
    if message is None:
        return
    message.state, message.sent_at, message.error = MessageState.SENT, clock.now(), ""
    message.body, message.leaving_at = masked(message.body), None
    message.save(update_fields=["state", "sent_at", "error", "body", "leaving_at"])


def refused(key: UUID | str, *, reason: str) -> None:
    """The message reached nobody, and will not without somebody's help."""
    Message.objects.filter(pk=key, state=MessageState.QUEUED).update(
        state=MessageState.FAILED, error=mail.one_line(reason)[:300], leaving_at=None
    )
