"""Members: their seats, their recusals, the cards that let them in; every request to `api.v1.juries.views.members`."""

from typing import Any

from tests.api.v1.juries import preparations as at
from tests.api.v1.juries.payloads import LEFT, Meant, a_page, card, passage, recusal, seat
from tests.api.v1.juries.requests import Case

_NEWCOMER = {"email": "nouvelle@exemple.fr", "name": "Nouvelle", "quality": "Agente"}
_NEW = {"quality": "Agente", "present": False, "stays": []}
_PROPOSAL = {"seat": "member", "passage": "passage A", "reason": "Même direction"}
_AWAY = {"present": False}
_HOURS = {"stays": [{"arrived_at": "2025-01-06T09:00", "left_at": "2025-01-06T10:00"}]}
_WITHOUT = card("president")
_READY = card("member", "ready", expires="a time")
_INSIDE = card("member", "inside", used="a time", expires="a time")


def _conflict(title: str, **changes: Any) -> dict[str, Any]:
    """What the member reads of a dossier before answering."""
    told = {"passage": f"passage {title}", "title": title, "carried_by": Meant(f"carriers of {title}")}
    return {**told, "proposed": False, "reason": "", **changes}


def _conflicts(*rows: Any, answered: bool = True) -> dict[str, Any]:
    return {"answered": answered, "until": "a time", "passages": list(rows)}


MEMBER_CASES = [
    Case(
        "GET",
        "api-jury-conflicts",
        _conflicts(_conflict("A", proposed=True, reason="Même direction"), _conflict("B"), answered=False),
        by="member",
        prepare=at.proposed,
        options={"answered": False},
    ),
    Case(
        "POST",
        "api-jury-conflicts",
        _conflicts(_conflict("B")),
        by="member",
        sent={"aside": ["passage A"], "reason": "Ma direction"},
        options={"answered": False},
        then="api-jury-passages",
        shown=a_page(passage("B")),
    ),
    Case(
        "POST",
        "api-jury-conflicts",
        _conflicts(_conflict("A"), _conflict("B")),
        by="member",
        prepare=at.proposed,
        sent={"aside": [], "proposed": ["passage A"]},
        options={"answered": False},
        then="api-jury-passages",
        shown=a_page(passage("A", recusal="declined", recusal_id="recusal"), passage("B")),
    ),
    Case(
        "POST",
        "api-jury-conflicts",
        _conflicts(_conflict("A", proposed=True, reason="Même direction"), _conflict("B")),
        by="member",
        prepare=at.proposed,
        sent={"aside": []},
        options={"answered": False},
        then="api-jury-passages",
        shown=a_page(passage("A", recusal="proposed", recusal_id="recusal", may_mark=False), passage("B")),
    ),
    Case(
        "POST",
        "api-jury-recusal-undo",
        None,
        204,
        by="president",
        prepare=at.stepped_aside,
        then="api-jury-passages",
        shown=a_page(passage("A"), passage("B")),
    ),
    Case("GET", "api-jury-seats", [seat("president"), seat("member")], by="member"),
    Case("POST", "api-jury-seats", seat("newcomer", **_NEW), 201, sent=_NEWCOMER),
    Case(
        "POST",
        "api-jury-seats",
        seat("newcomer", **_NEW, territory=Meant("member's territory")),
        201,
        sent={**_NEWCOMER, "**": Meant("seat's territory")},
    ),
    Case("PATCH", "api-jury-seat", seat("member", present=False, stays=[LEFT]), by="president", sent=_AWAY),
    Case("PUT", "api-jury-hours", seat("member", present=False, stays=[LEFT]), by="president", sent=_HOURS),
    Case(
        "PATCH",
        "api-jury-quality",
        seat("member", quality="Maire", quality_group="elected"),
        sent={"quality": "Maire", "quality_group": "elected"},
    ),
    Case("POST", "api-jury-preside", seat("member", presides=True)),
    Case("DELETE", "api-jury-seat", None, 204, then="api-jury-seats", shown=[seat("president")]),
    Case(
        "POST",
        "api-jury-recuse",
        recusal(reason="Je connais l'équipe", proposed=False, confirmed_at="a time"),
        by="member",
        sent={"reason": "Je connais l'équipe"},
        then="api-jury-passages",
        shown=a_page(passage("B")),
    ),
    Case("POST", "api-jury-recusals", recusal(), 201, by="president", sent=_PROPOSAL),
    Case(
        "POST",
        "api-jury-recusal-confirm",
        recusal(confirmed_at="a time"),
        by="member",
        prepare=at.proposed,
        then="api-jury-passages",
        shown=a_page(passage("B")),
    ),
    Case(
        "POST",
        "api-jury-recusal-decline",
        recusal(declined_at="a time"),
        by="member",
        prepare=at.proposed,
        then="api-jury-passages",
        shown=a_page(passage("A", recusal="declined", recusal_id="recusal"), passage("B")),
    ),
    Case("GET", "api-jury-entry-cards", [_WITHOUT, _READY], by="president", prepare=at.carded),
    Case("GET", "api-jury-entry-cards", [_WITHOUT, _INSIDE], prepare=at.inside),
    Case(
        "POST",
        "api-jury-entry-cards",
        [{"seat": "member", "link": "a card here"}],
        201,
        by="president",
        sent={"seats": ["member"]},
        then="api-jury-entry-cards",
        shown=[_WITHOUT, _READY],
    ),
    Case(
        "POST",
        "api-jury-entry-card-free",
        None,
        204,
        by="president",
        prepare=at.inside,
        then="api-jury-entry-cards",
        shown=[_WITHOUT, _READY],
    ),
    Case(
        "DELETE",
        "api-jury-entry-card",
        None,
        204,
        prepare=at.inside,
        then="api-jury-entry-cards",
        shown=[_WITHOUT, card("member")],
    ),
    Case("GET", "api-jury-pin", {"pin": "the pin"}, by="president"),
    Case("POST", "api-jury-pin", {"pin": "the pin"}, by="president"),
]
