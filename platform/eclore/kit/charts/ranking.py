"""Means as points, with what can be said of them: the jury reads distances, not ranks."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from eclore.kit.charts.rows import NARROW, WIDE, Layout
from eclore.kit.charts.svg import Drawing, Table, bar, join, number, percent, text

HEADER = 26


@dataclass(frozen=True)
class Ranked:
    """`low` and `high` bound the interval; `chance` (0 to 1) is to be among the retained; `debated` is the band."""

    label: str
    mean: float
    low: float | None = None
    high: float | None = None
    chance: float | None = None
    debated: bool = False


@dataclass(frozen=True)
class Ranking:
    """Rows already in their order, on the scale from `lowest` to `highest`; `places` is how many will be retained."""

    title: str
    rows: tuple[Ranked, ...]
    lowest: float = 1
    highest: float = 5
    places: int | None = None

    @property
    def label(self) -> str:
        values = ", ".join(f"{row.label} {number(row.mean, 1)}" for row in self.rows)
        return _("%(title)s\u00a0: %(values)s") % {"title": self.title, "values": values}

    @property
    def has_band(self) -> bool:
        return any(row.debated for row in self.rows)

    @property
    def has_intervals(self) -> bool:
        return any(row.low is not None for row in self.rows)

    @property
    def has_chances(self) -> bool:
        return any(row.chance is not None for row in self.rows)

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        return self._drawn(NARROW), self._drawn(WIDE)

    @property
    def table(self) -> Table:
        headers: tuple[str, ...] = (_("Projet"), _("Moyenne"))
        if self.has_intervals:
            headers += (_("Intervalle"),)
        if self.has_chances:
            headers += (self._chance_header(),)
        return Table(headers, tuple(self._cells(row) for row in self.rows))

    def _cells(self, row: Ranked) -> tuple[str, ...]:
        cells = [row.label, number(row.mean, 2)]
        if self.has_intervals:
            bounds = row.low is not None and row.high is not None
            cells.append(f"{number(row.low or 0, 2)} – {number(row.high or 0, 2)}" if bounds else "–")
        if self.has_chances:
            cells.append(_chance(row))
        return tuple(cells)

    def _chance_header(self) -> str:
        return _("parmi les %(places)s") % {"places": self.places} if self.places else _("chance")

    def _drawn(self, layout: Layout) -> Drawing:
        pieces = self._band(layout) + self._headers(layout)
        for rank, row in enumerate(self.rows):
            pieces += self._point(row, layout, HEADER + rank * layout.pitch + layout.middle)
            pieces += layout.row(rank, row.label, self._figures(row), top=HEADER)
        return Drawing(join(pieces), HEADER + layout.pitch * len(self.rows))

    def _headers(self, layout: Layout) -> list[SafeString]:
        words = (_("moyenne"), self._chance_header()) if self.has_chances else (_("moyenne"),)
        ends = layout.ends[-len(words) :]
        return [text(word, end, 14, "chart-end chart-quiet") for word, end in zip(words, ends, strict=True)]

    def _figures(self, row: Ranked) -> tuple[str, ...]:
        mean = number(row.mean, 1)
        return (mean, _chance(row)) if self.has_chances else (mean,)

    def _band(self, layout: Layout) -> list[SafeString]:
        debated = [rank for rank, row in enumerate(self.rows) if row.debated]
        if not debated:
            return []
        top, depth = HEADER + debated[0] * layout.pitch, layout.pitch * (debated[-1] - debated[0] + 1)
        return [bar(top, layout.width, "chart-band", x=layout.left, height=depth)]

    def _point(self, row: Ranked, layout: Layout, y: float) -> list[SafeString]:
        mean = percent(layout.across(self._at(row.mean)))
        point = mark_safe(f'<circle cx="{mean}" cy="{y}" r="5.5" class="chart-point"/>')  # noqa: S308  two figures
        if row.low is None or row.high is None:
            return [point]
        low, high = (percent(layout.across(self._at(bound))) for bound in (row.low, row.high))
        line = '<line x1="{}" x2="{}" y1="{}" y2="{}" class="chart-interval"/>'
        return [format_html(line, low, high, y, y), point]

    def _at(self, value: float) -> float:
        """The place of a mark on the scale, kept 2 % away from the edges so that the points show whole."""
        inside = min(self.highest, max(self.lowest, value))
        return 2 + 96 * (inside - self.lowest) / (self.highest - self.lowest)


def _chance(row: Ranked) -> str:
    return "–" if row.chance is None else f"{round(100 * row.chance)}\u00a0%"
