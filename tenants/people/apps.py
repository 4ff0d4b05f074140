"""People: accounts, memberships, national grants, invitations, and the hand-off between hosts."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tenants.people"
    label = "people"
