"""Requests about a person's data and what answers them; how long each territory keeps what; what purges have done."""

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eclore.kit.fields import current_role_field
from eclore.kit.records import Record
from tenants.accounts.models import User
from tenants.privacy.states import TONES, UNDER_WAY, RequestKind, RequestState
from tenants.territories.models import Territory

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SHORTEST, LONGEST = 1, 120  # months
REFUSED_IDEAS, RAW_NOTES, ACCESSES, IDLE_ACCOUNTS = "refused_ideas", "raw_notes", "accesses", "idle_accounts"
DEFAULTS = {IDLE_ACCOUNTS: 24, REFUSED_IDEAS: 24, RAW_NOTES: 3, ACCESSES: 12}


class Request(Record):
    """`done` of `total` steps are through. `known` and `email` hold strings of the person: emptied at its end.

    `report` tells what was changed and what remains, without a word of it.
    """

    kind = models.CharField(max_length=8, choices=RequestKind)
    state = models.CharField(max_length=8, choices=RequestState, default=RequestState.WAITING)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(blank=True)
    asked_by_id = models.UUIDField(null=True, blank=True)
    known = models.JSONField(default=dict, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    report = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"],
                condition=Q(state__in=["waiting", "running"]),
                name="privacy_request_one_under_way",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], ended_at=None)
                | Q(state__in=["done", "failed"], ended_at__isnull=False, email="", known={}),
                name="privacy_request_ended_is_dated_and_forgets",
            ),
        ]

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def tone(self) -> str:
        return TONES[RequestState(self.state)]


class Copy(models.Model):
    """What an export has gathered, for its person alone and for some days."""

    request = models.OneToOneField(Request, on_delete=models.CASCADE, primary_key=True, related_name="copy")
    as_json = models.BinaryField()
    as_pdf = models.BinaryField()


class Warned(models.Model):
    """An account that sleeps has been written to, once or twice; signing in takes the row away."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="+")
    first_on = models.DateField()
    second_on = models.DateField(null=True, blank=True)


def _months(label: "StrOrPromise", default: int) -> "models.PositiveSmallIntegerField[int, int]":
    limits = [MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)]
    return models.PositiveSmallIntegerField(label, default=default, validators=limits)


class Retention(Record):
    """How many months a territory keeps each thing; no row for one that keeps the defaults."""

    territory = models.OneToOneField(Territory, on_delete=models.CASCADE, related_name="retention")
    territory_role = current_role_field()
    idle_accounts = _months(_("comptes sans activité"), DEFAULTS[IDLE_ACCOUNTS])
    refused_ideas = _months(_("idées qui n'ont pas été retenues"), DEFAULTS[REFUSED_IDEAS])
    raw_notes = _months(_("notes brutes d'entretien"), DEFAULTS[RAW_NOTES])
    accesses = _months(_("traces d'accès"), DEFAULTS[ACCESSES])

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{name}__gte": SHORTEST for name in DEFAULTS})
                & Q(**{f"{name}__lte": LONGEST for name in DEFAULTS}),
                name="privacy_retention_is_a_number_of_months",
            )
        ]


class Purge(Record):
    """What one night has forgotten at one site: {rule: how many}."""

    territory_role = current_role_field()
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-created_at", "pk"]
        indexes = [models.Index(fields=["territory_role", "-created_at"], name="privacy_purge_of_a_place")]
