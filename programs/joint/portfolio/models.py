"""The national read model: written by triggers on each territory's tables, never by hand, without personal data."""

from django.db import models

from eclore.kit.fields import RoleField


class ProjectRow(models.Model):
    """One project of one territory; texts only once it is a project, never an idea's draft."""

    project_id = models.UUIDField(primary_key=True)
    territory_role = RoleField(db_index=True)
    edition_id = models.UUIDField(null=True)
    forum_id = models.UUIDField(null=True)
    name = models.CharField(max_length=160)
    problem = models.TextField(blank=True)
    state = models.CharField(max_length=20)
    public = models.BooleanField(default=False)
    taken_over_locally = models.BooleanField(default=False)
    generated = models.BooleanField(default=False)
    phase = models.CharField(max_length=16, blank=True)
    phase_number = models.PositiveSmallIntegerField(default=1)
    phase_start = models.DateField(null=True)
    phase_end = models.DateField(null=True)
    weeks = models.PositiveSmallIntegerField(null=True)
    days_per_week = models.DecimalField(max_digits=2, decimal_places=1, null=True)
    investigation_start = models.DateField(null=True)
    construction_start = models.DateField(null=True)
    days_freed = models.DecimalField(max_digits=6, decimal_places=1, default=0)
    last_session_on = models.DateField(null=True)
    next_committee_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    learnt = models.TextField(blank=True)
    why = models.TextField(blank=True)
    restart = models.TextField(blank=True)

    class Meta:
        ordering = ["name", "project_id"]


class IdeaRow(models.Model):
    """One submitted idea, as a number only: where it stands and whether a jury heard it."""

    idea_id = models.UUIDField(primary_key=True)
    territory_role = RoleField(db_index=True)
    edition_id = models.UUIDField(db_index=True)
    state = models.CharField(max_length=20)
    heard = models.BooleanField(default=False)
    laureate = models.BooleanField(default=False)


class EditionRow(models.Model):
    """One published edition of one territory: what its statistics are gathered under."""

    edition_id = models.UUIDField(primary_key=True)
    territory_role = RoleField(db_index=True)
    programme = models.CharField(max_length=160)
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120, blank=True)
    opened_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)
