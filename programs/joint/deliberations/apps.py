"""Joint juries: members from several territories, one decision for each snapshot."""

from django.apps import AppConfig


class DeliberationsConfig(AppConfig):
    name = "programs.joint.deliberations"
    label = "deliberations"
