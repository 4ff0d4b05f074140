"""The database of the bench: a hundred territories, one of them with a full season. Idempotent."""

import sys
import time
from collections.abc import Sequence

from django.core.management import call_command
from django.db import connection

from tenants.contexts import in_programme
from tenants.territories.models import Territory
from tenants.territories.provisioning import provision
from tests.support.databases import superuser
from tests.volume import people, together
from tests.volume.filling import fill
from tests.volume.plan import Together, Volume

FULL, LARGE = "somme", "oise"
TERRITORIES = 100
TIMES = 5  # the large season is as many times the full one: what shows whether a page costs what the season holds
ELSEWHERE = Volume(ideas=20, jurors=5, readings=1, heard=5, projects=5, entries=3, committees=1, messages=5, people=10)


def season(ideas: int) -> Volume:
    """A season of so many dossiers, with the projects, messages and people that come with it."""
    share = ideas / Volume().ideas
    return Volume(ideas=ideas, projects=round(40 * share), messages=round(300 * share), people=round(200 * share))


def build(territories: int, ideas: int) -> None:
    """Everything, from an empty database or from what an earlier call has left."""
    call_command("upgrade", verbosity=0, stdout=open("/dev/null", "w"))  # noqa: SIM115  closed with the process
    slugs = [FULL, LARGE, *(f"territoire-{number:03}" for number in range(3, territories + 1))]
    there = provisioned(slugs)
    people.settle_nation(10)
    seasons = {FULL: season(ideas), LARGE: season(TIMES * ideas)}
    for rank, territory in enumerate(there, start=1):
        fill(territory, seasons.get(territory.slug, ELSEWHERE))
        say(f"\r  {rank} territories of {len(there)} are filled")
    together.meet(there, Together())
    say("\n")


def provisioned(slugs: Sequence[str]) -> list[Territory]:
    """These territories, made if need be."""
    with in_programme():
        known = set(Territory.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    for slug in slugs:
        if slug not in known:
            provision(slug=slug, name=slug.capitalize(), kind="departement", department="80", joining="open")
    with in_programme():
        rows = {territory.slug: territory for territory in Territory.objects.filter(slug__in=slugs)}
    return [rows[slug] for slug in slugs]


def settle_down() -> None:
    """What a quiet night does: statistics for the planner, and nothing left to write."""
    with superuser(str(connection.settings_dict["NAME"])) as server:
        server.execute("VACUUM (ANALYZE)")
        server.execute("CHECKPOINT")


def say(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def timed(started: float) -> str:
    return f"{time.monotonic() - started:.0f} s"
