"""The document of a letter: drawn once, as it leaves, kept as it was, and given to whoever may read the message."""

from hashlib import sha256

from eclore.kit import clock
from programs.local.messages import letters
from programs.local.messages.models import Message
from programs.local.messages.states import MessageState


def keep_document(message: Message, *, site: str) -> bytes:
    """The bytes that go with a letter: those of the first attempt to send it, whatever becomes of that one."""
    if message.document is None:
        drawn = _draw(message, site)
        Message.objects.filter(pk=message.pk, document=None, state=MessageState.QUEUED).update(
            document=drawn, document_sha256=sha256(drawn).hexdigest()
        )
        message.refresh_from_db(fields=["document"])
    return bytes(message.document or b"")


def document_of(message: Message, *, site: str) -> bytes:
    """As it has left; until then as it would leave now, which nothing keeps."""
    return bytes(message.document) if message.document is not None else _draw(message, site)


def _draw(message: Message, site: str) -> bytes:
    return letters.draw(
        subject=message.subject, body=message.body, to=message.to_name, site=site, at=message.sent_at or clock.now()
    )
