"""A territory is a tenant: one schema, one database role, one or more hosts."""

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from eclore.database.context import territory_role
from eclore.kit import zones
from eclore.kit.fields import RoleField
from eclore.kit.folding import in_order
from eclore.kit.records import Record
from tenants.hosts import address
from tenants.territories.states import TONES, RequestState


class Kind(models.TextChoices):
    DEPARTEMENT = "departement", _("Département")
    METROPOLE = "metropole", _("Métropole")
    VILLE = "ville", _("Ville")
    INTERCOMMUNALITE = "intercommunalite", _("Intercommunalité")
    REGION = "region", _("Région")
    MINISTERE = "ministere", _("Ministère")


class Joining(models.TextChoices):
    """Who becomes a member by signing in from the territory's host."""

    OPEN = "open", _("Toute personne qui confirme son adresse")
    DOMAINS = "domains", _("Les adresses des domaines de la collectivité")
    INVITATION = "invitation", _("Sur invitation seulement")


class Territory(Record, TenantMixin):
    """`role` is the database role of its requests; `code` its INSEE or SIREN code, empty for a ministry.

    Closed, it answers nothing but where the programme went (`moved_to`) and whom to ask (`closed_contact`).

    `sirens` are its establishments': they propose the territory to the agents of these, and open nothing.
    """

    slug = models.SlugField(max_length=50, unique=True)
    role = RoleField(unique=True, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)
    code = models.CharField(max_length=20, blank=True)
    department = models.CharField(max_length=3, blank=True, help_text=_("Code du département, pour la carte."))
    time_zone = models.CharField(max_length=40, choices=zones.CHOICES, default=zones.PARIS, db_default=zones.PARIS)
    accent = models.CharField(max_length=7, default="#0b5c7a")
    logo = models.ImageField(upload_to="logos/", blank=True)
    joining = models.CharField(max_length=12, choices=Joining, default=Joining.OPEN)
    email_domains = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    sirens = ArrayField(models.CharField(max_length=9), default=list, blank=True)
    contact_email = models.EmailField(blank=True)
    files_quota = models.PositiveIntegerField(_("place pour les fichiers, en Mo"), default=2000)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    moved_to = models.CharField(_("où le programme se poursuit"), max_length=300, blank=True, db_default="")
    closed_contact = models.EmailField(_("à qui s'adresser"), blank=True, db_default="")

    if TYPE_CHECKING:
        main_domains: list["Domain"]  # loaded by queries.with_addresses
        hosts: list["Domain"]  # loaded by tenants.memberships.queries, the main one first

    auto_create_schema = False
    auto_drop_schema = False

    class Meta:
        ordering = in_order("name")
        # What a shared row says of its territory twice, by key and by role, is held together by keys on this pair.
        constraints = [
            models.UniqueConstraint(fields=["id", "role"], name="territories_territory_with_its_role"),
            models.CheckConstraint(
                # Whom to ask may be erased later: a closed site then says where the programme went, and no address.
                condition=models.Q(closed_at=None, moved_to="", closed_contact="") | models.Q(closed_at__isnull=False),
                name="territories_territory_open_says_nothing_of_closing",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """The address of a territory whose `main_domains` are loaded; empty as long as it answers nowhere."""
        return address(self.main_domains[0].domain) if self.main_domains else ""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A plain save: schemas are made by provisioning, never by saving a row."""
        self.role = territory_role(self.schema_name)
        models.Model.save(self, *args, **kwargs)


class Domain(Record, DomainMixin):
    """A host that answers for a territory, without port: `somme.eclore.example`."""

    tenant = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="domains", db_index=True)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A plain save: DomainMixin's demotes other rows one by one."""
        self.domain = self.domain.lower()
        models.Model.save(self, *args, **kwargs)


class Agreement(Record):
    """A signed partnership; one may bind several territories."""

    title = models.CharField(max_length=200)
    signed_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    signatories = ArrayField(models.CharField(max_length=160), default=list)
    territories = models.ManyToManyField(Territory, through="AgreementParty", related_name="agreements")
    problems = models.PositiveSmallIntegerField(default=0)
    weeks_min = models.PositiveSmallIntegerField(default=9)
    weeks_max = models.PositiveSmallIntegerField(default=12)
    days_per_week = models.PositiveSmallIntegerField(default=1)
    national_funding_percent = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-signed_on"]

    def __str__(self) -> str:
        return self.title


class AgreementParty(Record):
    """One territory bound by one agreement."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE)
    territory_role = RoleField(editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "territory"], name="territories_agreementparty_once")
        ]


class ProvisioningRequest(Record):
    """A territory wished for by the national team, until the worker has made it."""

    slug = models.SlugField(max_length=50)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)
    code = models.CharField(max_length=20, blank=True)
    department = models.CharField(max_length=3, blank=True)
    accent = models.CharField(max_length=7)
    manager_email = models.EmailField()
    manager_name = models.CharField(max_length=200, blank=True)
    requested_by = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=RequestState, default=RequestState.WAITING)
    ended_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    territory = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug"],
                condition=~models.Q(state=RequestState.REFUSED),
                name="territories_provisioningrequest_slug_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state=RequestState.WAITING, ended_at=None)
                | ~models.Q(state=RequestState.WAITING) & models.Q(ended_at__isnull=False),
                name="territories_provisioningrequest_ended_has_its_date",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def tone(self) -> str:
        return TONES[RequestState(self.state)]


class Blueprint(models.Model):
    """What makes a territory's schema, recorded once (tenants.territories.blueprints); the owner's alone."""

    key = models.CharField(max_length=64, primary_key=True)
    statements = models.JSONField()
    recorded_at = models.DateTimeField(auto_now=True)
