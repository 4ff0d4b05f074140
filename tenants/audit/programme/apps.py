"""The log of the programme, and the functions of the database that seal every log."""

from django.apps import AppConfig


class ProgrammeAuditConfig(AppConfig):
    name = "tenants.audit.programme"
    label = "programme_audit"
