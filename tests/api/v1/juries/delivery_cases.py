"""How joint decisions go home: every request to `api.v1.juries.views.deliveries`, which the joint side alone has."""

from tests.api.v1.juries import preparations as at
from tests.api.v1.juries.payloads import a_page, problem
from tests.api.v1.juries.requests import Case

_JOINT = ("joint",)
_UNPUBLISHED = "Rien n'est parti : les décisions ne sont pas publiées."


def home(territory: str, state: str = "waiting", **changes: object) -> dict[str, object]:
    """A territory that has presented one dossier."""
    told = {"territory": territory, "state": state, "decisions": 1, "failures": 0}
    return {**told, **dict.fromkeys(("failed_at", "next_at", "arrived_at")), **changes}


_FAILED = home("Somme", "failed", failures=1, failed_at="a time", next_at="a time")

DELIVERY_CASES = [
    Case("GET", "api-jury-delivery", a_page(), prepare=at.decided, sides=_JOINT),
    Case("GET", "api-jury-delivery", a_page(home("Oise"), home("Somme")), prepare=at.published, sides=_JOINT),
    Case("GET", "api-jury-delivery", a_page(_FAILED, home("Oise")), prepare=at.half_failed, sides=_JOINT),
    Case(
        "POST",
        "api-jury-delivery-retry",
        {"delivered": 0, "territories": 2},
        prepare=at.half_failed,
        then="api-jury-delivery",
        shown=a_page(home("Oise"), home("Somme", failures=1)),
        sides=_JOINT,
    ),
    Case(
        "POST",
        "api-jury-delivery-retry",
        problem(409, "wrong_state", _UNPUBLISHED, state="deliberation"),
        409,
        prepare=at.decided,
        sides=_JOINT,
    ),
]
