"""The same problem in several territories: projects whose problems read alike, gathered."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Q, When

from eclore.kit.actor import Actor
from eclore.kit.folding import sort_key
from eclore.kit.permissions import can
from programs.joint.portfolio.models import FOLLOWED, Likeness, ProjectRow

PAIRS_READ, EXPLAINED = 200, 2
SHOWN = (
    "name",
    "problem",
    "state",
    "learnt",
    "why",
    "restart",
    "territory__slug",
    "territory__name",
    "territory__role",
)
READ = ("share", *(f"{side}__{name}" for side in ("one", "other") for name in SHOWN))


@dataclass(frozen=True)
class Cluster:
    """Projects of at least two territories, those under way first."""

    projects: tuple[ProjectRow, ...]

    @property
    def problem(self) -> str:
        """The shortest wording."""
        return min((row.problem for row in self.projects), key=len)

    @property
    def territories(self) -> list[str]:
        return list(dict.fromkeys(row.territory.name for row in self.projects))

    @property
    def explained(self) -> list[ProjectRow]:
        """Of the two first that ended, those that say why."""
        return [row for row in self.ended[:EXPLAINED] if row.why]

    @property
    def running(self) -> list[ProjectRow]:
        return [row for row in self.projects if row.state in FOLLOWED]

    @property
    def ended(self) -> list[ProjectRow]:
        """Those whose reasons can be read."""
        return [row for row in self.projects if row.state not in FOLLOWED]


def gathered(actor: Actor, *, pairs: int = PAIRS_READ) -> list[Cluster]:
    """The clusters: those with a project under way first, then the largest. One statement, that many pairs."""
    if not can(actor, "portfolio.see"):
        return []
    under_way = Q(one__state__in=FOLLOWED) | Q(other__state__in=FOLLOWED)
    found = Likeness.objects.select_related("one__territory", "other__territory").only(*READ)
    ranked = found.order_by(Case(When(under_way, then=0), default=1), "-share", "one_id", "other_id")
    clusters = [Cluster(_ordered(rows)) for rows in around(ranked[:pairs])]
    return sorted(
        clusters, key=lambda cluster: (not cluster.running, -len(cluster.projects), sort_key(cluster.problem))
    )


def around(pairs: Iterable[Likeness]) -> list[list[ProjectRow]]:
    """Each group is one project and those like it: likeness does not travel from one to the next, or all would meet."""
    groups: dict[UUID, list[ProjectRow]] = {}
    seen: set[UUID] = set()
    for pair in pairs:
        one, other = (pair.one, pair.other) if pair.other_id not in groups else (pair.other, pair.one)
        if one.pk not in seen:
            groups[one.pk] = [one]
        if one.pk in groups and other.pk not in seen:
            groups[one.pk].append(other)
            seen |= {one.pk, other.pk}
    return [rows for rows in groups.values() if len(rows) > 1]


def _ordered(rows: list[ProjectRow]) -> tuple[ProjectRow, ...]:
    return tuple(sorted(rows, key=lambda row: (row.state not in FOLLOWED, sort_key(row.name))))
