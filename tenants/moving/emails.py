"""What is written to who has asked for an archive: never the file, nor a link that opens it, but its page."""

from eclore.kit import mail
from tenants.moving import queries
from tenants.moving.models import Archive
from tenants.territories import addresses


def ready(archive: Archive) -> None:
    """It can be downloaded, until a day."""
    _post("moving.ready", archive)


def failed(archive: Archive) -> None:
    """There is none, and why."""
    _post("moving.failed", archive)


def _post(kind: str, archive: Archive) -> None:
    user = queries.still_manages(archive.asked_by_id)
    if user is not None:
        context = {
            "name": user.name,
            "territory": addresses.territory_here().name,
            "archive": archive,
            "link": addresses.page("reversibility"),
        }
        mail.post(kind, to_email=user.email, context=context)
