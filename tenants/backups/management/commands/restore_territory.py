"""`manage.py restore_territory SLUG --at MOMENT | --from DUMP`: one territory as it was, while the others live."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error
from django.utils import timezone

from tenants.backups import asking, beside, dumps, restoring, resuming, store, telling, whole
from tenants.backups.errors import BackupError
from tenants.backups.resuming import UnderWay
from tenants.moving.archive import Reader
from tenants.moving.finding import territory_of
from tenants.privacy import replaying
from tenants.territories.models import Territory

REPLAY = "manage.py replay_erasures --since"


class Command(BaseCommand):
    help = (
        "Puts one territory back as it was at a moment that backups lead to, or as a dump tells, and keeps what it is"
        " now. Run it as root where PostgreSQL is. Cut off, run it again with the same arguments: it goes on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--at", type=datetime.fromisoformat, help="with its offset: 2026-11-29T21:00:00+01:00")
        which.add_argument(
            "--from", dest="dump", type=Path, help="a dump of backup --territory, or one kept for undoing"
        )
        parser.add_argument("--yes", action="store_true", help="for scripts: ask nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        territory, at = territory_of(options["slug"]), options["at"]
        if at is not None and at.tzinfo is None:
            raise CommandError("--at needs an offset: 2026-11-29T21:00:00+01:00")
        if at is not None and at > timezone.now():
            raise CommandError("--at is in the future")
        try:
            with whole.alone():
                begun = self._begun(territory, options)
                is_whole = self._finish(territory, begun)
        except BackupError as error:
            raise CommandError(f"{territory.slug} is as it was: {error}.") from error
        if not is_whole:
            sys.exit(1)

    def _begun(self, territory: Territory, options: dict[str, Any]) -> UnderWay:
        """Its rows replaced: just now, or by a run that was cut off. Raises BackupError, and it is as it was."""
        asked = {"at": options["at"].isoformat()} if options["at"] else {"from": str(options["dump"].resolve())}
        begun = resuming.found(territory)
        if begun is not None and begun.asked == asked:
            said = f"{territory.slug} went back to {begun.at.isoformat()}, then was cut off: going on from there."
            self.stdout.write(said)
            self._say(territory, begun)
            return begun
        resuming.demand_none(territory)
        with self._dump(territory, options) as dump:
            restoring.demand_same_tables(dump, territory)
            self._ask(territory, dump, yes=options["yes"])
            begun, seconds = restoring.replace(territory, dump, asked)
        self._say(territory, begun)
        self.stdout.write(f"its pages waited {seconds:.1f} s")
        return begun

    def _finish(self, territory: Territory, begun: UnderWay) -> bool:
        """What follows, each step of which may be done again; whether nothing is left to be done."""
        try:
            files, lost = restoring.finish(territory, begun)
            self.stdout.write(f"{files} files put back")
            for name in lost:
                self.stderr.write(f"lost: {name}")
            again = replaying.replay(begun.at)
            telling.tell(territory, begun)
        except (BackupError, OSError, Error) as error:
            raise CommandError(
                f"{territory.slug} went back, and what follows is not done: {error}. Run the same command again."
            ) from error
        resuming.end(territory)
        if again.again:
            self.stdout.write(f"{len(again.again)} people who have been erased since are erased again")
        if not again.is_whole:
            self.stderr.write(f"somebody who was erased since may be left: {REPLAY} {begun.at.isoformat()}")
        return again.is_whole and not lost

    @contextmanager
    def _dump(self, territory: Territory, options: dict[str, Any]) -> Iterator[Reader]:
        if options["dump"]:
            yield dumps.read(options["dump"], territory)
            return
        with tempfile.TemporaryDirectory(prefix=beside.FOLDER, dir=settings.BACKUPS) as folder:
            store.give(Path(folder))
            path = Path(folder) / f"then{dumps.SUFFIX}"
            asking.dump_of_then(territory, options["at"], path)
            yield dumps.read(path, territory)

    def _ask(self, territory: Territory, dump: Reader, *, yes: bool) -> None:
        for line in asking.what_is_lost(territory, dump):
            self.stdout.write(line)
        if yes:
            return
        if not sys.stdin.isatty():
            raise BackupError("nobody is there to confirm: --yes says that what is above may be lost")
        if input(f"Type {territory.slug} to go on: ").strip() != territory.slug:
            raise BackupError("not confirmed")

    def _say(self, territory: Territory, begun: UnderWay) -> None:
        self.stdout.write(f"{territory.slug} is restored: {resuming.rows(territory, begun)} rows")
        self.stdout.write(f"to undo: manage.py restore_territory {territory.slug} --from {begun.undo}")
        self.stdout.flush()
