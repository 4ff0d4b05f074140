"""One request, one transaction, one role, one time zone: opened before sessions, closed after the response.

What meets another request (eclore.database.conflicts) is rolled back and done once more, from the session on. That is
safe when nothing has left the process: what was written is rolled back, files with it; jobs and mail are rows of
it, and what waits for its end is forgotten; the body of the request can be read again. On the sign-in host libraries
write to people at once, so nothing is done twice there. Else, and the second time, the answer is 409.
"""

import logging

from django.core.signals import got_request_exception
from django.http import HttpResponse
from django.utils import timezone

from eclore.database.conflicts import is_conflict, may_pass_now
from eclore.database.current import current
from tenants import hosts
from tenants.middleware import errors
from tenants.middleware.hosts import Handler
from tenants.requests import Request

logger = logging.getLogger(__name__)


class TenantContextMiddleware:
    """Everything inside runs in the context of `request.site`. A returned 4xx commits; a raised one does not."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        try:
            return self._in_context(request)
        except Exception as error:
            if not is_conflict(error):
                raise
            again = _can_be_read_again(request) and may_pass_now(error)
            if not again:
                return errors.conflict(request, error)
        try:
            return self._in_context(request)
        except Exception as error:
            if not is_conflict(error):
                raise
            return errors.conflict(request, error)

    def _in_context(self, request: Request) -> HttpResponse:
        """Raises what a view has met of another request, or what COMMIT did."""
        request.conflict = None
        with current().opened(request.site.tenant_context), timezone.override(request.site.time_zone):
            response = self.get_response(request)
            if request.conflict is not None:
                raise request.conflict
            return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Whatever the view had written is forgotten; error pages and sessions go on in the same context."""
        current().rollback_and_continue()


def _can_be_read_again(request: Request) -> bool:
    """Whether the same request can be done anew: its body is in memory, or in files that are read from their start."""
    if request.site.kind == hosts.AUTH:
        return False
    if hasattr(request, "_post"):
        for files in request.FILES.lists():
            for file in files[1]:
                file.seek(0)
        return True
    return hasattr(request, "_body") or not request.headers.get("Content-Length", "0").strip("0")


def _start_again(**_: object) -> None:
    current().rollback_and_continue()


got_request_exception.connect(_start_again, dispatch_uid="eclore.contexts")
