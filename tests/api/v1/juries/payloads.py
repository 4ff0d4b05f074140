"""What a jury's endpoints answer, told by names (see requests): the same on both sides, but for DIFFERENCES."""

from dataclasses import dataclass
from typing import Any

BOTH = ("local", "joint")
SUMMARY = "Un appel sur trois au standard n'aboutit pas : les habitants ne savent pas quel service contacter."

# What a side is meant to say in its own way, or alone: {name: {side: what it says}}.
DIFFERENCES: dict[str, dict[str, Any]] = {
    "edition": {"local": "the edition", "joint": None},
    "kind": {"local": "audition", "joint": None},
    "forum": {"local": None, "joint": "the forum"},
    "new forum": {"local": None, "joint": "another forum"},
    "what is marked": {
        "local": [
            {
                "id": "criterion 1",
                "label": "Le problème",
                "hint": "Réel, chiffré, assez petit pour une petite équipe.",
                "weight": "2.00",
                "kind": "selection",
            },
            {
                "id": "criterion 2",
                "label": "L'équipe",
                "hint": "Disponible, à l'écoute, prête à changer de cap.",
                "weight": "1.00",
                "kind": "selection",
            },
            {
                "id": "criterion 3",
                "label": "L'impact attendu",
                "hint": "De premiers usages visibles en six mois.",
                "weight": "1.00",
                "kind": "selection",
            },
        ],
        "joint": [
            {"id": "criterion 1", "label": "Le problème et l'idée", "hint": "", "weight": "1.00", "kind": ""},
            {
                "id": "criterion 2",
                "label": "La capacité de l'équipe à s'engager",
                "hint": "",
                "weight": "1.00",
                "kind": "",
            },
        ],
    },
    "criteria": {"local": ["criterion 1", "criterion 2", "criterion 3"], "joint": ["criterion 1", "criterion 2"]},
    "made for": {"local": {"edition": "the edition", "kind": "audition"}, "joint": {"forum": "another forum"}},
    "delivery": {"local": None, "joint": {"delivered": 0, "territories": 2}},
    "favourable verdict": {"local": "laureate", "joint": "retained"},
    # A territory's unfavourable decision grants nothing.
    "refused weeks": {"local": None, "joint": 9},
    "refused days": {"local": None, "joint": "1.5"},
    "refused phase": {"local": "", "joint": "Découverte"},
    # Where a passage, or a member, comes from; what is heard.
    "territory of A": {"local": None, "joint": "Oise"},
    "territory of B": {"local": None, "joint": "Somme"},
    "member's territory": {"local": None, "joint": "somme"},
    "seat's territory": {"local": {}, "joint": {"territory": "somme"}},
    "idea A": {"local": "idea A", "joint": None},
    "idea B": {"local": "idea B", "joint": None},
    # What a territory has sent is told whole; at home, the idea is a page away.
    "problem": {"local": None, "joint": SUMMARY},
    "direction": {"local": None, "joint": "Solidarités"},
    "carriers of A": {"local": ["Solidarités", "author of A"], "joint": ["Solidarités", "Agente · Oise"]},
    "carriers of B": {"local": ["Solidarités", "author of B"], "joint": ["Solidarités", "Agente · Somme"]},
    "team of A": {"local": ["author of A"], "joint": ["Agente · Oise, Agente ou agent"]},
    # Each kind of jury has its own permissions, and names for making one.
    "app": {"local": "local_juries", "joint": "joint_juries"},
    "making": {"local": "local_juries.start", "joint": "joint_juries.convene"},
}


@dataclass(frozen=True)
class Meant:
    """What `side` says under this name of DIFFERENCES; with `each`, a value for every one of its items."""

    name: str
    each: Any = None

    def on(self, side: str) -> Any:
        said = DIFFERENCES[self.name][side]
        return said if self.each is None else dict.fromkeys(said, self.each)


def on(side: str, payload: Any) -> Any:
    """The payload that `side` sends or answers; a dict takes in the items of its key `**`."""
    if isinstance(payload, Meant):
        return payload.on(side)
    if isinstance(payload, dict):
        told = {key: on(side, each) for key, each in payload.items()}
        return {**told, **told.pop("**", {})}
    return [on(side, each) for each in payload] if isinstance(payload, list) else payload


def a_page(*rows: Any) -> dict[str, Any]:
    """Of a list, where one page holds it all."""
    return {"count": len(rows), "next": None, "previous": None, "results": list(rows)}


def jury(**changes: Any) -> dict[str, Any]:
    """An open session."""
    return {
        "id": "jury",
        "edition": Meant("edition"),
        "kind": Meant("kind"),
        "forum": Meant("forum"),
        "title": "Jury",
        "state": "open",
        "held_on": "the day",
        "place": "Amiens",
        "quorum": 2,
        "quorum_by_group": {"elected": 0, "management": 0, "field": 0, "partner": 0},
        "places": 4,
        "renewal_places": None,
        "opened_at": "a time",
        "closed_at": None,
        "revealed_at": None,
        "published_at": None,
        **changes,
    }


