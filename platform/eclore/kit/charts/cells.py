"""A chart inside a table: one mark a row, the axis in the head of its column, the zone to discuss as one band down."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from eclore.kit.charts.svg import join, number, percent, text

HEAD, ROW = 36, 40
POINT = '<circle cx="{}" cy="20" r="5.5" class="chart-point{}"/>'
INTERVAL = (
    '<line x1="{0}" x2="{1}" y1="20" y2="20" class="chart-interval{2}"/>'
    '<line x1="{0}" x2="{0}" y1="15" y2="25" class="chart-tick"/>'
    '<line x1="{1}" x2="{1}" y1="15" y2="25" class="chart-tick"/>'
)


@dataclass(frozen=True)
class Scale:
    """Marks run from `lowest` to `highest`; `zone` bounds the means between which the last place falls."""

    lowest: int = 1
    highest: int = 5
    zone: tuple[float, float] | None = None

    def at(self, value: float) -> float:
        """The place of a mark as a share of the width, kept 4 % away from the edges so that points show whole."""
        inside = min(float(self.highest), max(float(self.lowest), value))
        return 4 + 92 * (inside - self.lowest) / (self.highest - self.lowest)


@dataclass(frozen=True)
class Mark:
    """`low` and `high` bound the interval; a mark that is not `comparable` (another panel's) is a hollow point."""

    mean: float
    low: float | None = None
    high: float | None = None
    comparable: bool = True


def axis(scale: Scale) -> SafeString:
    """The figures of the scale, and the name of the zone above its band."""
    steps = [
        text(str(step), scale.at(step), HEAD - 6, "chart-middle chart-quiet")
        for step in range(scale.lowest, scale.highest + 1)
    ]
    named = (
        [text(_("zone à discuter"), _middle(scale.zone, scale), 11, "chart-middle chart-zone-name")]
        if scale.zone
        else []
    )
    return _svg(HEAD, [*_band(scale, top=15), *steps, *named])


def cell(scale: Scale, mark: Mark) -> SafeString:
    """The mark of one row, hidden from what reads aloud: the mean is written in a cell beside."""
    kind = "" if mark.comparable else " apart"
    drawn = [format_html(POINT, percent(scale.at(mark.mean)), kind)]
    if mark.low is not None and mark.high is not None:
        low, high = (percent(scale.at(bound)) for bound in (mark.low, mark.high))
        drawn.insert(0, format_html(INTERVAL, low, high, kind))
    return _svg(ROW, [*_band(scale), *_grid(scale), *drawn])


def described(mark: Mark) -> str:
    """The interval in words, for the cell of the mean."""
    if mark.low is None or mark.high is None:
        return ""
    return _("de %(low)s à %(high)s") % {"low": number(mark.low, 1), "high": number(mark.high, 1)}


def _middle(zone: tuple[float, float], scale: Scale) -> float:
    return (scale.at(zone[0]) + scale.at(zone[1])) / 2


def _band(scale: Scale, top: float | None = None) -> list[SafeString]:
    """Taller than the row: the cell clips it, so that it runs on from one row to the next."""
    if scale.zone is None:
        return []
    left, right = scale.at(scale.zone[0]), scale.at(scale.zone[1])
    y = "-100%" if top is None else f"{top:g}"
    return [
        format_html(
            '<rect x="{}" y="{}" width="{}" height="300%" class="chart-zone"/>', percent(left), y, percent(right - left)
        )
    ]


def _grid(scale: Scale) -> list[SafeString]:
    line = '<line x1="{0}" x2="{0}" y1="-100%" y2="200%" class="chart-grid"/>'
    return [format_html(line, percent(scale.at(step))) for step in range(scale.lowest, scale.highest + 1)]


def _svg(height: int, pieces: list[SafeString]) -> SafeString:
    opening = f'<svg class="chart" height="{height}" aria-hidden="true" focusable="false">'
    return join([mark_safe(opening), *pieces, SafeString("</svg>")])  # noqa: S308  a number of ours
