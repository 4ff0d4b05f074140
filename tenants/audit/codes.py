"""What a line of the log tells as a code, in words."""

from django.utils.translation import gettext_lazy as _

from tenants.memberships.models import NationalKind, Role

CODES = {
    **dict(Role.choices),
    **dict(NationalKind.choices),
    "presidency": _("Présidence"),
    "secretary": _("Secrétariat"),
    "account": _("Identité confirmée par son compte"),
    "code": _("Code à usage unique"),
    "elected": _("Élue ou élu"),
    "management": _("Direction générale"),
    "field": _("Agente ou agent de terrain"),
    "partner": _("Partenaire"),
    "other": _("Autre qualité"),
    "paper": _("D'après une feuille papier"),
    "full": _("Version complète"),
    "redacted": _("Version communicable"),
    "with_ballots": _("Version avec les bulletins"),
    "xlsx": "XLSX",
    "csv": "CSV",
    "pdf": "PDF",
    "ics": "iCalendar",
    "json": "JSON",
}
