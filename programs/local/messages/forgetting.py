"""What a letter's document still says of somebody who is erased: it goes, and is drawn again from what remains."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models.functions import Right

from eclore.kit.actor import Actor
from programs.local.messages.models import Message
from tenants.privacy.erasing import OWNER
from tenants.privacy.subject import ERASED_DOMAIN

TABLE = Message._meta.db_table
FORGOTTEN = {"document": None, "document_sha256": ""}


def forget_documents(_user_id: UUID | None, _changed: bool) -> int:
    """Those of people who have no address any more, in the territory's context; how many."""
    kept = Message.objects.filter(document__isnull=False)
    ends = kept.annotate(domain=Right("to_email", len(ERASED_DOMAIN)))
    return ends.filter(domain=ERASED_DOMAIN).update(**FORGOTTEN)


def forget_rewritten(schema: str, rewritten: Mapping[str, set[str]], _by: Actor) -> None:
    """Those of letters whose words have changed, to others maybe; as the owner, in the erasing's transaction."""
    if keys := rewritten.get(TABLE):
        Message.objects.using(OWNER).filter(pk__in=keys, document__isnull=False).update(**FORGOTTEN)
