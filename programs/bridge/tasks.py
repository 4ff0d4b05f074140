"""What crosses goes as soon as it is told, whatever was left behind a little later; who asked is told the answer."""

from collections.abc import Iterable
from uuid import UUID

from eclore.kit import jobs
from programs.bridge import deliveries, hearings, projection
from programs.bridge.questions import TELL_ANSWERED
from programs.joint.forums import emails
from programs.joint.juries.queries import SWEPT_EVERY
from tenants.contexts import in_programme
from tenants.jobs import require_programme

DELIVER = "bridge.deliver"
TELL = "bridge.tell_hearings"


def send_home(schemas: Iterable[str]) -> None:
    """One job for each territory, in the transaction that publishes."""
    jobs.defer_all(DELIVER, [{"schema": schema} for schema in schemas])


@jobs.task(DELIVER)
def deliver(*, tenant_context: str, schema: str) -> None:
    """Deliver the decisions of one territory; only a publication on the national host may ask for it."""
    require_programme(tenant_context)
    deliveries.deliver(schema)


def tell_home(schemas: Iterable[str]) -> None:
    """One job for each territory, in the transaction that sends the order of the day."""
    jobs.defer_all(TELL, [{"schema": schema} for schema in schemas])


@jobs.task(TELL)
def tell_hearings(*, tenant_context: str, schema: str) -> None:
    """Write to the teams of one territory; only an order of the day on the national host may ask for it."""
    require_programme(tenant_context)
    hearings.tell(schema)


@jobs.task(TELL_ANSWERED)
def tell_answered(*, tenant_context: str, question: str) -> None:
    """Write to whoever asked, whose address no territory knows; of a question of the territory that says so alone."""
    with in_programme():
        emails.tell_answered(UUID(question), role=tenant_context)


@jobs.periodic("bridge.sweep", cron=f"*/{SWEPT_EVERY} * * * *")
def sweep(**_context: object) -> None:
    """Regularly, what a stopped worker or an error has left behind."""
    deliveries.sweep()
    hearings.sweep()


@jobs.periodic("bridge.compare_portfolio", cron="40 2 * * *")
def compare_portfolio(**_context: object) -> None:
    """Every night, the portfolio against the territories; differences are logged as errors, for somebody to look."""
    projection.compare_all()
