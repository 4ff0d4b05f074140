"""Who may do what where: memberships of territories, national grants, visits and pending invitations."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from eclore.kit import actor, clock
from eclore.kit.fields import RoleField, current_role_field
from eclore.kit.records import Record
from tenants.territories.models import Territory


class Role(models.TextChoices):
    MEMBER = actor.MEMBER, _("Membre")
    MANAGER = actor.MANAGER, _("Chargée ou chargé de programme")
    JUROR = actor.JUROR, _("Membre du jury")
    COACH = actor.COACH, _("Coach ou designer")
    SPONSOR = actor.SPONSOR, _("Sponsor")


class Reason(models.TextChoices):
    """Why somebody holds a role, or is offered one; what stands on a team or a seat falls with it."""

    MANAGER = "manager", _("Une personne chargée du programme")
    RULE = "rule", _("La règle d'arrivée du territoire")
    TEAM = "team", _("Une équipe")
    SEAT = "seat", _("Une place dans un jury")


def _reason_field() -> "models.CharField[str, str]":
    return models.CharField(max_length=8, choices=Reason, default=Reason.MANAGER, db_default=Reason.MANAGER.value)


class Membership(Record):
    """One person, one role, one territory, from a day until it is revoked.

    `reason_id`: the team member's or the seat's key. `fell`: its reason ended; nobody took it back.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="memberships")
    territory_role = RoleField(editable=False)
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    granted_by = models.CharField(max_length=200, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    reason = _reason_field()
    reason_id = models.UUIDField(null=True, blank=True)
    fell = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "territory", "role"],
                condition=models.Q(revoked_at=None),
                name="memberships_membership_once",
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.territory_role = self.territory_role or self.territory.role
        super().save(*args, **kwargs)


class NationalKind(models.TextChoices):
    COACH = actor.NATIONAL_COACH, _("Coach nationale ou national")
    ADMINISTRATOR = actor.NATIONAL_ADMINISTRATOR, _("Administration nationale")


class NationalGrant(Record):
    """What a person may do for the whole programme; `until` is a day, None for no planned end."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="national_grants")
    kind = models.CharField(max_length=30, choices=NationalKind)
    granted_by = models.CharField(max_length=200, blank=True)
    until = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"], condition=models.Q(revoked_at=None), name="memberships_nationalgrant_once"
            )
        ]

    @property
    def is_over(self) -> bool:
        """Past its planned end."""
        return self.until is not None and self.until < clock.today()


class Visit(Record):
    """A national coach may enter a territory, openly; `entered_at` is their first page there, told in its own log."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="visits")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT)
    territory_role = RoleField(editable=False)
    name = models.CharField(max_length=200)
    ends_at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.territory_role = self.territory_role or self.territory.role
        super().save(*args, **kwargs)


class Invitation(Record):
    """A role offered to an address; it becomes a membership when that address signs in.

    `secret_hash` is that of its e-mail's link; None for an invitation whose e-mail leads elsewhere. `reason_id`: the
    team member's or the seat's key.
    """

    email = models.EmailField()
    name = models.CharField(max_length=200, blank=True)
    territory = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.PROTECT)
    territory_role = current_role_field()
    role = models.CharField(max_length=30, default=Role.MEMBER)
    secret_hash = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001  many have no link
    invited_by = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    reason = _reason_field()
    reason_id = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["email"], name="memberships_invitation_email")]
        constraints = [
            models.UniqueConstraint(fields=["secret_hash"], name="memberships_invitation_secret"),
            models.UniqueConstraint(
                fields=["territory", "email", "role"],
                condition=models.Q(accepted_at=None, revoked_at=None, secret_hash__isnull=False),
                name="memberships_invitation_one_link",
            ),
        ]

    @property
    def role_label(self) -> str:
        """The role offered, in words."""
        return str(Role(self.role).label)
