"""The table in the terminal, and the same as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict
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
    "at a tenth",
    "pretalx",
    "times less",
)


def table(measures: Sequence[Measure], small: dict[str, Measure]) -> str:
    """One line a page, figures to the right; `small` holds the same pages on a tenth of the ideas."""
    lines = [HEADERS, *(_cells(measure, small.get(measure.name)) for measure in measures)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADERS))]
    return "\n".join("  ".join(_aligned(line, widths)) for line in lines)


def markdown(measures: Sequence[Measure], small: dict[str, Measure]) -> str:
    """The same for docs/performance.md."""
    lines = [HEADERS, ("---", *("---:" for _ in HEADERS[1:])), *(_cells(m, small.get(m.name)) for m in measures)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def save(path: Path, measures: Sequence[Measure], small: dict[str, Measure], **facts: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pages = [
        {
            **asdict(measure),
            "cpu": measure.cpu,
            "ratio": measure.ratio,
            "at_a_tenth": small[measure.name].cpu if measure.name in small else None,
        }
        for measure in measures
    ]
    path.write_text(json.dumps({**facts, "pages": pages}, indent=2, ensure_ascii=False))


def _aligned(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    first, *figures = zip(line, widths, strict=True)
    return [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in figures)]


def _cells(measure: Measure, small: Measure | None) -> tuple[str, ...]:
    if not measure.is_measured:
        return (
            measure.name,
            f"({measure.status})",
            *[""] * (len(HEADERS) - 4),
            _or_nothing(measure.pretalx_cpu, "{:.0f}"),
            "",
        )
    return (
        measure.name,
        str(measure.statements),
        f"{measure.body_bytes / 1000:.1f}",
        f"{measure.sent_bytes / 1000:.1f}",
        f"{measure.p50:.1f}",
        f"{measure.p95:.1f}",
        _or_nothing(measure.per_second, "{:.0f}"),
        f"{measure.cpu:.1f}",
        f"{measure.application:.1f}",
        f"{measure.database:.1f}",
        _or_nothing(small and small.cpu, "{:.1f}"),
        _or_nothing(measure.pretalx_cpu, "{:.0f}"),
        _or_nothing(measure.ratio, "{:.0f}"),
    )


def _or_nothing(value: float | None, pattern: str) -> str:
    return pattern.format(value) if value else ""
