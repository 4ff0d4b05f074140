"""A request as views meet it: the middleware has found its site and its actor."""

from typing import TYPE_CHECKING, Any

from django_htmx.middleware import HtmxDetails

from eclore.kit.web import ActingRequest
from tenants.hosts import Site

if TYPE_CHECKING:
    from tenants.accounts.sessions import SessionStore
    from tenants.submissions.keys import Sent


class Request(ActingRequest):
    """`user` is Django's, for its libraries; rules look at `actor`."""

    site: Site  # type: ignore[assignment]  # the stubs think of the sites framework, which is not installed
    session: "SessionStore"  # of the host
    user: Any
    htmx: HtmxDetails
    conflict: Exception | None  # what this request has met of another (tenants.middleware.contexts)
    sent: "Sent | None"  # with a key (tenants.middleware.submissions)
    heads: bool  # asked by HEAD, answered as GET (tenants.middleware.heading)
