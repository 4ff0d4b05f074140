"""The programme's log: one table, and the functions that seal every log."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "tenants.audit.programme"
    label = "programme_audit"
