"""What was planned against what was done, one bar for each row (weeks, days, interviews)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from eclore.kit.charts.rows import PITCH, plot, row_text
from eclore.kit.charts.svg import TOP, Drawing, Table, bar, join, number


@dataclass(frozen=True)
class Span:
    label: str
    done: float
    planned: float


@dataclass(frozen=True)
class Bars:
    """`unit` is a plural noun: "semaines"."""

    title: str
    unit: str
    spans: tuple[Span, ...]

    @property
    def label(self) -> str:
        values = ", ".join(f"{span.label} {self._value(span)}" for span in self.spans)
        return _("%(title)s, en %(unit)s\u00a0: %(values)s") % {
            "title": self.title,
            "unit": self.unit,
            "values": values,
        }

    @property
    def drawing(self) -> Drawing:
        widest = max((max(span.done, span.planned) for span in self.spans), default=0) or 1
        texts, shapes = [], []
        for rank, span in enumerate(self.spans):
            top = TOP + rank * PITCH
            scale = 100 / widest
            texts += row_text(top, span.label, (self._value(span), 100))
            shapes.append(bar(top + 24, scale * span.planned, "chart-track", height=8))
            shapes.append(bar(top + 24, scale * min(span.done, span.planned), "chart-bar", height=8))
            if span.done > span.planned:
                over = scale * (span.done - span.planned)
                shapes.append(bar(top + 24, over, "chart-late", x=scale * span.planned, height=8))
        height = TOP + PITCH * len(self.spans)
        return Drawing(join([*texts, plot(shapes, height)]), height, "aligned")

    @property
    def table(self) -> Table:
        rows = tuple(
            (span.label, number(span.planned), number(span.done), number(span.done - span.planned))
            for span in self.spans
        )
        return Table((self.unit.capitalize(), _("Prévu"), _("Réel"), _("Écart")), rows)

    @staticmethod
    def _value(span: Span) -> str:
        return _("%(done)s sur %(planned)s") % {"done": number(span.done), "planned": number(span.planned)}
