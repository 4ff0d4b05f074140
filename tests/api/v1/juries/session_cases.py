"""The session and what comes of it: every request to `api.v1.juries.views.sessions`, and how a jury is made."""

from tests.api.v1.juries import preparations as at
from tests.api.v1.juries.payloads import GRANTED, Meant, a_page, amendment, decision, jury, problem, ranked
from tests.api.v1.juries.requests import Case

_TOO_EARLY = "Passez d'abord à la délibération, puis décidez de chaque passage."
_TWICE = "Les décisions de ce jury sont déjà publiées."
_OTHER = {"title": "Autre jury", "held_on": "2031-01-15", "place": "Lille", "quorum": 1, "places": 3}
_BY_GROUP = {"elected": 1, "management": 0, "field": 0, "partner": 2}
_CLOSED = {"state": "deliberation", "closed_at": "a time"}
_OVER = {"state": "published", "closed_at": "a time", "revealed_at": "a time", "published_at": "a time"}
_DECISIONS = [decision("A", **GRANTED), decision("B")]
_SENT = {
    "decisions": [
        {"passage": f"passage {title}", "verdict": "not_retained", "motivation": "Trop tôt."} for title in ("A", "B")
    ]
}
_SETTLED = [decision("A"), decision("B")]
_WANTED = [{"label": "L'usage", "weight": "2.00"}, {"id": "criterion 1", "label": "Le besoin", "kind": "selection"}]
_CRITERIA = [
    {"id": "criterion 1", "label": "L'usage", "hint": "", "weight": "2.00", "kind": ""},
    {"id": "criterion 2", "label": "Le besoin", "hint": "", "weight": "1.00", "kind": "selection"},
]
_CORRECTION = {"passage": "passage A", "correction": "Huit semaines.", "reason": "Faute de frappe"}


SESSION_CASES = [
    Case("GET", "api-juries", a_page(jury())),
    Case("GET", "api-juries", a_page(jury()), by="member"),
    Case(
        "POST",
        "api-juries",
        jury(
            id="an id",
            forum=Meant("new forum"),
            state="preparation",
            opened_at=None,
            criteria=Meant("what is marked"),
            **_OTHER,
            quorum_by_group=_BY_GROUP,
        ),
        201,
        sent={**_OTHER, "quorum_by_group": {"elected": 1, "partner": 2}, "**": Meant("made for")},
        prepare=at.another_occasion,
    ),
    Case("GET", "api-jury", jury(criteria=Meant("what is marked")), by="member"),
    Case("PUT", "api-jury-criteria", _CRITERIA, sent={"criteria": _WANTED}),
    Case(
        "PUT",
        "api-jury-criteria",
        problem(409, "has_marked", "Un membre a déjà noté : les critères ne changent plus."),
        409,
        sent={"criteria": _WANTED},
        prepare=at.marked,
    ),
    Case("POST", "api-jury-open", jury(), options={"opened": False}),
    Case("POST", "api-jury-unopen", jury(state="preparation", opened_at=None)),
    Case("POST", "api-jury-cancel", jury(state="cancelled", opened_at=None), options={"opened": False}),
    Case("POST", "api-jury-deliberate", jury(**_CLOSED), by="president"),
    Case("POST", "api-jury-resume", jury(), by="president", prepare=at.revealed),
    Case("POST", "api-jury-reveal", jury(**_CLOSED, revealed_at="a time"), by="president", prepare=at.deliberating),
    Case("POST", "api-jury-publish", {"jury": jury(**_OVER), "delivery": Meant("delivery")}, prepare=at.decided),
    Case("POST", "api-jury-publish", problem(409, "wrong_state", _TOO_EARLY, state="open"), 409),
    Case(
        "POST",
        "api-jury-publish",
        problem(409, "wrong_state", _TWICE, state="published"),
        409,
        prepare=at.published_by_somebody_else,
    ),
    Case(
        "GET",
        "api-jury-ranking",
        a_page(
            ranked(1, "A", "4.50", ballots=2, verdict=Meant("favourable verdict")),
            ranked(2, "B", "2.00", ballots=1, verdict="not_retained"),
        ),
        by="president",
        prepare=at.decided,
    ),
    Case("GET", "api-jury-decisions", a_page(*_DECISIONS), by="president", prepare=at.decided),
    Case(
        "GET",
        "api-jury-decisions",
        a_page(*({**each, "published_at": "a time"} for each in _DECISIONS)),
        prepare=at.published,
    ),
    Case("PUT", "api-jury-decisions-together", _SETTLED, by="president", sent=_SENT, prepare=at.deliberating),
    Case(
        "GET",
        "api-jury-amendments",
        [amendment(None, "Deux membres.", "Compte faux"), amendment("passage A", "Neuf semaines.", "Faute")],
        by="president",
        prepare=at.amended,
    ),
    Case(
        "POST",
        "api-jury-amendments",
        amendment("passage A", "Huit semaines.", "Faute de frappe"),
        201,
        by="president",
        sent=_CORRECTION,
        prepare=at.published,
    ),
]
