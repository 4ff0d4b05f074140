"""The public's view of the read model: the same tables as the portfolio, fewer columns, never written."""

from django.db import models

from programs.joint.showcase.states import GOOD, MEMBERS, WORDS, Stage
from tenants.territories.addresses import national_path
from tenants.territories.links import territory_key


class PublishedManager(models.Manager["Project"]):
    """Projects that their territory shows."""

    def get_queryset(self) -> models.QuerySet["Project"]:
        return super().get_queryset().filter(public=True)


class Project(models.Model):
    """One project; pages read `published` only, statistics count `objects`."""

    project_id = models.UUIDField(primary_key=True)
    territory = territory_key()
    forum_id = models.UUIDField(null=True)
    name = models.CharField(max_length=160)
    problem = models.TextField()
    state = models.CharField(max_length=20)
    public = models.BooleanField()
    taken_over_locally = models.BooleanField()
    generated = models.BooleanField()
    investigation_start = models.DateField(null=True)
    construction_start = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    learnt = models.TextField()
    why = models.TextField()
    restart = models.TextField()

    objects = models.Manager()
    published = PublishedManager()

    class Meta:
        managed = False
        db_table = "portfolio_projectrow"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return national_path("showcase-project", self.project_id)

    @property
    def has_begun(self) -> bool:
        """Whether its team has started, an investigation or straight on to building."""
        return bool(self.investigation_start or self.construction_start)

    @property
    def has_post_mortem(self) -> bool:
        return bool(self.learnt or self.why)

    @property
    def words(self) -> str:
        return str(WORDS.get(self.state, self.state))

    @property
    def tone(self) -> str:
        if self.taken_over_locally or self.state in GOOD:
            return "good"
        return "neutral" if self.state in MEMBERS[Stage.ENDED] else ""


class Idea(models.Model):
    """One submitted idea, as a number."""

    idea_id = models.UUIDField(primary_key=True)
    call_id = models.UUIDField()
    heard = models.BooleanField()
    laureate = models.BooleanField()

    class Meta:
        managed = False
        db_table = "portfolio_idearow"


class Edition(models.Model):
    """One published edition and its call."""

    edition_id = models.UUIDField(primary_key=True)
    territory = territory_key()
    call_id = models.UUIDField(null=True)
    programme = models.CharField(max_length=160)
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = "portfolio_editionrow"

    def __str__(self) -> str:
        return f"{self.programme}, édition {self.number}"
