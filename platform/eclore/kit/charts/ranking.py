"""Means as points, with what can be said of them: the jury reads distances, not ranks."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from eclore.kit.charts.rows import PITCH, plot, row_text
from eclore.kit.charts.svg import TOP, Drawing, Table, bar, join, number, percent, text

HEADER = 24
ENDS = (86, 100)


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
    def drawing(self) -> Drawing:
        height = HEADER + TOP + PITCH * len(self.rows)
        texts = self._headers()
        for rank, row in enumerate(self.rows):
            texts += row_text(HEADER + rank * PITCH, row.label, *self._figures(row))
        return Drawing(join([plot(self._shapes(), height), *texts]), height, "aligned")

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

    def _headers(self) -> list[SafeString]:
        shown = [text(_("moyenne"), ENDS[0] if self.has_chances else 100, 13, "chart-end chart-quiet")]
        return [*shown, text(self._chance_header(), 100, 13, "chart-end chart-quiet")] if self.has_chances else shown

    def _chance_header(self) -> str:
        return _("parmi les %(places)s") % {"places": self.places} if self.places else _("chance")

    def _figures(self, row: Ranked) -> list[tuple[str, float]]:
        if not self.has_chances:
            return [(number(row.mean, 1), 100)]
        return [(number(row.mean, 1), ENDS[0]), (_chance(row), 100)]

    def _shapes(self) -> list[SafeString]:
        debated = [rank for rank, row in enumerate(self.rows) if row.debated]
        shapes = []
        if debated:
            first, last = debated[0], debated[-1]
            depth = PITCH * (last - first + 1)
            shapes.append(bar(HEADER + first * PITCH + 8, 100, "chart-band", height=depth))
        for rank, row in enumerate(self.rows):
            shapes += self._point(row, HEADER + rank * PITCH + 28)
        return shapes

    def _point(self, row: Ranked, y: float) -> list[SafeString]:
        shapes = []
        if row.low is not None and row.high is not None:
            shapes.append(
                format_html(
                    '<line x1="{}" x2="{}" y1="{}" y2="{}" class="chart-interval"/>',
                    percent(self._at(row.low)),
                    percent(self._at(row.high)),
                    y,
                    y,
                )
            )
        point = format_html('<circle cx="{}" cy="{}" r="5.5" class="chart-point"/>', percent(self._at(row.mean)), y)
        return [*shapes, point]

    def _at(self, value: float) -> float:
        """The place of a mark on the scale, kept 1 % away from the edges so that the points show whole."""
        inside = min(self.highest, max(self.lowest, value))
        return 1 + 98 * (inside - self.lowest) / (self.highest - self.lowest)


def _chance(row: Ranked) -> str:
    return "–" if row.chance is None else f"{round(100 * row.chance)}\u00a0%"
