"""Fill the demonstration: territories, four programmes replayed, a current season. Run again, it does nothing."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from eclore.kit import mail
from programs.replays import current
from programs.replays.catalogue import REPLAYS, Replay, territories
from tenants.territories.models import Territory


class Command(BaseCommand):
    help = "Makes the demonstration's territories, replays the four programmes and opens a current season."

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        made = territories()
        self.stdout.write(f"{len(made)} territoires prêts en {time.monotonic() - started:.1f} s.")
        for replay in (*REPLAYS.values(), Replay("Saison en cours", current.play)):
            self._play(replay, made)

    def _play(self, replay: Replay, made: dict[str, Territory]) -> None:
        started = time.monotonic()
        with mail.muted():
            played = replay.play(made)
        told = f"joué en {time.monotonic() - started:.1f} s" if played else "déjà là"
        self.stdout.write(f"{replay.title} : {told}.")
        self.stdout.flush()
