"""Rows and bytes compared, in one tenant context after the other: bytes without a row go, missing bytes are told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from eclore.kit.hooks import Hook
from programs.files.queries import paths_here
from tenants.moving.shelves import expected as archives_here
from tenants.storage import PROGRAMME, files, shelf

# An upload that is being written has bytes before its row is committed.
YOUNG = timedelta(hours=24)
# The paths that the programme's apps expect among its files; asked in the programme's context.
expected_by_programme: Hook[[], Iterable[str]] = Hook("files.expected_by_programme")


@dataclass(frozen=True)
class Swept:
    """`orphans` were bytes that no row knows, `missing` rows whose bytes are not there."""

    orphans: tuple[str, ...]
    missing: tuple[str, ...]


def sweep_territory(schema: str, *, erase: bool = True) -> Swept:
    """The shelf of the territory whose context is open."""
    return _swept(shelf(schema), paths_here() | archives_here(), erase)


def sweep_programme(*, erase: bool = True) -> Swept:
    """What territories have handed over; in the programme's context."""
    return _swept(PROGRAMME, {path for paths in expected_by_programme.ask() for path in paths}, erase)


def _swept(prefix: str, expected: set[str], erase: bool) -> Swept:
    there = set(files().names(prefix))
    before = timezone.now() - YOUNG  # the storage's own clock, which no test or replay moves
    orphans = sorted(name for name in there - expected if files().get_modified_time(name) < before)
    if erase:
        for name in orphans:
            files().delete(name)
    return Swept(tuple(orphans), tuple(sorted(expected - there)))
