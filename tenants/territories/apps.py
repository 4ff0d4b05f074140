"""Territories: who they are, where they answer, how their schema is made."""

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "tenants.territories"
    label = "territories"
