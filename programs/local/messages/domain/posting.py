"""Writing to somebody: rendered and stored now, delivered by the worker."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from eclore.kit import clock, jobs, mail
from eclore.kit.actor import Actor
from programs.local.messages.models import Message
from programs.local.messages.states import MessageState

DELIVER = "messages.deliver"
NO_ADDRESS = _("L'adresse manque ou est mal écrite : corrigez-la puis envoyez de nouveau.")


def post(
    kind: str,
    *,
    to_email: str,
    to_name: str = "",
    about: UUID | None = None,
    context: Mapping[str, object],
    by: Actor,
    draft: bool = False,
    calendar: str = "",
    decision_id: UUID | None = None,
) -> Message:
    """Render `templates/emails/<kind>_{subject,body}.txt`, store the message and queue its delivery.

    A draft waits to be read again and sent with others. Without a usable address the message is kept as not delivered,
    for a manager to mend: whoever triggers it is not stopped. Muted (replays), it counts as sent at the clock's date.
    `calendar`: what goes with it into an agenda. `decision_id`: the decision of which it is the letter.
    Raises TooMany.
    """
    subject, body = mail.render(kind, context)
    to_email = to_email.strip()
    message = Message(
        kind=kind,
        about=about,
        to_email=to_email[:254],
        to_name=mail.one_line(to_name)[:200],
        subject=subject,
        body=body,
        calendar=calendar,
        decision_id=decision_id,
        prepared_by=by.name[:200],
        state=MessageState.QUEUED,
    )
    if draft:
        message.state = MessageState.DRAFT
    elif not mail.is_address(to_email):
        message.state, message.error = MessageState.FAILED, str(NO_ADDRESS)
    elif mail.is_muted():
        message.state, message.sent_at = MessageState.SENT, clock.now()
    if message.state == MessageState.QUEUED:
        mail.count(kind, to_email)
    message.save(force_insert=True)
    if message.state == MessageState.QUEUED:
        jobs.defer(DELIVER, message=str(message.pk))
    return message
