"""One request, one transaction, one role: opened before sessions, closed after the response."""

from django.core.signals import got_request_exception
from django.http import HttpResponse

from eclore.database.current import current
from tenants.middleware.hosts import Handler
from tenants.requests import Request


class TenantContextMiddleware:
    """Everything inside runs in the context of `request.site`. A returned 4xx commits; a raised one does not."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        with current().opened(request.site.tenant_context):
            return self.get_response(request)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Whatever the view had written is forgotten; error pages and sessions go on in the same context."""
        current().rollback_and_continue()


def _start_again(**_: object) -> None:
    current().rollback_and_continue()


got_request_exception.connect(_start_again, dispatch_uid="eclore.contexts")
