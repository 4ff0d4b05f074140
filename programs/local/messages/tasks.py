"""Delivers messages from the worker, in the context of the territory that wrote them."""

from eclore.kit import jobs, mail
from programs.local.messages.domain import delivery
from programs.local.messages.domain.documents import keep_document
from programs.local.messages.domain.posting import DELIVER
from tenants.jobs import job_context
from tenants.territories import senders

UNREACHABLE = "Le serveur de courrier n'a pas répondu, malgré plusieurs essais en deux jours."


def give_up(error: Exception, *, tenant_context: str, message: str) -> None:
    """Tell the territory that the message reached nobody, and why."""
    reason = str(error) if isinstance(error, jobs.Hopeless) else UNREACHABLE
    with job_context(tenant_context):
        delivery.refused(message, reason=reason)


@jobs.task(DELIVER, gives_up=give_up)
def deliver(*, tenant_context: str, message: str) -> None:
    """Send one message, later when too many go there; the context is closed while the mail server is talked to.

    Of a site that has closed it stays, undelivered (senders.SiteClosed).
    It leaves at least once. A worker that is killed here may leave it to another that sends it again: it says so.
    """
    with job_context(tenant_context):
        row = delivery.to_deliver(message)
        if row is None:
            return
        sender = senders.current()
        if wait := mail.crowded(row.to_email):
            jobs.defer_all(DELIVER, [{"message": message}], after=wait)
            return
        delivery.leaving(row)
        document = keep_document(row, site=sender.name) if row.is_letter else b""
    letter = {name: getattr(row, name) for name in ("to_email", "to_name", "subject", "body", "calendar")}
    try:
        mail.send(**letter, document=document, sender=sender, key=message)
    except mail.NOT_TAKEN:
        with job_context(tenant_context):
            delivery.stayed(message)
        raise
    with job_context(tenant_context):
        delivery.delivered(message)
