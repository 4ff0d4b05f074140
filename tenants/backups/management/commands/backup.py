"""`manage.py backup [--full] [--territory SLUG]`: everything, or one territory, for the day when it is needed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.backups import taking, whole
from tenants.backups.errors import BackupError
from tenants.contexts import in_programme
from tenants.moving.finding import territory_of
from tenants.watching.domain import note_backup


class Command(BaseCommand):
    help = (
        "Backs up the cluster (pgBackRest), files and the record of erasures, verifies them, and forgets what is old;"
        " or one territory, for restore_territory --from."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--full", action="store_true", help="copy the cluster whole, as once a week it is anyway")
        parser.add_argument("--territory", metavar="SLUG", help="this one alone, by its rows and files")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["territory"]:
                territory = territory_of(options["territory"])
                path, files = taking.back_up(territory)
                self.stdout.write(f"{territory.slug}: {files} files\n{path}")
                return
            done = whole.back_up(full=options["full"])
        except BackupError as error:
            raise CommandError(f"No backup was made: {error}.") from error
        with in_programme():
            note_backup("whole" if done.copy.kind == "full" else "incremental")
        self.stdout.write(
            f"{done.copy.label}: the cluster, {done.files} files, the record of erasures; verified."
            f" {done.forgotten} old backups forgotten."
        )
