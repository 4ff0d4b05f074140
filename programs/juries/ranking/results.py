"""What the advisory view says, as plain data: numbers of Python, ready to be kept as JSON under the marks' version."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

JurorKey = TypeVar("JurorKey", bound=Hashable)
TeamKey = TypeVar("TeamKey", bound=Hashable)

# The jury talks about teams whose probability of being selected is between these.
DELIBERATION_ZONE = (0.2, 0.8)


@dataclass(frozen=True, slots=True)
class Team(Generic[TeamKey]):
    """`mean` and `rank` are official: the plain mean of the ballots, equals share a rank.

    `estimate`, `low`, `high`: the mean mark that all members would give together, errors apart, with the interval that
    holds it with 80 % probability; in marks. `expected_rank`: from 1. `p_selected`: P(among the first K). All are None
    when the panels are not connected; `low` and `high` are also None when a single team was marked.
    """

    team: TeamKey
    mean: float
    rank: int
    expected_rank: float | None
    low: float | None
    high: float | None
    p_selected: float | None
    estimate: float | None

    @property
    def in_deliberation_zone(self) -> bool:
        low, high = DELIBERATION_ZONE
        return self.p_selected is not None and low <= self.p_selected <= high


@dataclass(frozen=True, slots=True)
class Juror(Generic[JurorKey]):
    """`severity`: how many marks below the mean of the members this one marks, on the same teams; they sum to zero.

    `low` and `high` hold it with 80 % confidence; None when the error of marks cannot be estimated, or when the panels
    are not connected: `severity` is then relative to the members of one's own component. Personal data.
    """

    juror: JurorKey
    severity: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """`kendall_w`: 0 (rankings unrelated) to 1 (the same). The others are intraclass correlations, 0 to 1.

    `icc`: of one mark, severities apart; `icc_absolute`: of one mark, severities counted as disagreement; `icc_mean`:
    of the mean of a panel of the usual size, severities apart. Each is None where the marks cannot tell.
    """

    kendall_w: float | None = None
    icc: float | None = None
    icc_absolute: float | None = None
    icc_mean: float | None = None


@dataclass(frozen=True, slots=True)
class Panel(Generic[TeamKey]):
    """Who marked one team, against the whole jury: `severity` is the mean severity of its `ballots`, in marks.

    The plain mean of the team is that much too low, or too high where it is negative; `low` and `high` hold it with
    80 % confidence. `differs` when that is beyond half the standard error of the mean. Derived from personal data.
    """

    team: TeamKey
    ballots: int
    severity: float
    low: float | None
    high: float | None
    differs: bool


@dataclass(frozen=True, slots=True)
class Component(Generic[JurorKey, TeamKey]):
    """Teams and members that marks link to each other, and to no others."""

    teams: tuple[TeamKey, ...]
    jurors: tuple[JurorKey, ...]


@dataclass(frozen=True, slots=True)
class Ranking(Generic[JurorKey, TeamKey]):
    """`teams` by official rank, then by key; `panels` in the same order; `jurors` by key.

    `components`: more than one when the marks fall apart; nothing then compares a team of one with a team of another.
    `bias_ratio`: what panels of unequal severity do to plain means, in standard errors of a mean (its root mean square
    over teams); `comparable` while that is at most a third. `freedom`: degrees of freedom that marks leave to their
    error; at 0 (one member, for one) intervals and chances rest on the prior alone.
    """

    connected: bool
    comparable: bool
    freedom: int
    bias_ratio: float | None
    teams: tuple[Team[TeamKey], ...]
    jurors: tuple[Juror[JurorKey], ...]
    panels: tuple[Panel[TeamKey], ...]
    components: tuple[Component[JurorKey, TeamKey], ...]
    agreement: Agreement

    @property
    def deliberation_zone(self) -> tuple[TeamKey, ...]:
        return tuple(team.team for team in self.teams if team.in_deliberation_zone)


@dataclass(frozen=True, slots=True)
class LeftOut(Generic[JurorKey, TeamKey]):
    """The ranking as it would be without `juror`: personal data, for the president alone.

    `entering` and `leaving` the first K by official rank; `unheard`: teams that nobody else has marked.
    """

    juror: JurorKey
    connected: bool
    teams: tuple[Team[TeamKey], ...]
    entering: tuple[TeamKey, ...]
    leaving: tuple[TeamKey, ...]
    unheard: tuple[TeamKey, ...]
