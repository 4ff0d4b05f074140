"""Memberships: who may do what where; roles, invitations, national grants and visits."""

from django.apps import AppConfig

from eclore.kit import permissions
from tenants.memberships.rules import CAN


class MembershipsConfig(AppConfig):
    name = "tenants.memberships"
    label = "memberships"

    def ready(self) -> None:
        from tenants.memberships.domain import invitations  # noqa: PLC0415  needs the models
        from tenants.territories import tasks  # noqa: PLC0415  the same

        permissions.register(CAN)
        tasks.made_for.answer(invitations.invite_first_manager)
