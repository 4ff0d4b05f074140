"""Opens again the tenant context that the queue has stamped on a job. For tasks only."""

from contextlib import AbstractContextManager

from eclore.database.context import PROGRAMME_ROLE, ContextError
from eclore.observing import context
from tenants import contexts

_PREFIX = "territory_"


def job_context(tenant_context: str) -> AbstractContextManager[None]:
    """Open the context of the role that deferred the job; a job without one (deferred by the clock) opens nothing."""
    context.tell(territory="national" if tenant_context == PROGRAMME_ROLE else tenant_context.removeprefix(_PREFIX))
    if tenant_context == PROGRAMME_ROLE:
        return contexts.in_programme()
    if tenant_context.startswith(_PREFIX):
        return contexts.in_territory(tenant_context.removeprefix(_PREFIX))
    raise ContextError(f"no context is known under {tenant_context!r}")


def require_programme(tenant_context: str) -> None:
    """Refuse a job that only the national programme may ask for, whatever a territory has put in the queue."""
    if tenant_context != PROGRAMME_ROLE:
        raise ContextError(f"{tenant_context!r} asked for a job of the national programme")
