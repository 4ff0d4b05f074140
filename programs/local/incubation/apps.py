"""Projects: phases, journal, committees, post-mortems."""

from django.apps import AppConfig


class IncubationConfig(AppConfig):
    name = "programs.local.incubation"
    label = "incubation"
