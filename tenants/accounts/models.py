"""Accounts live in the shared schema; a territory sees its own people and never a password hash."""

import secrets
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from eclore.kit import actor, clock
from eclore.kit.fields import RoleField, current_role_field, role_list
from eclore.kit.records import Record
from tenants.accounts.credentials import HashedPassword
from tenants.territories.models import Territory


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str = "", password: str | None = None) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


def new_stamp() -> str:
    """What a session carries to prove that it is still wanted."""
    return secrets.token_hex(16)


class User(Record, AbstractBaseUser):
    """`stamp` changes when every session must end; `visible_to` is kept by a trigger on the tables below."""

    email = models.EmailField(_("adresse électronique"), unique=True)
    name = models.CharField(_("nom"), max_length=200)
    function = models.CharField(_("fonction"), max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    stamp = models.CharField(max_length=32, default=new_stamp, editable=False)
    language = models.CharField(max_length=5, default="fr")
    generated = models.BooleanField(default=False, editable=False)
    visible_to = role_list(default=list, editable=False)

    password = HashedPassword()
    last_login = None

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        HashedPassword.store(self)

    def get_session_auth_hash(self) -> str:
        """Not derived from the password: territories check sessions and never see its hash."""
        return salted_hmac("eclore.accounts.session", self.stamp, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self) -> list[str]:
        return []


class Credential(models.Model):
    """A password hash, where only the programme's role can read."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="credential")
    hash = models.CharField(max_length=256)


class Role(models.TextChoices):
    MEMBER = actor.MEMBER, _("Membre")
    MANAGER = actor.MANAGER, _("Chargée ou chargé de programme")
    JUROR = actor.JUROR, _("Membre du jury")
    COACH = actor.COACH, _("Coach ou designer")
    SPONSOR = actor.SPONSOR, _("Sponsor")


class Membership(Record):
    """One person, one role, one territory, from a day until it is revoked."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="memberships")
    territory_role = RoleField(editable=False)
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    granted_by = models.CharField(max_length=200, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

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

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="national_grants")
    kind = models.CharField(max_length=30, choices=NationalKind)
    granted_by = models.CharField(max_length=200, blank=True)
    until = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"],
                condition=models.Q(revoked_at=None),
                name="memberships_nationalgrant_once",
            )
        ]

    @property
    def is_over(self) -> bool:
        """Past its planned end."""
        return self.until is not None and self.until < clock.today()


class Visit(Record):
    """A national coach may enter a territory, openly; `entered_at` is their first page there, told in its own log."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="visits")
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
    """A role promised to an address; it becomes a membership when that address signs in.

    `secret_hash` is that of its letter's link; None for a promise whose letter leads elsewhere.
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

    class Meta:
        indexes = [models.Index(fields=["email"], name="memberships_invitation_email")]
        constraints = [models.UniqueConstraint(fields=["secret_hash"], name="memberships_invitation_secret")]

    @property
    def role_label(self) -> str:
        """The promised role in words."""
        return str(Role(self.role).label)


class Handoff(models.Model):
    """A single-use code from the auth host to another host; used, it stands for the session that it opened there.

    `proved`: a second factor was given on the auth host; `proved_at`: when the person last proved who they are there.
    That session counts until `ended_at`.
    """

    code_hash = models.CharField(max_length=64, primary_key=True)
    owner_role = RoleField(editable=False)
    host = models.CharField(max_length=253)
    nonce_hash = models.CharField(max_length=64)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=2000, default="/")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    proved = models.BooleanField(default=False)
    proved_at = models.DateTimeField(null=True)
    browser = models.CharField(max_length=200, blank=True, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["user"],
                condition=models.Q(used_at__isnull=False, ended_at=None),
                name="accounts_handoff_open",
            )
        ]


class EntryCard(Record):
    """What lets whoever sits in a jury in without an account: a secret on a card, for one device.

    `device_hash` is set once, by the device that has confirmed a PIN or a code, and emptied to let another one in.
    """

    owner_role = current_role_field()
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
                fields=["app", "seat_id"], condition=models.Q(revoked_at=None), name="juries_entrycard_once"
            ),
        ]


class Session(AbstractBaseSession):
    """A session belongs to the role whose context was open when it was made."""

    owner_role = current_role_field()

    class Meta:
        db_table = "accounts_session"

    @classmethod
    def get_session_store_class(cls) -> type:
        from tenants.accounts.sessions import SessionStore  # noqa: PLC0415  the store imports this model

        return SessionStore


class ApiToken(Record):
    """A secret for scripts, hashed; `territory_role` is the role it opens, the programme's for a national one."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    territory_role = current_role_field()
    label = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    last_four = models.CharField(max_length=4)
    revoked_at = models.DateTimeField(null=True, blank=True)


class Tally(models.Model):
    """How often something was asked for, until `ends_at`; written by `accounts_take` only (eclore.kit.limits)."""

    key = models.CharField(max_length=64, primary_key=True)
    taken = models.IntegerField()
    ends_at = models.DateTimeField()
