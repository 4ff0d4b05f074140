"""How many remain at each stage of a season, from the ideas submitted to the projects continued."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from django.utils.translation import gettext as _

from eclore.kit.charts.svg import ROW, TOP, Drawing, Table, bar, join, number, share, text


@dataclass(frozen=True)
class Stage:
    label: str
    count: int


@dataclass(frozen=True)
class Funnel:
    """Stages in their order; a count may exceed the one before (a team that was added)."""

    title: str
    stages: tuple[Stage, ...]

    @property
    def label(self) -> str:
        counts = ", ".join(f"{stage.label} {number(stage.count)}" for stage in self.stages)
        return _("%(title)s\u00a0: %(counts)s") % {"title": self.title, "counts": counts}

    @cached_property
    def widest(self) -> int:
        return max((stage.count for stage in self.stages), default=0) or 1

    @property
    def kept(self) -> list[str]:
        """The share of the stage before that goes on; nothing for the first."""
        return [""][: len(self.stages)] + [share(after.count, before.count) for before, after in pairwise(self.stages)]

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        pieces = []
        for rank, (stage, kept) in enumerate(zip(self.stages, self.kept, strict=True)):
            top = TOP + rank * ROW
            shown = number(stage.count) + (f" · {kept}" if kept else "")
            pieces += [
                text(stage.label, 0, top + 14),
                text(shown, 100, top + 14, "chart-end chart-value"),
                bar(top + 22, 100, "chart-track"),
                bar(top + 22, 100 * stage.count / self.widest, "chart-bar"),
            ]
        return (Drawing(join(pieces), TOP + ROW * len(self.stages)),)

    @property
    def table(self) -> Table:
        first = self.stages[0].count if self.stages else 0
        rows = tuple(
            (stage.label, number(stage.count), kept or "–", share(stage.count, first))
            for stage, kept in zip(self.stages, self.kept, strict=True)
        )
        return Table((_("Étape"), _("Nombre"), _("De l’étape précédente"), _("Du départ")), rows)
