"""Charts as inline SVG, each with its data as a table. Shapes take classes, so the page's scheme colours them.

Every chart has `title`, `label` (read in place of the drawing), `drawings` and `table`; `components/chart.html` lays
them out, and `standalone(chart)` gives a file that carries its colours, for a document.
"""

from eclore.kit.charts.bars import Bars, Span
from eclore.kit.charts.cells import Mark, Scale, axis, cell, described
from eclore.kit.charts.france import FranceMap
from eclore.kit.charts.funnel import Funnel, Stage
from eclore.kit.charts.ranking import Ranked, Ranking
from eclore.kit.charts.series import Line, Series
from eclore.kit.charts.svg import Chart, Drawing, Table, render, standalone

__all__ = [
    "Bars",
    "Chart",
    "Drawing",
    "FranceMap",
    "Funnel",
    "Line",
    "Mark",
    "Ranked",
    "Ranking",
    "Scale",
    "Series",
    "Span",
    "Stage",
    "Table",
    "axis",
    "cell",
    "described",
    "render",
    "standalone",
]
