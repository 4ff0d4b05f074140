"""`manage.py restore_territory SLUG --at MOMENT | --from DUMP`: one territory as it was, while the others live."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tenants.backups import asking, dumps, restoring, taking, telling, whole
from tenants.backups.errors import BackupError
from tenants.moving.archive import Reader
from tenants.moving.finding import territory_of
from tenants.privacy import replaying
from tenants.territories.models import Territory

REPLAY = "manage.py replay_erasures --since"


class Command(BaseCommand):
    help = (
        "Puts one territory back as it was at a moment that backups lead to, or as a dump tells, and keeps what it is"
        " now. Run it as root where PostgreSQL is."
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
            with whole.alone(), self._dump(territory, options) as dump:
                restoring.demand_same_tables(dump, territory)
                self._ask(territory, dump, yes=options["yes"])
                done = restoring.restore(territory, dump)
                since = taking.moment(dump.manifest)
        except BackupError as error:
            raise CommandError(f"{territory.slug} is as it was: {error}.") from error
        self._say(territory, done)
        self.stdout.write(f"who was erased since is erased again; cut off: {REPLAY} {since.isoformat()}")
        self.stdout.flush()
        again = replaying.replay(since)
        if again.again:
            self.stdout.write(f"{len(again.again)} people who have been erased since are erased again")
        telling.tell(territory, since)
        if done.lost or not again.is_whole:
            self.stderr.write("replay_erasures --since must be run again" if not again.is_whole else "files are lost")
            sys.exit(1)

    @contextmanager
    def _dump(self, territory: Territory, options: dict[str, Any]) -> Iterator[Reader]:
        if options["dump"]:
            yield dumps.read(options["dump"], territory)
            return
        with tempfile.TemporaryDirectory(prefix="eclore-then-") as folder:
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

    def _say(self, territory: Territory, done: restoring.Restored) -> None:
        self.stdout.write(
            f"{territory.slug} is restored: {done.rows} rows, {done.files} files put back;"
            f" its pages waited {done.seconds:.1f} s"
        )
        for name in done.lost:
            self.stderr.write(f"lost: {name}")
        self.stdout.write(f"to undo: manage.py restore_territory {territory.slug} --from {done.undo}")
