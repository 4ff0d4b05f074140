"""Events for Sentry: built anew from the few facts that may leave, tagged with the territory."""

from typing import Any

import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration

from eclore.observing import context
from eclore.observing.scrubbing import scrubbed

KEPT = ("event_id", "timestamp", "level", "logger", "platform", "release", "environment", "sdk")
FRAME = ("filename", "function", "module", "lineno", "in_app")


def start(dsn: str, *, release: str = "", transport: Any = None) -> None:
    """Send errors there; nothing of the person, the request's body, breadcrumbs or local variables is even gathered."""
    sentry_sdk.init(
        dsn=dsn,
        release=release or None,
        transport=transport,
        integrations=[DjangoIntegration(middleware_spans=False, signals_spans=False)],
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        traces_sample_rate=None,
        server_name="",
        before_send=rebuilt,  # type: ignore[arg-type]  # the library's own type of a dictionary
        before_send_transaction=nothing,
    )


def nothing(event: Any, _hint: Any) -> None:
    """Only errors leave."""


def rebuilt(event: dict[str, Any], _hint: dict[str, Any]) -> dict[str, Any]:
    """The event that leaves, from the one that was gathered."""
    told = context.told()
    kept = {name: event[name] for name in KEPT if name in event}
    kept["tags"] = {name: str(value) for name, value in told.items()}
    kept["transaction"] = str(told.get("route") or told.get("task") or "")
    if message := (event.get("logentry") or {}).get("message") or event.get("message"):
        kept["logentry"] = {"message": scrubbed(str(message))}
    if errors := (event.get("exception") or {}).get("values"):
        kept["exception"] = {"values": [_error(each) for each in errors]}
    return kept


def _error(gathered: dict[str, Any]) -> dict[str, Any]:
    """Its type and its lines; its message quotes what people sent."""
    frames = (gathered.get("stacktrace") or {}).get("frames") or []
    kept = [{name: frame[name] for name in FRAME if name in frame} for frame in frames]
    return {"type": gathered.get("type"), "module": gathered.get("module"), "stacktrace": {"frames": kept}}
