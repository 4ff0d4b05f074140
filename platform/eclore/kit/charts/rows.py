"""Rows with a name, figures and a plot: the plot is under the name on a phone, beside it where there is room."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.text import Truncator

from eclore.kit.charts.svg import text

LONGEST_NAME = 28


@dataclass(frozen=True)
class Layout:
    """Pixels down from the top of a row; shares of the width across; `ends` is where the last two figures end."""

    pitch: int
    words: int
    middle: int
    left: float
    width: float
    ends: tuple[float, float]

    def across(self, inside: float) -> float:
        """A share of the plot as a share of the drawing."""
        return self.left + self.width * inside / 100

    def row(self, rank: int, label: str, figures: tuple[str, ...], *, top: float = 0) -> list[SafeString]:
        """The name at the left and one or two figures, the last at the right edge."""
        y = top + rank * self.pitch + self.words
        ends = self.ends[-len(figures) :]
        cells = [text(figure, end, y, "chart-end chart-quiet") for figure, end in zip(figures, ends, strict=True)]
        return [text(Truncator(label).chars(LONGEST_NAME), 0, y), *cells]


NARROW = Layout(pitch=46, words=16, middle=32, left=0, width=100, ends=(74, 100))
WIDE = Layout(pitch=34, words=22, middle=17, left=30, width=47, ends=(87, 100))
