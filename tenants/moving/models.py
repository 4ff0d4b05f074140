"""The archives that territories have asked for from their pages: how far each is, until when its file is kept."""

from django.db import models
from django.db.models import Q

from eclore.kit.fields import current_role_field
from eclore.kit.records import Record
from tenants.moving.states import HELD, TONES, UNDER_WAY, ArchiveState, Fault


class Archive(Record):
    """`done` of `total` members are written; `size` in bytes, `rows` and `files` of the file, `sha256` of it whole.

    The row is shared, and never leaves: what leaves would otherwise differ each time somebody asks for it.
    """

    territory_role = current_role_field()
    asked_by_id = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=ArchiveState, default=ArchiveState.WAITING)
    fault = models.CharField(max_length=8, choices=Fault, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    rows = models.PositiveBigIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory_role"],
                condition=Q(state__in=["waiting", "running"]),
                name="moving_archive_one_under_way",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], ended_at=None)
                | Q(state__in=["ready", "failed", "removed", "expired"], ended_at__isnull=False),
                name="moving_archive_ended_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(expires_at__isnull=False) & ~Q(sha256=""),
                name="moving_archive_ready_is_sealed_and_ends",
            ),
        ]
        indexes = [models.Index(fields=["territory_role", "-created_at"], name="moving_archive_of_a_territory")]

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def is_held(self) -> bool:
        """Whether there is something to take away: a file, or one that is being written."""
        return self.state in HELD

    @property
    def is_ready(self) -> bool:
        return self.state == ArchiveState.READY

    @property
    def tone(self) -> str:
        return TONES[ArchiveState(self.state)]
