"""Errors that people meet: a sentence that says what to do, a stable code for the API."""

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):
    """The system says no, and why. Raised by domain functions, shown by pages, serialised by the API (RFC 9457).

    `code` is stable; `sentence` is for people (lazy translation allowed); `field` names the input to mend, if one.
    """

    code = "refused"
    status = 409

    def __init__(self, sentence: Any, *, code: str | None = None, field: str | None = None, **facts: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code or self.code
        self.field = field
        self.facts: Mapping[str, Any] = facts


class NotAllowed(Refusal):
    """This person may not do this here."""

    code = "not_allowed"
    status = 403


class Invalid(Refusal):
    """What was typed does not fit; nothing was written."""

    code = "invalid"
    status = 422


class TooMany(Refusal):
    """Too often in too little time: come back after a while."""

    code = "too_many"
    status = 429


class TooLate(Refusal):
    """The date has passed."""

    code = "closed"
