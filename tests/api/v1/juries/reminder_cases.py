"""Whom a session waits for, and their reminders: `api.v1.juries.views.reminders`."""

from typing import Any

from tests.api.v1.juries import preparations as at
from tests.api.v1.juries.payloads import a_page, problem
from tests.api.v1.juries.requests import Case

_ANSWERS = {"answered": False}


def _awaited(seat: str, **changes: Any) -> dict[str, Any]:
    told = {"seat": seat, "name": f"name of {seat}", "answer": True, "ballots": 0, "by_letter": False}
    return {**told, "reminded_at": None, **changes}


REMINDER_CASES = [
    Case("GET", "api-jury-reminders", a_page(_awaited("president"), _awaited("member")), options=_ANSWERS),
    Case(
        "GET",
        "api-jury-reminders",
        a_page(_awaited("president", answer=False, ballots=2), _awaited("member", answer=False, ballots=2)),
    ),
    Case(
        "POST",
        "api-jury-reminders",
        {"reminded": [_awaited("member", reminded_at="a time")]},
        sent={"seats": ["member"]},
        options=_ANSWERS,
        then="api-jury-reminders",
        shown=a_page(_awaited("president"), _awaited("member", reminded_at="a time")),
    ),
    Case(
        "POST",
        "api-jury-reminders",
        {"reminded": [_awaited("president", reminded_at="a time"), _awaited("member", reminded_at="a time")]},
        sent={},
        options=_ANSWERS,
    ),
    Case(
        "POST",
        "api-jury-reminders",
        problem(409, "nothing_awaited", "Plus rien n'est attendu : personne n'est à relancer."),
        409,
        sent={"seats": ["jury"]},
        prepare=at.deliberating,
    ),
]