HERE = {"arrived_at": "a time", "left_at": None}
LEFT = {"arrived_at": "a time", "left_at": "a time"}


def seat(name: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": name,
        "name": f"name of {name}",
        "quality": "",
        "quality_group": "other",
        "territory": None,
        "presides": name == "president",
        "role": "member",
        "present": True,
        "stays": [HERE],
        **changes,
    }


def passage(title: str, **changes: Any) -> dict[str, Any]:
    """A dossier that has been heard, as a member who has not marked it sees it."""
    return {
        "id": f"passage {title}",
        "kind": "selection",
        "state": "heard",
        "position": "ABC".index(title) + 1,
        "title": title,
        "territory": Meant(f"territory of {title}"),
        "idea": Meant(f"idea {title}"),
        "project_id": None,
        "opened_at": "a time",
        "verdict": None,
        "ballot": "nothing",
        "paper": False,
        "recusal": "none",
        "recusal_id": None,
        "may_mark": True,
        **changes,
    }


def ballot(marks: Any, comment: str, *, cast: bool) -> dict[str, Any]:
    return {
        "passage": "passage A",
        "marks": marks,
        "comment": comment,
        "cast": cast,
        "cast_at": "a time" if cast else None,
        "paper": False,
    }


def recusal(**changes: Any) -> dict[str, Any]:
    """The one that was proposed to the member for the passage A."""
    return {
        "id": "recusal",
        "passage": "passage A",
        "seat": "member",
        "reason": "Même direction",
        "proposed": True,
        "confirmed_at": None,
        "declined_at": None,
        **changes,
    }


def decision(title: str, **changes: Any) -> dict[str, Any]:
    """A pending one, without terms."""
    return {
        "passage": f"passage {title}",
        "verdict": "not_retained",
        "motivation": "Trop tôt.",
        "phase": "",
        "weeks": None,
        "days_per_week": None,
        "means": "",
        "conditions": "",
        "next_on": None,
        "waiting_rank": None,
        "published_at": None,
        "delivered_at": None,
        **changes,
    }


GRANTED = {
    "verdict": Meant("favourable verdict"),
    "motivation": "Bien vu.",
    "phase": "Découverte",
    "weeks": 9,
    "days_per_week": "1.5",
    "means": "Une salle",
    "conditions": "Un point mensuel",
}


def ranked(rank: int, title: str, mean: str, *, ballots: int, verdict: Any) -> dict[str, Any]:
    return {
        "rank": rank,
        "passage": f"passage {title}",
        "kind": "selection",
        "title": title,
        "mean": mean,
        "ballots": ballots,
        "paper": 0,
        "expected": 2,
        "criteria": Meant("criteria", each=mean),
        "verdict": verdict,
    }


def amendment(of: str | None, correction: str, reason: str) -> dict[str, Any]:
    told = {"id": "amendment", "passage": of, "correction": correction, "reason": reason, "act": ""}
    return {**told, "created_at": "a time"}


def late(**answer: Any) -> dict[str, Any]:
    """Marks of A that came once they were closed, without an answer."""
    kept = {"id": "late", "passage": "passage A", "seat": "member", "received_at": "a time", "paper": False}
    return {**kept, "answered_at": None, "accepted": False, "reason": "", **answer}


def card(name: str, state: str = "none", *, used: str | None = None, expires: str | None = None) -> dict[str, Any]:
    return {"seat": name, "name": f"name of {name}", "state": state, "used_at": used, "expires_at": expires}


def lent(who: str | None, since: str | None) -> dict[str, Any]:
    """Who presides on A alone."""
    return {"passage": "passage A", "seat": who, "since": since}


def vote(**changes: Any) -> dict[str, Any]:
    """Both members are for, on A."""
    count = {"question": "Retenir ?", "in_favour": 2, "against": 0, "abstentions": 0}
    return {"id": "vote", "passage": "passage A", **count, "casting": "", "caster": None, **changes}


def opinion(**changes: Any) -> dict[str, Any]:
    """What the member has written about A."""
    told = {"id": "opinion", "passage": "passage A", "seat": "member", "written_at": "a time"}
    return {**told, "kind": "reservation", "text": "Sous réserve du calendrier.", **changes}


def version(*signatures: dict[str, Any]) -> dict[str, Any]:
    """The first one."""
    made = {"id": "version", "number": 1, "frozen_at": "a time", "motive": ""}
    return {**made, "full_sha256": "full", "redacted_sha256": "redacted", "signatures": list(signatures)}


def signature() -> dict[str, Any]:
    """Whoever presides has signed, on the page."""
    who = {"name": "name of president", "quality": "", "capacity": "presidency"}
    return {**who, "means": "account", "signed_at": "a time"}


def problem(status: int, code: str, sentence: str, **facts: Any) -> dict[str, Any]:
    return {"type": f"about:blank#{code}", "title": sentence, "status": status, "code": code, **facts}
