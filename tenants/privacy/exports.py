"""The register of processing activities, as a workbook and as a document."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eclore.kit import clock, documents
from eclore.kit import exports as spreadsheets
from eclore.kit.dates import calendar_day
from tenants.privacy import register


def workbook(months: dict[str, int]) -> bytes:
    """One activity a line."""
    return spreadsheets.xlsx(
        register.headings(), (list(row.values()) for row in register.rows(months)), title=_("Traitements")
    )


def document(site: str, months: dict[str, int]) -> bytes:
    """One activity after the other, tagged for those who listen to it."""
    title, *others = register.headings()
    activities = [
        {"title": row[title], "rows": [{"label": name, "value": row[name]} for name in others]}
        for row in register.rows(months)
    ]
    return documents.pdf(
        "register",
        {
            "title": _("Registre des activités de traitement"),
            "lang": (get_language() or "fr")[:2],
            "footer": f"{site} · {calendar_day(clock.today())}",
            "lead": _(
                "Ce que %(site)s fait des données personnelles dans Éclore : pourquoi, pour qui, combien de temps."
            )
            % {"site": site},
            "activities": activities,
        },
    )
