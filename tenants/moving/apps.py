"""Territories that leave, arrive, are saved and restored."""

from django.apps import AppConfig


class MovingConfig(AppConfig):
    name = "tenants.moving"
    label = "moving"

    def ready(self) -> None:
        from tenants.moving.sheets import people, sheets  # noqa: PLC0415  models are ready only now

        sheets.answer(people)
