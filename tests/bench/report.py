"""The table, in the terminal and in docs/performance.md; and as JSON, kept for the next run to compare with."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.bench.measure import Measure

HEADERS = (
    "Page",
    "SQL",
    "raw kB",
    "gzip kB",
    "p50 ms",
    "p95 ms",
    "req/s ×8",
    "CPU ms",
    "app",
    "database",
    "system",
    "faults",
    "× 5",
    "growth",
    "sync",
    "last",
    "pretalx",
    "times less",
)
# Between these two lines of a document, `--markdown` writes the table.
BEGIN, END = "<!-- the table of make bench: begin -->", "<!-- the table of make bench: end -->"


@dataclass(frozen=True)
class Line:
    """One page: on the full season, on the one that is five times larger, its CPU when it was last kept, under sync."""

    full: Measure
    large: Measure | None = None
    last: float | None = None
    sync: Measure | None = None

    @property
    def growth(self) -> float | None:
        """What the same page costs more on the large season: 0.07 is 7 %."""
        measured = self.large and self.large.is_measured and self.full.cpu
        return self.large.cpu / self.full.cpu - 1 if self.large and measured else None

    @property
    def change(self) -> float | None:
        """Its CPU over what it was when last kept: 0.5 is half."""
        return self.full.cpu / self.last if self.last and self.full.is_measured else None


def lines(
    full: Sequence[Measure], large: dict[str, Measure], last: dict[str, Any], sync: Mapping[str, Measure] | None = None
) -> list[Line]:
    """Each page that was measured, with what is known of it otherwise, by name."""
    return [
        Line(one, large.get(one.name), last.get(one.name, {}).get("cpu"), (sync or {}).get(one.name)) for one in full
    ]


def table(drawn: Sequence[Line]) -> str:
    """One line a page, figures to the right."""
    rows = [HEADERS, *map(_cells, drawn)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADERS))]
    return "\n".join("  ".join(_aligned(row, widths)) for row in rows)


def markdown(drawn: Sequence[Line]) -> str:
    """The same for a document."""
    rows = [HEADERS, ("---", *("---:" for _ in HEADERS[1:])), *map(_cells, drawn)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def put_into(document: str, words: str) -> str:
    """The text of a document, with these words between the two lines that hold the table's place."""
    place = re.compile(f"(?<={re.escape(BEGIN)}\n).*?(?={re.escape(END)})", re.S)
    assert place.search(document), "the document has no place for the table"
    return place.sub(lambda _found: f"{words}\n", document)


def kept(path: Path) -> dict[str, Any]:
    """The pages of the last kept run, by name; none before the first."""
    return {page["name"]: page for page in json.loads(path.read_text())["pages"]} if path.exists() else {}


def save(path: Path, drawn: Sequence[Line], **facts: Any) -> None:
    """Keep these pages; those that this run has not measured stay as they were."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pages = kept(path)
    for line in drawn:
        large = line.large.cpu if line.large else None
        figures = {"cpu": line.full.cpu, "ratio": line.full.ratio, "large": large, "growth": line.growth}
        figures["sync"] = line.sync.cpu if line.sync else None
        pages[line.full.name] = {**asdict(line.full), **figures, **facts}
    path.write_text(json.dumps({**facts, "pages": list(pages.values())}, indent=2, ensure_ascii=False))


def _aligned(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    first, *figures = zip(line, widths, strict=True)
    return [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in figures)]


def _cells(line: Line) -> tuple[str, ...]:
    full, pretalx = line.full, _or_nothing(line.full.pretalx_cpu, "{:.0f}")
    if not full.is_measured:
        return (full.name, f"({full.status})", *[""] * (len(HEADERS) - 4), pretalx, "")
    return (
        full.name,
        str(full.statements),
        f"{full.body_bytes / 1000:.1f}",
        f"{full.sent_bytes / 1000:.1f}",
        f"{full.p50:.1f}",
        f"{full.p95:.1f}",
        _or_nothing(full.per_second, "{:.0f}"),
        f"{full.cpu:.1f}",
        f"{full.application:.1f}",
        f"{full.database:.1f}",
        f"{full.system:.1f}",
        f"{full.faults:.0f}",
        _or_nothing(line.large and line.large.cpu, "{:.1f}"),
        "" if line.growth is None else f"{line.growth:+.0%}",
        _or_nothing(line.sync and line.sync.cpu, "{:.1f}"),
        _or_nothing(line.change, "{:.2f}"),
        pretalx,
        _or_nothing(full.ratio, "{:.0f}"),
    )


def _or_nothing(value: float | None, pattern: str) -> str:
    return pattern.format(value) if value else ""
