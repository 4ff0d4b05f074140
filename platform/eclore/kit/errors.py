"""Errors that people meet: a sentence that says what to do, a stable code for the API."""

from collections.abc import Mapping
from typing import Any


class Problem(Exception):
    """The system says no, and why: raised by domain functions, told by pages and by the API (RFC 9457).

    `code` is stable; `sentence` is for people (lazy translation allowed); `field` names the input to mend, if one.
    Raise one of two kinds: `NotAllowed`, which no page catches, or `Refusal`, which pages show where it was met.
    """

    code = "problem"
    status = 409

    def __init__(self, sentence: Any, *, code: str | None = None, field: str | None = None, **facts: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code or self.code
        self.field = field
        self.facts: Mapping[str, Any] = facts


class NotAllowed(Problem):
    """This person may not do this here, whatever they type: the answer is a page of its own, 403."""

    code = "not_allowed"
    status = 403


class Refusal(Problem):
    """This cannot be done now, or not like this: said on the page where it was tried, and nothing typed is lost."""

    code = "refused"


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
