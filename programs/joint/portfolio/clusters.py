"""The same problem in several territories: projects whose problems read alike, gathered."""

from collections import defaultdict
from dataclasses import dataclass

from eclore.kit.actor import Actor
from eclore.kit.permissions import can
from programs.joint.portfolio.models import FOLLOWED, Likeness, ProjectRow

PAIRS_READ = 500


@dataclass(frozen=True)
class Cluster:
    """Projects of at least two territories, those under way first."""

    projects: tuple[ProjectRow, ...]

    @property
    def problem(self) -> str:
        """The shortest wording."""
        return min((row.problem for row in self.projects), key=len)

    @property
    def places(self) -> list[str]:
        return list(dict.fromkeys(row.territory.name for row in self.projects))

    @property
    def running(self) -> list[ProjectRow]:
        return [row for row in self.projects if row.state in FOLLOWED]

    @property
    def ended(self) -> list[ProjectRow]:
        """Those whose reasons can be read."""
        return [row for row in self.projects if row.state not in FOLLOWED]


def gathered(actor: Actor) -> list[Cluster]:
    """The clusters: those with a project under way first, then the largest. One statement."""
    if not can(actor, "portfolio.see"):
        return []
    pairs = list(Likeness.objects.select_related("one__territory", "other__territory").order_by("-share")[:PAIRS_READ])
    clusters = [Cluster(_ordered(rows)) for rows in components(pairs)]
    return sorted(clusters, key=lambda cluster: (not cluster.running, -len(cluster.projects), cluster.problem))


def components(pairs: list[Likeness]) -> list[list[ProjectRow]]:
    """Rows linked to one another, directly or by others."""
    rows = {row.pk: row for pair in pairs for row in (pair.one, pair.other)}
    linked = defaultdict(set)
    for pair in pairs:
        linked[pair.one_id].add(pair.other_id)
        linked[pair.other_id].add(pair.one_id)
    found, seen = [], set()
    for key in rows:
        if key not in seen:
            group = _reached(key, linked)
            seen |= group
            found.append([rows[one] for one in group])
    return found


def _reached(key: object, linked: dict) -> set:
    group, waiting = set(), [key]
    while waiting:
        one = waiting.pop()
        if one not in group:
            group.add(one)
            waiting.extend(linked[one] - group)
    return group


def _ordered(rows: list[ProjectRow]) -> tuple[ProjectRow, ...]:
    return tuple(sorted(rows, key=lambda row: (row.state not in FOLLOWED, row.name)))
