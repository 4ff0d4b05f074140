"""What each verdict of a committee asks to be said, and which verdicts fit a project."""

from programs.local.incubation.models import Project
from programs.local.incubation.states import GOES_ON, TRANSITIONS, VERBS, CommitteeVerdict

CONTINUES, WAITS, TURNS, ENDS = "continues", "waits", "turns", "ends"
SAID: dict[str, tuple[str, ...]] = {
    CONTINUES: ("motivation", "weeks", "days_per_week", "means", "conditions", "next_on"),
    WAITS: ("motivation", "weeks", "conditions", "next_on"),
    TURNS: ("pivot_name", "pivot_problem", "weeks", "days_per_week", "means", "learnt", "why", "restart"),
    ENDS: ("learnt", "why", "restart"),
}


def kind_of(verdict: str) -> str:
    """How a verdict treats the project; anything that is none of the first three ends it."""
    if verdict in GOES_ON:
        return CONTINUES
    kinds: dict[str, str] = {CommitteeVerdict.SUSPENDED: WAITS, CommitteeVerdict.PIVOT: TURNS}
    return kinds.get(verdict, ENDS)


def fitting(project: Project) -> list[CommitteeVerdict]:
    """The verdicts that the project's state allows."""
    return [verdict for verdict in CommitteeVerdict if project.state in TRANSITIONS[VERBS[verdict]].sources]
