"""Partnerships signed with one or several territories."""

from datetime import date

from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid
from eclore.kit.permissions import require
from tenants.territories import validators
from tenants.territories.models import Agreement, AgreementParty, Territory

WEEKS_AT_MOST, DAYS_AT_MOST, PROBLEMS_AT_MOST = 104, 5, 1000


def sign(
    *,
    by: Actor,
    title: str,
    signed_on: date,
    signatories: list[str],
    territories: list[Territory],
    problems: int = 0,
    weeks_min: int = 9,
    weeks_max: int = 12,
    days_per_week: int = 1,
    national_funding_percent: int = 0,
    ends_on: date | None = None,
) -> Agreement:
    """Record a signed agreement and every territory it binds. Raises Invalid."""
    require(by, "territories.sign_agreement")
    agreement = Agreement(
        title=validators.named(title, field="title", longest=200),
        signed_on=signed_on,
        ends_on=ends_on,
        signatories=[validators.named(name, field="signatories", longest=160) for name in signatories if name.strip()],
        problems=problems,
        weeks_min=weeks_min,
        weeks_max=weeks_max,
        days_per_week=days_per_week,
        national_funding_percent=national_funding_percent,
    )
    _check(agreement, territories)
    agreement.save(force_insert=True)
    AgreementParty.objects.bulk_create(
        AgreementParty(agreement=agreement, territory=territory, territory_role=territory.role)
        for territory in {territory.pk: territory for territory in territories}.values()
    )
    return agreement


def _check(agreement: Agreement, territories: list[Territory]) -> None:
    """Raise Invalid on the first thing that cannot be."""
    broken = [
        ("territories", not territories, _("Choisissez au moins un territoire.")),
        ("signatories", not agreement.signatories, _("Nommez au moins une structure signataire.")),
        (
            "ends_on",
            bool(agreement.ends_on and agreement.ends_on < agreement.signed_on),
            _("La fin vient après la signature : vérifiez les deux dates."),
        ),
        (
            "problems",
            not 0 <= agreement.problems <= PROBLEMS_AT_MOST,
            _("Donnez un nombre de problèmes entre 0 et 1000."),
        ),
        ("weeks_min", not 1 <= agreement.weeks_min <= WEEKS_AT_MOST, _("Donnez un nombre de semaines entre 1 et 104.")),
        (
            "weeks_max",
            not agreement.weeks_min <= agreement.weeks_max <= WEEKS_AT_MOST,
            _("La durée la plus longue ne peut être inférieure à la plus courte."),
        ),
        (
            "days_per_week",
            not 1 <= agreement.days_per_week <= DAYS_AT_MOST,
            _("Donnez un nombre de jours entre 1 et 5."),
        ),
        (
            "national_funding_percent",
            not 0 <= agreement.national_funding_percent <= 100,
            _("Donnez une part entre 0 et 100 %."),
        ),
    ]
    for field, is_broken, sentence in broken:
        if is_broken:
            raise Invalid(sentence, field=field)
