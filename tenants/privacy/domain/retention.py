"""A territory says for how many months it keeps each thing."""

from django.utils.translation import gettext as _

from eclore.kit import audit, records
from eclore.kit.actor import Actor
from eclore.kit.audit import Act
from eclore.kit.errors import Invalid
from eclore.kit.permissions import require
from tenants.privacy.models import DEFAULTS, LONGEST, SHORTEST, Retention
from tenants.territories.models import Territory


def keep(territory: Territory, *, by: Actor, **months: int) -> Retention:
    """Change what the next nights forget. Raises Invalid."""
    require(by, "privacy.keep")
    for name, value in months.items():
        if name not in DEFAULTS:
            raise TypeError(f"nothing is kept under the name {name!r}")
        if not SHORTEST <= value <= LONGEST:
            raise Invalid(_("Écrivez un nombre de mois, de 1 à 120."), field=name)
    row, created = Retention.objects.select_for_update().get_or_create(territory=territory, defaults=months)
    if not created and (changed := records.assign(row, months)):
        row.save(update_fields=changed)
    audit.record(Act.PERSONAL_DATA, subject=row, by=by, verb="keep", **months)
    return row
