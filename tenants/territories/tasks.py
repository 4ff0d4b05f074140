"""Jobs of the house for its places: mail that is not kept, new territories."""

from eclore.kit import jobs, mail
from tenants.jobs import behind
from tenants.territories import senders


@jobs.task(mail.SEND)
def send_mail(*, door: str, to_email: str, subject: str, body: str) -> None:
    """Send what `kit.mail.post` has queued, in the name of whoever queued it."""
    with behind(door):
        sender = senders.current()
    mail.send(to_email=to_email, subject=subject, body=body, sender=sender)
