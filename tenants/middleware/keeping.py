"""Forms sent by their own page (static/eclore/keeping.js), which must know what became of the words it keeps.

Such a request names in `Eclore-Keeper` whom its page was drawn for. A redirection is told in a header rather than
followed, so that the page that comes next is asked for once; and nothing is written in the name of somebody else who
has signed in on the same device meanwhile.
"""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, QueryDict
from django.urls import reverse

from eclore.kit.web import form_page
from tenants.accounts.keepers import card_is_over, keeper_of
from tenants.middleware.hosts import Handler
from tenants.requests import Request

KEEPER, STATE, ADDRESS, NOBODY = "Eclore-Keeper", "Eclore-State", "Eclore-Address", "nobody"
# What became of it: taken, the words need not be kept; the others say why they must.
TAKEN, SIGN_IN, PROVE, SOMEBODY_ELSE = "taken", "sign-in", "prove", "somebody-else"
WAITS = "waits"  # not yet, but by itself: its page sends it again


class KeepingMiddleware:
    """Says what became of a form that its own page sent."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        response = self.get_response(request)
        if KEEPER in request.headers and "Location" in response.headers and "HX-Request" not in request.headers:
            _tell(response)
        return response

    def process_view(self, request: Request, *_: Any) -> HttpResponse | None:
        """Nothing is written for nobody, or for somebody else, that one person has typed."""
        drawn_for = request.headers.get(KEEPER, NOBODY)
        if drawn_for in (NOBODY, keeper_of(request).tag) or card_is_over(request):
            return None
        if request.actor.is_somebody:
            return HttpResponse(status=HTTPStatus.FORBIDDEN, headers={STATE: SOMEBODY_ELSE})
        return _to_sign_in(reverse("sign-in", query={"suite": form_page(request)}))


def _tell(response: HttpResponse) -> None:
    """The address instead of the redirection; its cookies stay, what is to be said on the next page among them."""
    address = response.headers["Location"]
    del response.headers["Location"]
    status, state = HTTPStatus.OK, TAKEN
    path, _mark, query = address.partition("?")
    if path == reverse("sign-in"):
        status, state = HTTPStatus.UNAUTHORIZED, PROVE if "preuve" in QueryDict(query) else SIGN_IN
    response.status_code, response.headers[STATE], response.headers[ADDRESS] = status, state, address


def _to_sign_in(address: str) -> HttpResponse:
    return HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers={STATE: SIGN_IN, ADDRESS: address})
