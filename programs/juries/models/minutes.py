"""The minutes once they are frozen: bytes that never change, and who has signed them."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from eclore.kit.records import Record
from programs.juries.states import SignatoryCapacity, SignatureMeans

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from programs.juries.models.sessions import AbstractJury


class AbstractMinutes(Record):
    """One version of a session's minutes: two PDF/UA documents, full and redacted, made once, and their SHA-256.

    Never changed nor removed: what is corrected afterwards makes another, whose `motive` says why. `facts_sha256`: of
    what both were drawn from, so that the same facts are never frozen twice.
    """

    jury: "models.ForeignKey[AbstractJury, AbstractJury]" = models.ForeignKey(
        "Jury", on_delete=models.PROTECT, related_name="minutes"
    )
    number = models.PositiveSmallIntegerField()
    motive = models.TextField(_("motif"), blank=True)
    author_id = models.UUIDField(null=True, blank=True, editable=False)
    facts_sha256 = models.CharField(max_length=64, editable=False)
    full_pdf = models.BinaryField()
    full_sha256 = models.CharField(max_length=64, db_index=True, editable=False)
    redacted_pdf = models.BinaryField()
    redacted_sha256 = models.CharField(max_length=64, db_index=True, editable=False)

    if TYPE_CHECKING:
        jury_id: UUID
        signatures: RelatedManager["AbstractMinutesSignature"]

    class Meta:
        abstract = True
        ordering = ["number"]


class AbstractMinutesSignature(Record):
    """Who has signed a version, in which capacity, by which means, and when (`created_at`); as they were named then."""

    minutes: "models.ForeignKey[AbstractMinutes, AbstractMinutes]" = models.ForeignKey(
        "Minutes", on_delete=models.PROTECT, related_name="signatures"
    )
    capacity = models.CharField(max_length=12, choices=SignatoryCapacity)
    means = models.CharField(max_length=12, choices=SignatureMeans)
    name = models.CharField(max_length=200)
    quality = models.CharField(max_length=200, blank=True)
    signer_id = models.UUIDField(null=True, blank=True, editable=False)
    seat_id = models.UUIDField(null=True, blank=True, editable=False)

    if TYPE_CHECKING:
        minutes_id: UUID

    class Meta:
        abstract = True
        ordering = ["created_at", "pk"]
