"""The one table of its own: what lets members in, or read their own marks, without an account."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eclore.kit.fields import current_role_field
from eclore.kit.records import Record


class Opens(models.TextChoices):
    """What a secret that was given to a member opens."""

    ROOM = "room", _("La séance")
    TRANSCRIPT = "transcript", _("Ses propres notes")


class EntryCard(Record):
    """What lets whoever sits in a jury in without an account: a secret on a card, for one device.

    `opens`: the session that they sit in; or, of a link that was sent to them, their own marks to read, and nothing
    else (programs.juries.transcripts). `device_hash` is set once, by the device that has confirmed a PIN or a code, and
    emptied to let another one in.
    """

    owner_role = current_role_field()
    opens = models.CharField(max_length=12, choices=Opens, default=Opens.ROOM, db_default=Opens.ROOM)
    app = models.CharField(max_length=20)
    jury_id = models.UUIDField()
    seat_id = models.UUIDField()
    email = models.EmailField()
    name = models.CharField(max_length=200)
    secret_hash = models.CharField(max_length=64, editable=False)
    device_hash = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001  NULL: no device yet
    code_hash = models.CharField(max_length=64, blank=True, editable=False)
    code_until = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["jury_id"], name="juries_entrycard_jury")]
        constraints = [
            models.UniqueConstraint(fields=["secret_hash"], name="juries_entrycard_secret"),
            models.UniqueConstraint(
                fields=["app", "seat_id", "opens"],
                condition=models.Q(revoked_at=None),
                name="juries_entrycard_one_each",
            ),
        ]
