"""What was planned against what was done, one bar for each row (weeks, days, interviews)."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from eclore.kit.charts.rows import NARROW, WIDE, Layout
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
    def drawings(self) -> tuple[Drawing, ...]:
        return self._drawn(NARROW), self._drawn(WIDE)

    def _drawn(self, layout: Layout) -> Drawing:
        pieces = []
        for rank, span in enumerate(self.spans):
            pieces += self._bar(span, layout, TOP + rank * layout.pitch + layout.middle - 4)
            pieces += layout.row(rank, span.label, (self._value(span),), top=TOP)
        return Drawing(join(pieces), TOP + layout.pitch * len(self.spans))

    def _bar(self, span: Span, layout: Layout, y: float) -> list[SafeString]:
        scale = layout.width / (max((max(one.done, one.planned) for one in self.spans), default=0) or 1)
        shapes = [
            bar(y, scale * span.planned, "chart-track", x=layout.left, height=8),
            bar(y, scale * min(span.done, span.planned), "chart-bar", x=layout.left, height=8),
        ]
        if span.done > span.planned:
            over = scale * (span.done - span.planned)
            shapes.append(bar(y, over, "chart-late", x=layout.left + scale * span.planned, height=8))
        return shapes

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
