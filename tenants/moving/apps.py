"""Territories that leave, arrive, are saved and restored."""

from django.apps import AppConfig

from eclore.kit import permissions
from tenants.moving.rules import CAN


class MovingConfig(AppConfig):
    name = "tenants.moving"
    label = "moving"

    def ready(self) -> None:
        from tenants.moving import forgetting_people  # noqa: PLC0415  models are ready only now
        from tenants.moving.domain.archives import end_those_that_are_over  # noqa: PLC0415  the same
        from tenants.moving.sheets import people, sheets  # noqa: PLC0415  the same
        from tenants.privacy import orchestration, purging  # noqa: PLC0415  the same

        permissions.register(CAN)
        sheets.answer(people)
        purging.over_in_territory.answer(end_those_that_are_over)
        orchestration.erased_in_territory.answer(forgetting_people.forget_archives)
