"""The main pages, who opens them, and what the same page costs in pretalx with the same volume."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import UUID

from programs.local.calls.template import CRITERIA
from tests.volume.ideas import NOW
from tests.volume.juries import READING, passage_of
from tests.volume.people import Someone
from tests.volume.plan import key

NATIONAL = "national"
CSRF = "b" * 32


@dataclass(frozen=True)
class Page:
    """`paths` are asked in turn. `pretalx_cpu`: CPU milliseconds of one request there, and its statements if counted.

    `who` None is somebody without a session; `anew`, with a cookie of another site: no kept page is for them.
    A `revealed` page is measured once the reading round is over.
    """

    name: str
    place: str
    paths: Sequence[str]
    who: Someone | None = None
    pretalx_cpu: float | None = None
    pretalx_statements: int | None = None
    by_token: bool = False
    anew: bool = False
    form: dict[str, str] = field(default_factory=dict)
    revealed: bool = False

    @property
    def method(self) -> str:
        return "POST" if self.form else "GET"

    @property
    def body(self) -> str:
        return urlencode(self.form)


def pages_of(slug: str) -> list[Page]:
    """What happens in one territory."""
    manager, juror, president = Someone(slug, "gestion"), Someone(slug, "jury", 5), Someone(slug, "jury", 1)
    agent, jury, first = Someone(slug, "agent", 1), key(slug, READING), passage_of(slug, READING, 1)
    marking = f"/jurys/{jury}/passages/{first}/"
    edition, draft, idea = key(slug, "edition", NOW), key(slug, "idea", NOW, 0), key(slug, "idea", NOW, 5)
    return [
        Page("Territory's home, anonymous", slug, ["/"]),
        Page("Public call page, anonymous", slug, ["/appel/"], pretalx_cpu=31),
        Page("Call page, written anew", slug, ["/appel/"], pretalx_cpu=31, anew=True),
        Page("Home of an agent", slug, ["/"], agent),
        Page("Home of the manager", slug, ["/"], manager),
        Page("Submission form", slug, [f"/idees/{draft}/modifier/"], agent, pretalx_cpu=82),
        Page("My ideas", slug, ["/mes-idees/"], agent),
        Page("Manager's board", slug, [f"/appels/{edition}/"], manager, pretalx_cpu=350),
        Page("Board, as columns", slug, [f"/appels/{edition}/?vue=colonnes"], manager, pretalx_cpu=350),
        Page("Board, searched", slug, [f"/appels/{edition}/?q=service+n%C2%B0+120"], manager, pretalx_cpu=350),
        Page("One idea", slug, [f"/idees/{idea}/"], manager),
        Page("Juror's list", slug, [f"/jurys/{jury}/salle/"], juror, pretalx_cpu=1640, pretalx_statements=37),
        Page("Juror's marking page", slug, [marking], juror, pretalx_cpu=105, pretalx_statements=48),
        Page("Posting a ballot", slug, _unmarked(slug), juror, pretalx_cpu=79, form=marks_of(slug)),
        Page("President's console", slug, [f"/jurys/{jury}/"], president),
        Page("Projects", slug, ["/projets/"], manager),
        Page("One project", slug, [f"/projets/{key(slug, 'project', 1)}/"], manager),
        Page("Messages", slug, ["/messages/"], manager),
        Page("API, 50 ideas", slug, ["/api/v1/ideas/"], manager, pretalx_cpu=158, by_token=True),
        Page("Ranking", slug, [f"/jurys/{jury}/classement/"], president, pretalx_cpu=153, revealed=True),
    ]


def national_pages() -> list[Page]:
    """What happens on the national host."""
    coach = Someone(NATIONAL, "coach")
    return [
        Page("National landing, anonymous", NATIONAL, ["/"]),
        Page("The landing, written anew", NATIONAL, ["/"], anew=True),
        Page("Portfolio", NATIONAL, ["/portefeuille/"], coach),
        Page("Territories", NATIONAL, ["/territoires/"], coach),
        Page("Showcase, anonymous", NATIONAL, ["/projets/"]),
        Page("Forums, anonymous", NATIONAL, ["/forums/"]),
        Page("Statistics", NATIONAL, ["/statistiques/"], pretalx_cpu=153),
        Page("Statistics, computed anew", NATIONAL, ["/statistiques/"], pretalx_cpu=153, anew=True),
        Page("Statistics API", NATIONAL, ["/api/v1/statistics/"], pretalx_cpu=153),
    ]


def _unmarked(slug: str) -> list[str]:
    """Dossiers that this member has not marked yet, as far as they go."""
    jury = key(slug, READING)
    return [f"/jurys/{jury}/passages/{passage_of(slug, READING, rank)}/" for rank in range(1, 50)]


def marks_of(slug: str, jury: str = READING) -> dict[str, str]:
    criteria: list[UUID] = [key(slug, jury, "criterion", rank) for rank in range(1, len(CRITERIA) + 1)]
    marks = {f"critere_{criterion.hex}": "4" for criterion in criteria}
    return {**marks, "comment": "Un problème réel et chiffré.", "csrfmiddlewaretoken": CSRF}
