"""Opens again the tenant context that the queue has stamped on a job. For tasks only."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from eclore.database.context import PROGRAMME_ROLE, ContextError
from eclore.kit.hooks import Hook
from eclore.observing import context
from tenants import contexts

_PREFIX = "territory_"
# Whoever knows a territory's time zone: its hours are told in what its jobs write. Asked with its schema.
local_hours: Hook[[str], AbstractContextManager[None]] = Hook("jobs.local_hours")


def job_context(tenant_context: str) -> AbstractContextManager[None]:
    """Open the context of the role that deferred the job, in its time zone; a job deferred by the clock has none."""
    context.tell(territory="national" if tenant_context == PROGRAMME_ROLE else tenant_context.removeprefix(_PREFIX))
    if tenant_context == PROGRAMME_ROLE:
        return contexts.in_programme()
    if tenant_context.startswith(_PREFIX):
        return _in_territory(tenant_context.removeprefix(_PREFIX))
    raise ContextError(f"no context is known under {tenant_context!r}")


@contextmanager
def _in_territory(schema: str) -> Iterator[None]:
    with contexts.in_territory(schema), ExitStack() as stack:
        for hours in local_hours.ask(schema):
            stack.enter_context(hours)
        yield


def require_programme(tenant_context: str) -> None:
    """Refuse a job that only the national programme may ask for, whatever a territory has put in the queue."""
    if tenant_context != PROGRAMME_ROLE:
        raise ContextError(f"{tenant_context!r} asked for a job of the national programme")
