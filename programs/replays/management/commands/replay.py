"""Play one of the four programmes again, at its own dates."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eclore.kit import mail
from programs.replays.catalogue import REPLAYS, territories
from programs.replays.season import Interrupted


class Command(BaseCommand):
    help = "Plays a documented programme through the product's own functions; once only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=[*REPLAYS, "all"])

    def handle(self, *args: Any, **options: Any) -> None:
        names = list(REPLAYS) if options["name"] == "all" else [options["name"]]
        made = territories()
        for name in names:
            started = time.monotonic()
            try:
                with mail.muted():
                    played = REPLAYS[name].play(made)
            except Interrupted as half:
                raise CommandError(
                    f"{half} : un rappel a été interrompu avant la fin, et la moitié d'une saison ne se reprend pas."
                    " Videz la base (make demo-reset) puis recommencez."
                ) from half
            told = f"rejoué en {time.monotonic() - started:.1f} s" if played else "déjà là"
            self.stdout.write(f"{REPLAYS[name].title} : {told}.")
