"""Passages: the order of the day, dossiers, one's own ballot, decisions; `api.v1.juries.views.passages`."""

from tests.api.v1.juries import preparations as at
from tests.api.v1.juries.payloads import GRANTED, SUMMARY, Meant, a_page, ballot, decision, passage
from tests.api.v1.juries.requests import Case
from tests.factories import files

_FILED = {"filed": True}
_PDF = files.pdf()
_DOSSIER = {
    "id": "passage A",
    "state": "heard",
    "title": "A",
    "territory": Meant("territory of A"),
    "summary": SUMMARY,
    "problem": Meant("problem"),
    "direction": Meant("direction"),
    "answers": [
        {"question": "Quel est le problème ?", "answer": SUMMARY},
        {"question": "Quelle solution imaginez-vous ?", "answer": "Un annuaire par situation de vie."},
        {
            "question": "Qui s'en servira en premier, et qui la fera connaître ?",
            "answer": "Les agentes d'accueil des maisons de la solidarité.",
        },
    ],
    "team": Meant("team of A"),
    "files": [
        {
            "id": "file",
            "name": "Plan.pdf",
            "media_type": "application/pdf",
            "size": len(_PDF),
            "sha256": files.digest(_PDF),
        }
    ],
    "newer_answers": [],
    "newer_files": [],
}
_DOWNLOAD = {"name": 'attachment; filename="Plan.pdf"', "type": "application/pdf", "content": _PDF}
_TERMS = {**GRANTED, "motivation": " Bien vu. ", "next_on": "2031-01-15"}
_WAITING = {"state": "waiting", "opened_at": None, "may_mark": False}
_DRAFT = {"marks": {"criterion 1": 3}, "comment": "À revoir.", "cast": False}
_MARKS = Meant("criteria", each=4)

_MARKED, _BEGUN = passage("A", ballot="cast"), passage("A", ballot="draft")

PASSAGE_CASES = [
    Case("GET", "api-jury-passages", a_page(_MARKED, passage("B")), by="member", prepare=at.marked),
    Case(
        "GET", "api-jury-passages", a_page(passage("A", ballot="draft"), passage("B")), by="member", prepare=at.drafted
    ),
    Case(
        "GET",
        "api-jury-passages",
        a_page(passage("A", recusal="proposed", recusal_id="recusal", may_mark=False), passage("B")),
        by="member",
        prepare=at.proposed,
    ),
    Case(
        "GET",
        "api-jury-passages",
        a_page(
            passage("A", verdict=Meant("favourable verdict"), may_mark=False),
            passage("B", verdict="not_retained", may_mark=False),
        ),
        prepare=at.decided,
    ),
    Case(
        "POST",
        "api-jury-passages",
        passage("C", territory=None, idea="idea C", **_WAITING),
        201,
        sent={"idea": "idea C"},
        prepare=at.another_occasion,
        sides=("local",),
    ),
    Case("GET", "api-jury-passage", _DOSSIER, by="member", options=_FILED),
    Case(
        "DELETE",
        "api-jury-passage",
        None,
        204,
        options={"opened": False},
        then="api-jury-passages",
        shown=a_page(passage("B", **_WAITING)),
        sides=("local",),
    ),
    Case("GET", "api-jury-file", _DOWNLOAD, by="member", options=_FILED),
    Case("POST", "api-jury-passage-open", passage("A", state="open"), by="president", options={"heard": False}),
    Case("POST", "api-jury-passage-close", passage("A"), by="president", prepare=at.reopened),
    Case("GET", "api-jury-ballot", ballot({}, "", cast=False), by="member"),
    Case(
        "GET",
        "api-jury-ballot",
        ballot(Meant("criteria", each=5), "Vu.", cast=True),
        by="member",
        prepare=at.deliberating,
    ),
    Case("PUT", "api-jury-ballot", ballot({"criterion 1": 3}, "À revoir.", cast=False), by="member", sent=_DRAFT),
    Case(
        "PUT",
        "api-jury-ballot",
        ballot(_MARKS, "Vu.", cast=True),
        by="member",
        sent={"marks": _MARKS, "comment": "Vu."},
        prepare=at.drafted,
    ),
    Case(
        "PUT",
        "api-jury-decision",
        decision("A", **{**GRANTED, "next_on": "2031-01-15"}),
        by="president",
        sent=_TERMS,
        prepare=at.deliberating,
    ),
    Case(
        "PUT",
        "api-jury-decision",
        decision(
            "A",
            **{
                **GRANTED,
                "verdict": "not_retained",
                "phase": Meant("refused phase"),
                "weeks": Meant("refused weeks"),
                "days_per_week": Meant("refused days"),
                "next_on": "2031-01-15",
            },
        ),
        sent={**_TERMS, "verdict": "not_retained"},
        prepare=at.deliberating,
    ),
    Case(
        "DELETE",
        "api-jury-decision",
        None,
        204,
        by="president",
        prepare=at.decided,
        then="api-jury-decisions",
        shown=a_page(decision("B")),
    ),
]
