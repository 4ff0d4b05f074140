"""One resource on both kinds of host: the same request has the same whole answer, but what is meant to differ.

Cases are in the files called `…_cases`; the differences in `payloads.DIFFERENCES`.
"""

from dataclasses import replace

import pytest

from tests.api.v1.juries.deliberation_cases import DELIBERATION_CASES
from tests.api.v1.juries.delivery_cases import DELIVERY_CASES
from tests.api.v1.juries.late_cases import LATE_CASES
from tests.api.v1.juries.member_cases import MEMBER_CASES
from tests.api.v1.juries.passage_cases import PASSAGE_CASES
from tests.api.v1.juries.payloads import BOTH, Meant, on, problem
from tests.api.v1.juries.preparations import decided, proposed_to_president, revealed
from tests.api.v1.juries.reminder_cases import REMINDER_CASES
from tests.api.v1.juries.requests import ROUTES, Case, answer, send, side_name
from tests.api.v1.juries.session_cases import SESSION_CASES

CASES = [
    *SESSION_CASES,
    *MEMBER_CASES,
    *PASSAGE_CASES,
    *LATE_CASES,
    *DELIBERATION_CASES,
    *DELIVERY_CASES,
    *REMINDER_CASES,
]
OPTIONS = {"title": "Jury", "place": "Amiens", "places": 4, "quorum": 2}

NOT_FOUND = problem(404, "not_found", "Rien ne se trouve à cette adresse, ou vous n'y avez pas accès.")
NOBODY = problem(401, "not_authenticated", "Informations d'authentification non fournies.")
NOT_THEIRS = problem(403, "not_allowed", "Seul le membre concerné répond à une proposition de déport.")
FORBIDDEN = "Vous n'avez pas le droit de faire cela ici."

# The permission that a member without the presidency lacks, of their side's table; other requests are theirs to make.
LACKED = {
    ("POST", "api-jury-open"): "lead",
    ("POST", "api-jury-unopen"): "lead",
    ("POST", "api-jury-cancel"): "publish",
    ("PATCH", "api-jury-quality"): "compose",
    ("PUT", "api-jury-criteria"): "compose",
    ("POST", "api-jury-preside"): "hand_over",
    ("POST", "api-jury-deliberate"): "lead",
    ("POST", "api-jury-resume"): "lead",
    ("POST", "api-jury-reveal"): "reveal",
    ("POST", "api-jury-publish"): "publish",
    ("GET", "api-jury-delivery"): "lead",
    ("POST", "api-jury-delivery-retry"): "publish",
    ("GET", "api-jury-ranking"): "see_ranking",
    ("GET", "api-jury-decisions"): "lead",
    ("GET", "api-jury-amendments"): "see_minutes",
    ("POST", "api-jury-amendments"): "see_minutes",
    ("POST", "api-jury-seats"): "compose",
    ("PATCH", "api-jury-seat"): "lead",
    ("PUT", "api-jury-hours"): "lead",
    ("DELETE", "api-jury-seat"): "compose",
    ("POST", "api-jury-recusals"): "lead",
    ("POST", "api-jury-recusal-undo"): "lead",
    ("GET", "api-jury-entry-cards"): "admit",
    ("POST", "api-jury-entry-cards"): "admit",
    ("POST", "api-jury-entry-card-free"): "admit",
    ("DELETE", "api-jury-entry-card"): "admit",
    ("GET", "api-jury-pin"): "lead",
    ("POST", "api-jury-pin"): "admit",
    ("POST", "api-jury-passages"): "compose",
    ("DELETE", "api-jury-passage"): "compose",
    ("POST", "api-jury-passage-open"): "lead_passage",
    ("POST", "api-jury-passage-close"): "lead_passage",
    ("GET", "api-jury-late-ballots"): "decide",
    ("POST", "api-jury-late-ballot-count"): "decide",
    ("POST", "api-jury-late-ballot-set-aside"): "decide",
    ("PUT", "api-jury-decisions-together"): "decide",
    ("PUT", "api-jury-decision"): "decide_passage",
    ("DELETE", "api-jury-decision"): "decide_passage",
    ("GET", "api-jury-presidency"): "lead",
    ("GET", "api-jury-reminders"): "lead",
    ("POST", "api-jury-reminders"): "lead",
    ("PUT", "api-jury-passage-presidency"): "hand_over",
    ("DELETE", "api-jury-passage-presidency"): "hand_over",
    ("GET", "api-jury-votes"): "lead_passage",
    ("POST", "api-jury-votes"): "lead_passage",
    ("GET", "api-jury-vote"): "lead_passage",
    ("PUT", "api-jury-vote"): "lead_passage",
    ("DELETE", "api-jury-vote"): "lead_passage",
    ("GET", "api-jury-minutes"): "see_minutes",
    ("POST", "api-jury-minutes"): "see_minutes",
    ("GET", "api-jury-version"): "see_minutes",
    ("GET", "api-jury-version-full"): "see_minutes",
    ("GET", "api-jury-version-redacted"): "see_minutes",
    ("POST", "api-jury-version-sign"): "see_minutes",
}
# The answers to a proposal: other members do not know of it; whoever leads does, and does not answer it.
ANSWERS = {("POST", f"api-jury-recusal-{answer}") for answer in ("confirm", "decline")}
# What a member alone does, for themselves.
MARKING = {
    *((method, "api-jury-ballot") for method in ("GET", "PUT")),
    *((method, "api-jury-conflicts") for method in ("GET", "POST")),
    *((method, "api-jury-opinion") for method in ("GET", "PUT", "DELETE")),
    ("POST", "api-jury-recuse"),
}
READING = {
    ("GET", f"api-{name}")
    for name in ("juries", "jury", "jury-seats", "jury-passages", "jury-passage", "jury-file", "jury-opinions")
}


