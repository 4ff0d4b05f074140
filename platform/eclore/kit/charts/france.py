"""A map of the départements in five tints, overseas as labelled squares.

Outlines: svg-maps (Victor Cazanave), CC BY 4.0, rounded; the attribution is shown under each map.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from eclore.kit.charts.svg import Drawing, Table, number

OUTLINES = Path(__file__).parent.parent / "data" / "france-departments.json"
OVERSEAS = {"971": "Guadeloupe", "972": "Martinique", "973": "Guyane", "974": "La Réunion", "976": "Mayotte"}
VIEW_BOX = "0 0 920 1000"
LEVELS = 4
INSET_TOP, INSET_WIDTH, INSET_HEIGHT, INSET_PITCH = 892, 160, 90, 190


@cache
def outlines() -> tuple[tuple[str, str, str], ...]:
    """Code, name and path of each metropolitan département."""
    departments: list[dict[str, Any]] = json.loads(OUTLINES.read_text(encoding="utf-8"))["departments"]
    return tuple((one["code"], one["name"], one["path"]) for one in departments)


@dataclass(frozen=True)
class FranceMap:
    """`counts` by département code ("80", "2A", "974"); `noun` is what is counted, in the plural."""

    title: str
    counts: Mapping[str, int]
    noun: str = "projets"
    attributed: bool = field(default=True, init=False)

    @property
    def label(self) -> str:
        places = sum(1 for count in self.counts.values() if count)
        return _("%(title)s\u00a0: %(total)s %(noun)s dans %(places)s départements") % {
            "title": self.title,
            "total": number(sum(self.counts.values())),
            "noun": self.noun,
            "places": places,
        }

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        shapes = format_html_join(
            "",
            '<path class="level-{}" d="{}"><title>{}</title></path>',
            ((self._level(code), path, self._words(code, name)) for code, name, path in outlines()),
        )
        return (Drawing(shapes + self._insets(), 0, "map", VIEW_BOX),)

    @property
    def table(self) -> Table:
        names = {code: name for code, name, _path in outlines()} | OVERSEAS
        held = sorted(
            ((code, count) for code, count in self.counts.items() if count), key=lambda one: (-one[1], one[0])
        )
        rows = tuple((f"{names.get(code, code)} ({code})", number(count)) for code, count in held)
        return Table((_("Département"), self.noun.capitalize()), rows)

    @property
    def steps(self) -> tuple[int, ...]:
        """The least count of each tint from the second on; fewer tints when counts are small."""
        most = max(self.counts.values(), default=0)
        if most <= LEVELS:
            return tuple(range(1, most + 1))
        return tuple(dict.fromkeys(max(1, round(1 + rank * (most - 1) / LEVELS)) for rank in range(LEVELS)))

    @property
    def legend(self) -> list[tuple[int, str]]:
        """Each tint used, with the counts it stands for in words."""
        shown = [(0, _("aucun"))]
        for rank, least in enumerate(self.steps):
            last = self.steps[rank + 1] - 1 if rank + 1 < len(self.steps) else None
            shown.append((self._tint(rank), _range(least, last, max(self.counts.values(), default=0))))
        return shown

    def _tint(self, rank: int) -> int:
        """Few steps take the strongest tints apart: the last is always the full accent."""
        return LEVELS - (len(self.steps) - 1 - rank)

    def _level(self, code: str) -> int:
        count = self.counts.get(code, 0)
        reached = [rank for rank, least in enumerate(self.steps) if count >= least]
        return self._tint(reached[-1]) if reached and count else 0

    def _words(self, code: str, name: str) -> str:
        return f"{name}\u00a0: {number(self.counts.get(code, 0))}"

    def _insets(self) -> SafeString:
        return format_html_join(
            "",
            '<g><title>{}</title><rect class="level-{}" x="{}" y="{}" width="{}" height="{}" rx="10"/>'
            '<text class="chart-middle" x="{}" y="{}">{}</text></g>',
            (
                (
                    self._words(code, name),
                    self._level(code),
                    rank * INSET_PITCH,
                    INSET_TOP,
                    INSET_WIDTH,
                    INSET_HEIGHT,
                    rank * INSET_PITCH + INSET_WIDTH // 2,
                    INSET_TOP + INSET_HEIGHT // 2 + 15,
                    code,
                )
                for rank, (code, name) in enumerate(OVERSEAS.items())
            ),
        )


def _range(least: int, last: int | None, most: int) -> str:
    if last is None:
        return number(least) if least == most else _("%(least)s et plus") % {"least": number(least)}
    return (
        number(least) if least == last else _("%(least)s à %(last)s") % {"least": number(least), "last": number(last)}
    )
