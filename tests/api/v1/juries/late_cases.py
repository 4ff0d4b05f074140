"""Ballots that came once marks were closed: every request to `api.v1.juries.views.late_ballots`."""

from tests.api.v1.juries import preparations as at
from tests.api.v1.juries.payloads import a_page, late, problem
from tests.api.v1.juries.requests import Case

_WHY = {"reason": "La tablette était sans réseau."}
_ANSWERED = {**_WHY, "answered_at": "a time"}
_OVER = "Un bulletin tardif reçoit sa réponse pendant la délibération, pas après."

LATE_CASES = [
    Case("GET", "api-jury-late-ballots", a_page(), by="president", prepare=at.deliberating),
    Case("GET", "api-jury-late-ballots", a_page(late()), by="president", prepare=at.late),
    Case(
        "POST",
        "api-jury-late-ballot-count",
        late(**_ANSWERED, accepted=True),
        by="president",
        sent=_WHY,
        prepare=at.late,
        then="api-jury-late-ballots",
        shown=a_page(late(**_ANSWERED, accepted=True)),
    ),
    Case("POST", "api-jury-late-ballot-set-aside", late(**_ANSWERED), by="president", sent=_WHY, prepare=at.late),
    Case(
        "POST",
        "api-jury-late-ballot-count",
        problem(409, "wrong_state", _OVER, state="open"),
        409,
        by="president",
        sent=_WHY,
        prepare=at.late_and_resumed,
    ),
]
