"""Delivers messages from the worker, behind the door of the territory that wrote them."""

from eclore.kit import jobs, mail
from programs.local.messages.domain import delivery
from programs.local.messages.domain.posting import DELIVER
from tenants.jobs import behind
from tenants.territories import senders

UNREACHABLE = "Le serveur de courrier n'a pas répondu, malgré plusieurs essais en deux jours."


def give_up(error: Exception, *, door: str, message: str) -> None:
    """Tell the territory that the message reached nobody, and why."""
    reason = str(error) if isinstance(error, jobs.Hopeless) else UNREACHABLE
    with behind(door):
        delivery.refused(message, reason=reason)


@jobs.task(DELIVER, gives_up=give_up)
def deliver(*, door: str, message: str) -> None:
    """Send one message; the door is closed while the mail server is talked to."""
    with behind(door):
        row = delivery.to_deliver(message)
        sender = senders.current()
    if row is None:
        return
    mail.send(to_email=row.to_email, to_name=row.to_name, subject=row.subject, body=row.body, sender=sender)
    with behind(door):
        delivery.delivered(message)
