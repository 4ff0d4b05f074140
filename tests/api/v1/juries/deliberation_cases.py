"""Who presides, votes, reservations, minutes: `api.v1.juries.views.presidency`, `.deliberation` and `.minutes`."""

from tests.api.v1.juries import preparations as at
from tests.api.v1.juries.payloads import a_page, lent, opinion, problem, seat, signature, version, vote
from tests.api.v1.juries.requests import Case

_LENT = {"seat": "president", "since": None, "lent": [lent("member", "a time")]}
_ALONE = {**_LENT, "lent": []}
_ALREADY = "Cette personne préside déjà la séance, donc ce passage."
_COUNT = {"question": "Retenir ?", "in_favour": 2}
_RECOUNT = {"question": "Retenir ce dossier ?", "in_favour": 1, "abstentions": 1}
_OTHERWISE = "Ce vote est déjà enregistré avec un autre décompte : corrigez-le plutôt."
_MANY = "Vous comptez 3 voix, mais le nombre de votants de ce passage, présents et sans déport, est de 2 : recomptez."
_TOO_EARLY = "Un vote à main levée s'enregistre pendant la délibération, avant la publication des décisions."
_UNDECIDED = "Ce passage attend encore sa décision : une réserve porte sur une décision prise."
_ON_THE_PAGE = "Un jeton ne prouve pas qui signe : ouvrez la page de signature, et confirmez d'abord que c'est vous."
_WHY = "Une version est déjà signée : dites pourquoi en figer une autre, le motif y figure."
_FILE = {"type": "application/pdf"}

PRESIDENCY_CASES = [
    Case("GET", "api-jury-presidency", _ALONE, by="president"),
    Case("POST", "api-jury-preside", seat("member", presides=True), by="president", sent={"reason": "Doit partir"}),
    Case(
        "PUT",
        "api-jury-passage-presidency",
        lent("member", "a time"),
        by="president",
        sent={"seat": "member", "reason": "Déport"},
        then="api-jury-presidency",
        shown=_LENT,
    ),
    Case(
        "PUT",
        "api-jury-passage-presidency",
        problem(409, "already_presides", _ALREADY),
        409,
        by="president",
        sent={"seat": "president"},
    ),
    Case(
        "DELETE",
        "api-jury-passage-presidency",
        None,
        204,
        by="president",
        prepare=at.lent,
        then="api-jury-presidency",
        shown=_ALONE,
    ),
]
VOTE_CASES = [
    Case("GET", "api-jury-votes", a_page(vote()), by="president", prepare=at.voted),
    Case("POST", "api-jury-votes", vote(), 201, by="president", sent=_COUNT, prepare=at.deliberating),
    Case("POST", "api-jury-votes", vote(), 201, by="president", sent=_COUNT, prepare=at.voted),
    Case(
        "POST",
        "api-jury-votes",
        problem(409, "already_recorded", _OTHERWISE, field="question"),
        409,
        by="president",
        sent={**_COUNT, "against": 1, "in_favour": 1},
        prepare=at.voted,
    ),
    Case(
        "POST",
        "api-jury-votes",
        problem(422, "too_many_hands", _MANY, field="in_favour"),
        422,
        sent={**_COUNT, "against": 1},
        prepare=at.deliberating,
    ),
    Case("POST", "api-jury-votes", problem(409, "wrong_state", _TOO_EARLY, state="open"), 409, sent=_COUNT),
    Case("GET", "api-jury-vote", vote(), by="president", prepare=at.voted),
    Case(
        "PUT",
        "api-jury-vote",
        vote(**_RECOUNT),
        by="president",
        sent=_RECOUNT,
        prepare=at.voted,
        then="api-jury-votes",
        shown=a_page(vote(**_RECOUNT)),
    ),
    Case("DELETE", "api-jury-vote", None, 204, by="president", prepare=at.voted, then="api-jury-votes", shown=a_page()),
]
OPINION_CASES = [
    Case("GET", "api-jury-opinions", a_page(opinion()), by="member", prepare=at.reserved),
    Case("GET", "api-jury-opinions", a_page(opinion()), by="president", prepare=at.reserved),
    Case("GET", "api-jury-opinions", a_page(opinion()), prepare=at.reserved),
    Case("GET", "api-jury-opinion", opinion(), by="member", prepare=at.reserved),
    Case(
        "PUT",
        "api-jury-opinion",
        opinion(kind="dissent", text="Trop cher."),
        by="member",
        sent={"kind": "dissent", "text": "Trop cher."},
        prepare=at.reserved,
        then="api-jury-opinions",
        shown=a_page(opinion(kind="dissent", text="Trop cher.")),
    ),
    Case(
        "PUT",
        "api-jury-opinion",
        problem(409, "undecided", _UNDECIDED),
        409,
        by="member",
        sent={"text": "Trop cher."},
        prepare=at.deliberating,
    ),
    Case(
        "DELETE",
        "api-jury-opinion",
        None,
        204,
        by="member",
        prepare=at.reserved,
        then="api-jury-opinions",
        shown=a_page(),
    ),
]
MINUTES_CASES = [
    Case("GET", "api-jury-minutes", a_page(), by="president", prepare=at.published),
    Case("GET", "api-jury-minutes", a_page(version(signature())), by="president", prepare=at.signed),
    Case("POST", "api-jury-minutes", version(), 201, by="president", prepare=at.published),
    Case("POST", "api-jury-minutes", version(), 201, prepare=at.frozen),
    Case(
        "POST", "api-jury-minutes", problem(422, "invalid", _WHY, field="motive"), 422, prepare=at.signed_then_amended
    ),
    Case("GET", "api-jury-version", version(signature()), prepare=at.signed),
    Case(
        "GET",
        "api-jury-version-full",
        {**_FILE, "name": 'attachment; filename="proces-verbal-jury-v1.pdf"', "content": "full"},
        by="president",
        prepare=at.frozen,
    ),
    Case(
        "GET",
        "api-jury-version-redacted",
        {**_FILE, "name": 'attachment; filename="proces-verbal-jury-v1-communicable.pdf"', "content": "redacted"},
        prepare=at.frozen,
    ),
    Case(
        "POST",
        "api-jury-version-sign",
        problem(403, "sign_on_the_page", _ON_THE_PAGE, url="the page that signs"),
        403,
        by="president",
        sent={"capacity": "presidency"},
        prepare=at.frozen,
        then="api-jury-version",
        shown=version(),
    ),
]
DELIBERATION_CASES = [*PRESIDENCY_CASES, *VOTE_CASES, *OPINION_CASES, *MINUTES_CASES]
