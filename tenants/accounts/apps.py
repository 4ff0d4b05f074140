"""Accounts: how people sign in, what proves who they are, their sessions on every host."""

from django.apps import AppConfig

from eclore.kit import permissions
from tenants.accounts.rules import CAN


class AccountsConfig(AppConfig):
    name = "tenants.accounts"
    label = "accounts"

    def ready(self) -> None:
        permissions.register(CAN)