def requests_of(side):
    """{(method, route): the first case that takes it} on this side."""
    return {(case.method, case.route): case for case in reversed(CASES) if side in case.sides}


def routed_on(side):
    """Every (method, route) of the URL configuration."""
    views = {name: route.callback.cls for name, route in ROUTES[side].items()}
    methods = ("get", "post", "put", "patch", "delete")
    return {
        (method.upper(), name)
        for name, view in views.items()
        for method in methods
        if method in view.http_method_names and hasattr(view, method)
    }


def refusals(held, by, wanted):
    """{(method, route): what `by` is answered}, as problem details, each sent what its case sends."""
    side, told = side_name(held), {}
    for key, case in requests_of(side).items():
        if key in wanted:
            response = send(held, replace(case, sent=on(side, case.sent)), by=by)
            assert response["Content-Type"] == "application/problem+json", key
            told[key] = (response.status_code, answer(response, held))
    return told


def forbidden(permission):
    return 403, problem(403, "not_allowed", FORBIDDEN, permission=permission)


@pytest.fixture
def asked(hold):
    """A session of which everything may be asked: marks are revealed, a file and a proposal are there."""
    held = hold(**OPTIONS, filed=True)
    revealed(held)
    proposed_to_president(held)
    return held


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_same_request_has_the_same_answer(hold, case, request):
    side = request.node.callspec.params["hold"]
    if side not in case.sides:
        assert (case.method, case.route) not in routed_on(side)
        return
    held = hold(**OPTIONS, **case.options)
    case.prepare(held)
    response = send(held, replace(case, sent=on(side, case.sent)))

    assert (response.status_code, answer(response, held)) == (case.status, on(side, case.expected))
    if case.then:
        assert answer(send(held, case, route=case.then), held) == on(side, case.shown)


def test_whoever_publishes_twice_is_answered_twice_the_same(hold):
    held = hold(**OPTIONS)
    decided(held)
    asking = Case("POST", "api-jury-publish", None)
    first, second = send(held, asking), send(held, asking)

    assert (first.status_code, second.status_code) == (200, 200)
    assert answer(second, held) == answer(first, held)


@pytest.mark.parametrize("side", BOTH)
def test_every_request_of_the_resource_is_a_case(side):
    assert set(requests_of(side)) == routed_on(side)


@pytest.mark.parametrize("side", BOTH)
def test_every_request_is_refused_to_a_member_or_theirs_to_make(side):
    named = {*LACKED, *ANSWERS, *MARKING, *READING, ("POST", "api-juries")}
    assert routed_on(side) - named == set()
    assert len(named) == sum(map(len, (LACKED, ANSWERS, MARKING, READING))) + 1


def test_a_stranger_finds_nothing(asked):
    side = side_name(asked)
    listed, made = ("GET", "api-juries"), ("POST", "api-juries")
    everything = routed_on(side) - {listed}
    nothing = {"count": 0, "next": None, "previous": None, "results": []}

    assert refusals(asked, "stranger", everything) == {
        **dict.fromkeys(everything, (404, NOT_FOUND)),
        made: forbidden(Meant("making").on(side)),
    }
    assert answer(send(asked, requests_of(side)[listed], by="stranger"), asked) == nothing


def test_somebody_without_an_account_is_asked_who_they_are(asked):
    everything = routed_on(side_name(asked))
    assert refusals(asked, "nobody", everything) == dict.fromkeys(everything, (401, NOBODY))


def test_a_member_does_not_do_what_is_not_theirs(asked):
    side = side_name(asked)
    app = Meant("app").on(side)
    wanted = {*LACKED, *ANSWERS, ("POST", "api-juries")} & routed_on(side)
    expected = {
        **{key: forbidden(f"{app}.{permission}") for key, permission in LACKED.items() if key in wanted},
        **dict.fromkeys(ANSWERS, (404, NOT_FOUND)),
        ("POST", "api-juries"): forbidden(Meant("making").on(side)),
    }
    assert refusals(asked, "member", wanted) == expected


def test_who_manages_marks_nothing_and_answers_for_nobody(asked):
    expected = {
        **dict.fromkeys(MARKING, forbidden(f"{Meant('app').on(side_name(asked))}.mark")),
        **dict.fromkeys(ANSWERS, (403, NOT_THEIRS)),
    }
    assert refusals(asked, "manager", {*MARKING, *ANSWERS}) == expected


def test_a_member_asked_to_step_aside_reads_nothing_before_answering(asked):
    wanted = {("GET", "api-jury-passage"), ("GET", "api-jury-file")}
    sentence = "Répondez d'abord à la proposition de déport pour ce passage."
    assert refusals(asked, "president", wanted) == {
        ("GET", "api-jury-passage"): (409, problem(409, "recusal_pending", sentence)),
        ("GET", "api-jury-file"): (404, NOT_FOUND),
    }
