"""What programs read at the stages of a season, each key told by what it is and each instant as INSTANT."""

from datetime import date, timedelta
from typing import Any

from tests.journeys.steps.programs import GRANTED
from tests.support.payloads import INSTANT, KEY

QUESTIONS = {
    "problem": "Quel est le problème ?",
    "solution": "Quelle solution imaginez-vous ?",
    "users": "Qui s'en servira en premier, et qui la fera connaître ?",
}
SAID = "Réponse de Idée 0."
MEMBER = {
    "id": KEY,
    "name": "Agente 0",
    "status": "agent",
    "leads": True,
    "arrived": True,
    "consented_at": None,
    "commitment": {
        "state": "signed",
        "signatory_name": "Cheffe",
        "days_per_week": "1.0",
        "reason": "",
        "created_at": INSTANT,
        "answered_at": INSTANT,
    },
}
IDEA = {
    "id": "idea 0",
    "edition": "edition",
    "number": 1,
    "title": "Idée 0",
    "direction": "",
    "state": "submitted",
    "share_with_forum": False,
    "open_team": False,
    "updated_at": INSTANT,
    "submitted_at": INSTANT,
    "shortlisted_at": None,
    "heard_at": None,
    "answered_at": None,
    "withdrawn_at": None,
    "problem": None,
    "answers": dict.fromkeys(QUESTIONS, SAID),
    "merged_into": None,
    "team": [MEMBER],
}
NOMINATION = {
    "id": "passage",
    "idea": "idea 0",
    "forum": "forum",
    "title": "Idée 0",
    "nominated_at": INSTANT,
    "nominated_by": "Chargée de programme",
    "snapshot": {
        "title": "Idée 0",
        "problem": SAID,
        "answers": [{"label": label, "text": SAID} for label in QUESTIONS.values()],
        "team": [{"name": "Agente 0", "status": "Agente ou agent"}],
        "direction": "",
        "files": [],
    },
    "decision": None,
}
PROJECT = {
    "id": "project",
    "name": "Idée 0",
    "problem": SAID,
    "state": "investigation",
    "edition": "edition",
    "forum_id": KEY,
    "public": False,
    "taken_over_locally": False,
    "started_at": INSTANT,
    "closed_at": None,
}
FOLLOWED = {
    "project_id": "project",
    "territory": "somme",
    "name": "Idée 0",
    "problem": SAID,
    "state": "investigation",
    "public": False,
    "taken_over_locally": False,
    "phase": "investigation",
    "phase_number": 1,
    "phase_closed": None,
    **GRANTED,
    "days_freed": "0.0",
    "last_session_on": None,
    "next_committee_on": None,
    "closed_at": None,
    "attention": 0,
}
REVIEW = {
    "id": "review",
    "project": "project",
    "name": "Idée 0",
    "position": 1,
    "verdict": "",
    "weeks": None,
    "days_per_week": None,
    "means": "",
    "conditions": "",
    "next_on": None,
    "motivation": "",
    "learnt": "",
    "why": "",
    "restart": "",
    "pivot_name": "",
    "pivot_problem": "",
    "author_name": "",
    "decided_at": None,
    "lapsed_at": None,
}
COMMITTEE = {
    "id": "committee",
    "title": "Comité",
    "place": "",
    "state": "planned",
    "closed_at": None,
    "project_count": 1,
    "decided_count": 0,
    "agenda": [REVIEW],
}


def one(row: dict[str, Any]) -> dict[str, Any]:
    """A list that holds this alone."""
    return {"count": 1, "next": None, "previous": None, "results": [row]}


def passage_of(rank: int, **changes: Any) -> dict[str, Any]:
    """An idea before the reading jury, as its reader sees it."""
    return {
        "id": KEY,
        "kind": "selection",
        "state": "waiting",
        "position": rank + 1,
        "title": f"Idée {rank}",
        "territory": None,
        "idea": f"idea {rank}",
        "project_id": None,
        "opened_at": None,
        "verdict": None,
        "ballot": "nothing",
        "paper": False,
        "recusal": "none",
        "recusal_id": None,
        "may_mark": True,
        **changes,
    }


def phase_from(start: str, **changes: Any) -> dict[str, Any]:
    """Of investigation, with what the jury has granted."""
    end = date.fromisoformat(start) + timedelta(weeks=GRANTED["weeks"]) - timedelta(days=1)
    return {
        "id": KEY,
        "kind": "investigation",
        "number": 1,
        "planned_start": start,
        "planned_end": end.isoformat(),
        "real_start": start,
        "real_end": None,
        **GRANTED,
        **changes,
    }
