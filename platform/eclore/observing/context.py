"""The facts about what is being done now, in this thread: they go with each line of the log and each event."""

from typing import Any

from structlog import contextvars


def begin(**facts: Any) -> None:
    """Forget the previous request or job, and tell of this one: `territory`, `request`, `route`, `method`, `task`."""
    contextvars.clear_contextvars()
    contextvars.bind_contextvars(**facts)


def tell(**facts: Any) -> None:
    """One more fact about it."""
    contextvars.bind_contextvars(**facts)


def told() -> dict[str, Any]:
    """What is known of it."""
    return contextvars.get_contextvars()
