"""Accounts live in the shared schema; a territory sees its own people and never a password hash."""

import secrets
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from eclore.kit.fields import RoleField, current_role_field, role_list
from eclore.kit.records import Record


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str = "", password: str | None = None) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


def new_stamp() -> str:
    """What a session carries to prove that it is still wanted."""
    return secrets.token_hex(16)


class HashedPassword:
    """`user.password`: the stored hash, fetched when asked for; assigning keeps it until `user.save()`."""

    def __get__(self, user: "User | None", owner: type) -> Any:
        if user is None:
            return self
        if "_hash" not in user.__dict__:
            user.__dict__["_hash"] = self._read(user)
        return user.__dict__["_hash"]

    def __set__(self, user: "User", value: str) -> None:
        user.__dict__["_hash"] = value
        user.__dict__["_hash_changed"] = True

    @staticmethod
    def _read(user: "User") -> str:
        found = Credential.objects.filter(pk=user.pk).values_list("hash", flat=True).first()
        return found or ""

    @staticmethod
    def store(user: "User") -> None:
        """Write a changed hash; called by `User.save`."""
        if user.__dict__.pop("_hash_changed", False):
            Credential.objects.update_or_create(pk=user.pk, defaults={"hash": user.__dict__["_hash"] or ""})


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
                fields=["user"], condition=models.Q(used_at__isnull=False, ended_at=None), name="accounts_handoff_open"
            )
        ]


class Session(AbstractBaseSession):
    """A session belongs to the role whose context was open when it was made.

    Its data is signed, and says whose it is; `user_id` and `opened_by`, the code of its hand-off, repeat it, so that
    one statement finds everything.
    """

    owner_role = current_role_field()
    user_id = models.UUIDField(null=True, editable=False)
    opened_by = models.CharField(max_length=64, default="", db_default="", editable=False)

    class Meta:
        db_table = "accounts_session"

    @classmethod
    def get_session_store_class(cls) -> type:
        store: type = import_module(settings.SESSION_ENGINE).SessionStore
        return store


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
