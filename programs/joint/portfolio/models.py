"""The national read model: written by triggers on each territory's tables, never by hand, without personal data."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _

from eclore.kit.folding import Fold, in_order, joined
from tenants.territories.addresses import territory_path
from tenants.territories.links import territory_key


class RowState(models.TextChoices):
    """Where a project stands, in the territories' words; joint apps import nothing of the local ones."""

    TO_SIGN = "to_sign", _("Engagement à signer")
    INVESTIGATION = "investigation", _("Investigation")
    CONSTRUCTION = "construction", _("Expérimentation")
    ACCELERATION = "acceleration", _("Accélération nationale")
    SUSPENDED = "suspended", _("Sursis")
    OPERATED = "operated", _("Pérennisée, opérée")
    TRANSFERRED = "transferred", _("Pérennisée, transférée")
    REINTEGRATED = "reintegrated", _("Réintégrée en direction métier")
    INCONCLUSIVE = "inconclusive", _("Non concluante")
    OUTSIDE = "outside", _("Hors programme")
    STOPPED = "stopped", _("Arrêtée")
    DORMANT = "dormant", _("En dormance")


RUNNING = (RowState.INVESTIGATION, RowState.CONSTRUCTION, RowState.ACCELERATION, RowState.SUSPENDED)
FOLLOWED = (RowState.TO_SIGN, *RUNNING)


class ProjectRow(models.Model):
    """One project. `phase_*`, `weeks`, `days_freed`: its latest phase. `subject`: the problem without accents."""

    project_id = models.UUIDField(primary_key=True)
    territory = territory_key()
    edition_id = models.UUIDField(null=True)
    forum_id = models.UUIDField(null=True)
    name = models.CharField(max_length=160)
    problem = models.TextField(blank=True)
    subject = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=RowState)
    public = models.BooleanField(default=False)
    taken_over_locally = models.BooleanField(default=False)
    generated = models.BooleanField(default=False)
    phase = models.CharField(max_length=16, blank=True)
    phase_number = models.PositiveSmallIntegerField(default=1)
    phase_start = models.DateField(null=True)
    phase_end = models.DateField(null=True)
    phase_closed = models.DateField(null=True)
    weeks = models.PositiveSmallIntegerField(null=True)
    days_per_week = models.DecimalField(max_digits=2, decimal_places=1, null=True)
    investigation_start = models.DateField(null=True)
    construction_start = models.DateField(null=True)
    days_freed = models.DecimalField(max_digits=6, decimal_places=1, default=0)
    last_session_on = models.DateField(null=True)
    next_committee_on = models.DateField(null=True)
    started_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    learnt = models.TextField(blank=True)
    why = models.TextField(blank=True)
    restart = models.TextField(blank=True)

    class Meta:
        ordering = [*in_order("name"), "project_id"]
        indexes = [
            GinIndex(
                fields=["subject"], opclasses=["gin_trgm_ops"], fastupdate=False, name="portfolio_project_subject"
            ),
            GinIndex(
                OpClass(Fold(joined("name", "problem")), name="gin_trgm_ops"),
                fastupdate=False,
                name="portfolio_project_said",
            ),
            models.Index(fields=["state"], name="portfolio_project_state"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Its page, on its territory's host."""
        return territory_path("incubation-project", self.project_id)


class Likeness(models.Model):
    """Two projects of different territories whose problems read alike; `one` has the smaller key. Kept by a trigger."""

    pk = models.CompositePrimaryKey("one_id", "other_id")
    one = models.ForeignKey(ProjectRow, db_constraint=False, on_delete=models.DO_NOTHING, related_name="+")
    other = models.ForeignKey(ProjectRow, db_constraint=False, on_delete=models.DO_NOTHING, related_name="+")
    share = models.FloatField()


class IdeaRow(models.Model):
    """One submitted idea, as a number only: where it stands and whether a jury heard it."""

    idea_id = models.UUIDField(primary_key=True)
    territory = territory_key()
    call_id = models.UUIDField(db_index=True)
    state = models.CharField(max_length=20)
    heard = models.BooleanField(default=False)
    laureate = models.BooleanField(default=False)


class EditionRow(models.Model):
    """One published edition with its call: what statistics are gathered under, and what is open now."""

    edition_id = models.UUIDField(primary_key=True)
    territory = territory_key()
    call_id = models.UUIDField(null=True, unique=True)
    programme = models.CharField(max_length=160)
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=200, blank=True)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
