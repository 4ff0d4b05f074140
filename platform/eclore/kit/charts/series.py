"""Indicators over time: a line for each, on one scale that starts at zero."""

from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from eclore.kit.charts.svg import Drawing, Table, join, number, percent, text

HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 220, 22, 190, 1, 97


@dataclass(frozen=True)
class Line:
    """One value for each moment; None where nothing was measured."""

    label: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Series:
    """`moments` are short words ("mars", "sem. 4"), from left to right. More than three lines is two charts."""

    title: str
    moments: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def label(self) -> str:
        lasts = ", ".join(f"{line.label} {number(last)}" for line in self.lines if (last := _last(line)) is not None)
        return _("%(title)s\u00a0: %(values)s") % {"title": self.title, "values": lasts}

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        pieces = [self._grid()]
        for rank, line in enumerate(self.lines):
            pieces += self._line(line, rank)
        return (Drawing(join(pieces), HEIGHT),)

    @property
    def table(self) -> Table:
        rows = tuple(
            (line.label, *("–" if value is None else number(value) for value in line.values)) for line in self.lines
        )
        return Table((_("Mesure"), *self.moments), rows)

    @property
    def highest(self) -> float:
        return max((value for line in self.lines for value in line.values if value is not None), default=0) or 1

    def _grid(self) -> SafeString:
        ground = format_html('<line class="chart-grid" x1="0" x2="100%" y1="{}" y2="{}"/>', BOTTOM, BOTTOM)
        first, last = self.moments[:1], self.moments[1:][-1:]
        words = [text(moment, LEFT, BOTTOM + 22, "chart-quiet") for moment in first]
        words += [text(moment, 100, BOTTOM + 22, "chart-quiet chart-end") for moment in last]
        return join([ground, *words])

    def _line(self, line: Line, rank: int) -> list[SafeString]:
        points = [(self._x(place), self._y(value)) for place, value in enumerate(line.values) if value is not None]
        pieces = [
            format_html(
                '<line class="chart-line line-{}" x1="{}" y1="{}" x2="{}" y2="{}"/>',
                rank,
                percent(before[0]),
                f"{before[1]:.1f}",
                percent(after[0]),
                f"{after[1]:.1f}",
            )
            for before, after in pairwise(points)
        ]
        if points:
            x, y = points[-1]
            pieces.append(
                format_html(
                    '<circle class="chart-point point-{}" cx="{}" cy="{}" r="4"/>', rank, percent(x), f"{y:.1f}"
                )
            )
            name = f"{line.label} {number(_last(line) or 0)}"
            pieces.append(text(name, x, y - 10, "chart-end chart-value"))
        return pieces

    def _x(self, place: int) -> float:
        return LEFT + (RIGHT - LEFT) * place / max(1, len(self.moments) - 1)

    def _y(self, value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * value / self.highest


def _last(line: Line) -> float | None:
    return next((value for value in reversed(line.values) if value is not None), None)
