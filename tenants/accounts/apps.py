"""People: accounts, memberships, national grants, invitations, and the hand-off between hosts."""

from django.apps import AppConfig

from eclore.kit import permissions
from tenants.memberships.rules import CAN


class PeopleConfig(AppConfig):
    name = "tenants.accounts"
    label = "people"

    def ready(self) -> None:
        permissions.register(CAN)
