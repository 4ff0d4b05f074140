"""`manage.py forget_territory SLUG --archive FILE --yes`: a closed territory, handed over, forgotten, and the proof."""

import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from eclore.database.context import PROGRAMME_ROLE
from eclore.kit import clock
from tenants.contexts import in_programme
from tenants.moving import comparing, forgetting, kept, proof
from tenants.moving.archive import DamagedArchiveError, Reader, sha256_of
from tenants.moving.exporting import export
from tenants.moving.finding import territory_of
from tenants.privacy.models import Request
from tenants.privacy.states import UNDER_WAY, RequestKind
from tenants.privacy.tasks import erase
from tenants.territories.models import Territory
from tenants.territories.template import OWNER


class Command(BaseCommand):
    help = (
        "Forgets a closed territory whose archive was handed over: schema, role, rows, files, people who belonged there"
        " only; then looks for its name everywhere. Cut off, it goes on when it is run again. Exits 1 when one remains."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--archive", required=True, help="the archive that was handed over: its last state")
        parser.add_argument("--yes", action="store_true", help="do it; without, only say whether it can be done")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["archive"])
        archive, sha256 = self._read(path, options["slug"])
        try:
            if forgetting.told(sha256) and not self._is_here(options["slug"]):
                self.stdout.write("its rows are gone already: what was left to do is taken up")
            else:
                lines = self._examine(territory := territory_of(options["slug"]), archive)
                self.stdout.write(f"{territory.name}: closed, and the archive is its last state\n{sha256}  {path}")
                if not options["yes"]:
                    raise CommandError("Nothing was done. Run it again with --yes to forget this territory for good.")
                self._say(forgetting.forget(territory, archive, sha256, lines=lines))
        except forgetting.CannotBeForgottenError as error:
            raise CommandError(f"Nothing was done: {error}.") from error
        self._afterwards(archive)
        self._prove(archive)

    def _read(self, path: Path, slug: str) -> tuple[Reader, str]:
        """Raises CommandError when it is damaged, another's, or among the files that would go."""
        where = getattr(storages["default"], "location", None)
        if where and Path(where).resolve() in path.resolve().parents:
            raise CommandError(f"Nothing was done: {path} is among the site's own files. Keep it elsewhere first.")
        try:
            archive = Reader(path)
            archive.verify()
        except DamagedArchiveError as error:
            raise CommandError(f"Nothing was done: {error}.") from error
        whose = archive.manifest["territory"]["slug"]
        if whose != slug:
            raise CommandError(f"Nothing was done: this is the archive of « {whose} ».")
        return archive, sha256_of(path)

    def _is_here(self, slug: str) -> bool:
        return Territory.objects.using(OWNER).filter(slug=slug).exists()

    def _examine(self, territory: Territory, archive: Reader) -> int:
        """How many lines its log has. Raises CannotBeForgottenError."""
        if archive.manifest["territory"]["id"] != str(territory.pk):
            raise forgetting.CannotBeForgottenError("the archive is of another territory, which had the same name")
        if territory.closed_at is None:
            raise forgetting.CannotBeForgottenError("it is not closed; close its site on the national host first")
        if clock.now() < territory.closed_at + timedelta(seconds=settings.HOST_CACHE_SECONDS):
            raise forgetting.CannotBeForgottenError("it was closed a moment ago: wait until every process knows of it")
        with connections[OWNER].cursor() as cursor:
            awaited = kept.awaited(cursor, forgetting.names_of(archive))
        if awaited:
            raise forgetting.CannotBeForgottenError(f"a jury has not ended with its dossiers: {', '.join(awaited)}")
        with tempfile.TemporaryDirectory() as folder:
            again = Path(folder, "now.zip")
            export(territory, again)
            now = Reader(again)
            odd = comparing.differences(archive, now)
            now.close()
        if odd:
            raise forgetting.CannotBeForgottenError(
                f"the archive is not its last state ({', '.join(odd[:5])}): export it again, and hand that over"
            )
        return int(now.manifest["log"]["count"])

    def _say(self, done: forgetting.Forgotten) -> None:
        self.stdout.write(f"{done.gone.total()} rows of {len(done.gone)} tables gone, in one transaction:")
        for table, count in sorted(done.gone.items()):
            self.stdout.write(f"  {table}: {count}")
        for table, count in sorted(done.kept.items()):
            self.stdout.write(f"kept for other territories, without anybody's data: {table}: {count}")
        if done.role_stays:
            self.stdout.write("the role stays: another database of this server uses it")

    def _afterwards(self, archive: Reader) -> None:
        """Safe to do again: files, then whoever belonged there only."""
        schema = archive.manifest["territory"]["schema"]
        self.stdout.write(f"{proof.remove_files(schema)} files gone")
        people = [row["id"] for row in archive.rows("shared/accounts_user.jsonl")]
        with in_programme():
            asked = Request.objects.filter(kind=RequestKind.ERASURE, state__in=UNDER_WAY, user_id__in=people)
            waiting = [str(key) for key in asked.order_by("created_at", "pk").values_list("pk", flat=True)]
        for key in waiting:
            erase(tenant_context=PROGRAMME_ROLE, request=key)
        self.stdout.write(f"{len(waiting)} people who belonged there only erased, and written to")

    def _prove(self, archive: Reader) -> None:
        names = forgetting.names_of(archive)
        found, looked = proof.traces(names)
        role = found.pop("roles", 0)
        sealed = found.pop(proof.SEALED, 0)
        self.stdout.write(f"{looked} rows of shared tables, the schemas and the storage were searched for its name:")
        for place, count in sorted(found.items()):
            self.stdout.write(f"  {place}: {count}")
        self.stdout.write(f"{found.total()} left; {sealed} lines of the programme's sealed log name it for good")
        if role:
            self.stdout.write("its database role is still there, for another database of this server")
        if found:
            sys.exit(1)
