"""A password that reads and writes like Django's, and lives in a table of its own."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tenants.accounts.models import User


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
        from tenants.accounts.models import Credential  # noqa: PLC0415  the models use this descriptor

        found = Credential.objects.filter(pk=user.pk).values_list("hash", flat=True).first()
        return found or ""

    @staticmethod
    def store(user: "User") -> None:
        """Write a changed hash; called by `User.save`."""
        from tenants.accounts.models import Credential  # noqa: PLC0415  the models use this descriptor

        if user.__dict__.pop("_hash_changed", False):
            Credential.objects.update_or_create(pk=user.pk, defaults={"hash": user.__dict__["_hash"] or ""})
