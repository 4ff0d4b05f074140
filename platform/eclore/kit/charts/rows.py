"""Rows with a name, figures and a plot: the plot is under the name on a phone, beside it where there is room.

`components.css` moves `.chart-plot` and `.chart-row` of `.chart.aligned`; without it the narrow layout stands alone.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from eclore.kit.charts.svg import join, text

PITCH = 40


def row_text(top: float, label: str, *figures: tuple[str, float]) -> list[SafeString]:
    """The name at the left, each figure ending at its share of the width."""
    cells = [text(label, 0, top + 13)]
    cells += [text(shown, end, top + 13, "chart-end chart-quiet") for shown, end in figures]
    return [format_html('<g class="chart-row">{}</g>', join(cells))]


def plot(shapes: list[SafeString], height: int) -> SafeString:
    return format_html(
        '<svg class="chart-plot" x="0" y="0" width="100%" height="{}" overflow="visible">{}</svg>', height, join(shapes)
    )
