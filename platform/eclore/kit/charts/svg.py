"""What charts share: the pieces of a drawing, the table under it, and the same drawing as a file of its own.

Widths are shares of the drawing (0 to 100), so that text keeps its size on a phone; heights are pixels.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from django.utils.formats import number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from eclore.kit.theme import LIGHT_GROUND, palette

ROW, TOP = 46, 4


@dataclass(frozen=True)
class Table:
    """Headers, then rows whose first cell names the row."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Drawing:
    """`body` drawn in `height` pixels; `view_box` only when it scales as one image (a map).

    A chart with two drawings gives the one for a phone, then the one for a wide place.
    """

    body: SafeString
    height: int
    classes: str = ""
    view_box: str = ""


class Chart(Protocol):
    """What `templates/components/chart.html` asks of a chart."""

    title: str

    @property
    def label(self) -> str: ...
    @property
    def drawings(self) -> tuple[Drawing, ...]: ...
    @property
    def table(self) -> Table: ...


@lru_cache(maxsize=4096)
def percent(share: float) -> str:
    return f"{share:.2f}".rstrip("0").rstrip(".") + "%"


def text(content: str, x: float, y: float, classes: str = "") -> SafeString:
    """Written out: a ranking holds hundreds."""
    written = f'<text x="{percent(x)}" y="{y:g}"{_class(classes)}>{conditional_escape(content)}</text>'
    return mark_safe(written)  # noqa: S308  the content is escaped, the rest are ours


def bar(y: float, width: float, classes: str, *, x: float = 0, height: int = 12) -> SafeString:
    """A horizontal bar; one too short to be seen keeps a sliver when it stands for something."""
    shown = max(width, 0.6) if width > 0 else 0.0
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="{}"{}/>',
        percent(x),
        f"{y:g}",
        percent(shown),
        height,
        min(6, height // 2),
        _class(classes),
    )


def join(pieces: list[SafeString]) -> SafeString:
    return mark_safe("".join(map(conditional_escape, pieces)))  # noqa: S308  each is escaped unless it is markup


def number(value: float, decimals: int = 0) -> str:
    """In the language of the page: "1 234", "4,4"."""
    return _number(value, decimals, get_language())


@lru_cache(maxsize=4096)
def _number(value: float, decimals: int, _language: str | None) -> str:
    """The same few figures come again and again on a page, in each of its drawings and in its table."""
    return number_format(round(value, decimals) if decimals else value, decimal_pos=decimals, force_grouping=True)


def share(part: float, whole: float) -> str:
    """A percentage without decimals, a dash when there is nothing to divide."""
    return f"{round(100 * part / whole)}\u00a0%" if whole else "–"


def render(chart: Chart) -> SafeString:
    """The `<svg>` for a page; of two, the style sheet shows the one that fits."""
    drawings = chart.drawings
    places = ("narrow", "wide") if len(drawings) > 1 else ("",)
    label = chart.label
    return join([_inline(label, drawing, place) for drawing, place in zip(drawings, places, strict=True)])


def _inline(label: str, drawing: Drawing, place: str) -> SafeString:
    size = (
        format_html(' viewBox="{}"', drawing.view_box)
        if drawing.view_box
        else format_html(' height="{}"', drawing.height)
    )
    return format_html(
        '<svg class="chart {}" role="img" aria-label="{}"{}>{}</svg>',
        f"{drawing.classes} {place}".strip(),
        label,
        size,
        drawing.body,
    )


def standalone(chart: Chart, *, width: int = 640, accent: str | None = None) -> SafeString:
    """The same drawing as an SVG file with the light scheme's colours in it."""
    drawing = chart.drawings[-1]
    box = drawing.view_box or f"0 0 {width} {drawing.height}"
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{}" {} viewBox="{}"><style>{}</style>{}</svg>',
        width,
        "" if drawing.view_box else format_html('height="{}"', drawing.height),
        box,
        _ink(accent),
        drawing.body,
    )


def _ink(accent: str | None) -> SafeString:
    """The colours of `components.css`, in the light scheme, as plain rules that any renderer of SVG reads."""
    colours = palette(accent).light if accent else palette().light
    rules = {
        "text": "font-family:sans-serif;font-size:15px;fill:#1b232c",
        ".chart-quiet": f"font-size:14px;fill:{LIGHT_GROUND.quiet}",
        ".chart-value": "font-weight:650",
        ".chart-end": "text-anchor:end",
        ".chart-middle": "text-anchor:middle",
        ".chart-track,.level-0": "fill:#e3e1dc",
        ".chart-bar,.chart-point,.level-4": f"fill:{colours.accent}",
        ".chart-late": "fill:#8a5300",
        ".chart-band": f"fill:{LIGHT_GROUND.zone}",
        ".chart-interval,.chart-line": f"stroke:{colours.accent};stroke-width:2.5;fill:none",
        ".chart-grid": "stroke:#e3e1dc",
        ".level-1,.level-2,.level-3": f"fill:{colours.accent}",
        ".level-1": "fill-opacity:.32",
        ".level-2": "fill-opacity:.54",
        ".level-3": "fill-opacity:.77",
    }
    return mark_safe("".join(f"{selector}{{{rule}}}" for selector, rule in rules.items()))  # noqa: S308  own constants


@lru_cache(maxsize=256)
def _class(classes: str) -> SafeString:
    return format_html(' class="{}"', classes) if classes else SafeString("")
