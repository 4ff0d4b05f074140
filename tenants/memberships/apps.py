"""Memberships: who may do what where; roles, invitations, national grants and visits."""

from django.apps import AppConfig

from eclore.kit import permissions
from tenants.memberships.rules import CAN


class MembershipsConfig(AppConfig):
    name = "tenants.memberships"
    label = "memberships"

    def ready(self) -> None:
        permissions.register(CAN)
