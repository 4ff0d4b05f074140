"""The worker, from the command line."""

import asyncio
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from eclore.config import worker
from eclore.config.starting import require_servable
from eclore.database.compatibility import IncompatibleDatabaseError


class Command(BaseCommand):
    help = "Does the jobs of the queue until it is asked to stop (SIGTERM, Ctrl-C)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-empty", action="store_true", help="stop once no job is ready")
        help_silence = "seconds without a sign of life of a worker after which its jobs are taken up (%(default)s)"
        parser.add_argument("--silence", type=float, default=worker.SILENCE, help=help_silence)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.WORKER_DATABASE_URL:
            raise CommandError("The worker needs DATABASE_WORKER_URL, the login of eclore_worker.")
        try:
            require_servable()
        except IncompatibleDatabaseError as error:
            raise CommandError(str(error)) from error
        wait, silence = not options["until_empty"], options["silence"]
        if not silence >= 1:  # nor what is no number
            raise CommandError("--silence is a number of seconds, 1 at least.")
        asyncio.run(worker.work(settings.WORKER_DATABASE_URL, wait=wait, silence=silence))
