"""A request as views meet it: the middleware has found its place and its actor."""

from typing import Any

from eclore.kit.web import ActingRequest
from tenants.hosts import Place


class Request(ActingRequest):
    """`user` is Django's, for its libraries; rules look at `actor`."""

    place: Place
    user: Any
