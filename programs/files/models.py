"""A file as a row of its territory; its bytes are on the territory's shelf, under the row's key."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eclore.database.current import current
from eclore.kit.records import Record
from programs.files import faults
from programs.files.kinds import KINDS, Kind, weight
from programs.files.states import TONES, FileState
from tenants.storage import shelf


class StoredFile(Record):
    """An app's own table adds what the file belongs to, and `constraints` of its own name.

    `name` is what people called it, tidied; `media_type`, `size` and `sha256` are of the bytes that are kept. While it
    is `unread` they are what it said of itself. `fault` is why its reader has refused it (programs.files.faults): of
    such a file nothing is kept but this row.
    """

    name = models.CharField(gettext_lazy("nom"), max_length=120)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=FileState, default=FileState.PENDING)
    unread = models.BooleanField(default=False, db_default=False)
    fault = models.CharField(max_length=60, blank=True, default="", db_default="")
    threat = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    uploaded_by_id = models.UUIDField(null=True, blank=True)
    uploaded_by = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where its bytes are; in its territory's context."""
        folder = self._meta.model_name
        if self.state == FileState.REFUSED:
            folder = "quarantine"
        elif self.unread:
            folder = "received"
        return f"{shelf(current().schema_name)}{self._meta.app_label}/{folder}/{self.pk}"

    @property
    def kind(self) -> Kind:
        return KINDS[self.media_type]

    @property
    def is_pending(self) -> bool:
        return self.state == FileState.PENDING

    @property
    def is_refused(self) -> bool:
        return self.state == FileState.REFUSED

    @property
    def is_served(self) -> bool:
        return self.state == FileState.CLEAN

    @property
    def weight(self) -> str:
        """ "2,4 Mo"."""
        return weight(self.size)

    @property
    def tone(self) -> str:
        """The colour of its state on screen."""
        return TONES[FileState(self.state)]

    @property
    def standing(self) -> str:
        """Its state in words: what its reader refuses is in no quarantine, nothing of it is kept."""
        return _("Refusé") if self.fault else self.get_state_display()

    @property
    def refusal(self) -> str:
        """Why it is refused and what to do, in a sentence; empty when it is not."""
        if self.fault:
            return faults.sentence(self.fault)
        if not self.is_refused:
            return ""
        sentence = _(
            "L'antivirus y a trouvé « %(threat)s » : personne ne peut l'ouvrir. Retirez-le, puis joignez une"
            " version saine."
        )
        return sentence % {"threat": self.threat}

    def has_been_refused(self) -> None:
        """What its app writes when its reader, or an antivirus, has refused it."""


def checked_is_dated(name: str) -> models.CheckConstraint:
    """A file that has been read by an antivirus, or that needed none, says when."""
    return models.CheckConstraint(
        condition=Q(state=FileState.PENDING, checked_at=None)
        | Q(state__in=[FileState.CLEAN, FileState.REFUSED], checked_at__isnull=False),
        name=name,
    )
