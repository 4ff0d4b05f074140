"""The jobs of accounts, at their hours."""

from eclore.kit import clock, jobs
from tenants.accounts.models import Tally
from tenants.contexts import in_programme


@jobs.periodic("accounts.forget_tallies", cron="7 * * * *")
def forget_tallies(**_context: object) -> None:
    """Every hour, the counts that have ended."""
    with in_programme():
        Tally.objects.filter(ends_at__lte=clock.now()).delete()
