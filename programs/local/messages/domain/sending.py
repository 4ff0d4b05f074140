"""A manager reads again, corrects, and sends together."""

from collections.abc import Iterable
from typing import TypedDict, Unpack
from uuid import UUID

from django.utils.translation import gettext as _

from eclore.kit import clock, jobs, mail, records
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.permissions import require
from programs.local.messages.domain.posting import DELIVER
from programs.local.messages.models import Message
from programs.local.messages.secrets import restored
from programs.local.messages.states import UNSENT, MessageState


class AlreadySent(Refusal):
    """What has left cannot be changed."""

    code = "already_sent"


class Correction(TypedDict, total=False):
    """What `edit` may change."""

    subject: str
    body: str
    to_email: str


def edit(message: Message, *, by: Actor, **given: Unpack[Correction]) -> Message:
    """Change what a draft or an undelivered message says, and to which address it goes. Raises AlreadySent, Invalid."""
    (message,) = _locked([message.pk]) or [message]
    require(by, "messages.edit", message)
    if not message.is_unsent:
        raise AlreadySent(_("Ce message est déjà parti : écrivez-en un nouveau si besoin."))
    wanted: dict[str, str] = {}
    if "subject" in given:
        wanted["subject"] = _subject(given["subject"])
    if "body" in given:
        wanted["body"] = restored(_body(given["body"]), message.body)
    if "to_email" in given:
        wanted["to_email"] = _address(given["to_email"])
    if changed := records.assign(message, wanted):
        if message.is_letter:  # what was drawn for an attempt that has failed
            message.document, message.document_sha256 = None, ""
            changed = [*changed, "document", "document_sha256"]
        message.save(update_fields=changed)
    return message


def send(messages: Iterable[Message], *, by: Actor) -> list[Message]:
    """Send these drafts and undelivered messages together; what has already left is passed over.

    All or none: raises Invalid when one of them has no usable address, naming its addressee, and TooMany.
    """
    leaving = [message for message in _locked([message.pk for message in messages]) if message.is_unsent]
    require(by, "messages.send")
    for message in leaving:
        if not mail.is_address(message.to_email):
            raise Invalid(
                _("L'adresse de %(name)s est à corriger avant l'envoi : ouvrez son message.")
                % {"name": message.to_name or message.to_email or message.subject},
                code="invalid_address",
                message=str(message.pk),
            )
    for message in leaving:
        mail.count(message.kind, message.to_email)
        message.error = ""
        message.state = MessageState.SENT if mail.is_muted() else MessageState.QUEUED
        message.sent_at = clock.now() if mail.is_muted() else None
    Message.objects.bulk_update(leaving, ["state", "sent_at", "error"])
    if not mail.is_muted():
        jobs.defer_all(DELIVER, [{"message": str(message.pk)} for message in leaving])
    return leaving


def _locked(keys: list[UUID]) -> list[Message]:
    """These messages, locked in the order of their keys, which two managers sending at once share."""
    return list(Message.objects.select_for_update(no_key=True).filter(pk__in=keys, state__in=UNSENT).order_by("pk"))


def _subject(text: str) -> str:
    text = mail.one_line(text)
    if not text:
        raise Invalid(_("Donnez un objet au message."), field="subject")
    if len(text) > mail.SUBJECT_LENGTH:
        raise Invalid(_("L'objet est trop long : 200 caractères au plus."), field="subject")
    return text


def _body(text: str) -> str:
    text = text.replace("\x00", "").strip()
    if not text:
        raise Invalid(_("Écrivez le message avant de l'enregistrer."), field="body")
    return text + "\n"


def _address(text: str) -> str:
    text = text.strip()
    if not mail.is_address(text) or len(text) > 254:
        raise Invalid(_("Écrivez une adresse complète, comme prenom.nom@exemple.fr."), field="to_email")
    return text
