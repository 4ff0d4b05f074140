"""Lines of JSON on the standard error, one by request, tagged with the territory, without anything about people."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from eclore.observing import context
from eclore.observing.scrubbing import argument, chain, lines, scrubbed

# Django writes the whole path of what fails: ours says the pattern of the address.
SILENT = ("django.request", "django.server")


def configuration(level: str) -> dict[str, Any]:
    """LOGGING for an installation; requests are told at INFO, whatever the level of the rest."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"calm": {"()": Calm}},
        "formatters": {"json": {"()": Lines}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["calm"]}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {"eclore.requests": {"level": "INFO"}},
    }


class Calm(logging.Filter):
    """Without the loggers that quote paths."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.name not in SILENT


class Lines(logging.Formatter):
    """One object a line: the sentence with its arguments scrubbed, the context, an error as its types and lines."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": sentence(record),
            **context.told(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["errors"] = [
                {"type": type(error).__name__, "lines": lines(error.__traceback__)}
                for error in chain(record.exc_info[1])
            ]
        return json.dumps(line, ensure_ascii=False, default=str)


def sentence(record: logging.LogRecord) -> str:
    """A template is the code's own words; what it is filled with is not, nor a sentence that came already filled."""
    template = str(record.msg)
    if not record.args:
        return scrubbed(template)
    try:
        if isinstance(record.args, dict):
            return template % {name: argument(value) for name, value in record.args.items()}
        return template % tuple(argument(value) for value in record.args)
    except (TypeError, ValueError, KeyError):
        return template  # a scrubbed number is text, which %d does not take
