"""`make bench-room`: sixty tablets in one room, each asking every second what happens, and marking what is called.

On Debian's PostgreSQL 15 (tests.bench.scale); everything is on this machine, the load in a process of its own: on two
cores it takes a part of what it measures.
"""

import argparse
import json
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
django.setup()

from programs.local.juries.models import Ballot  # noqa: E402  Django has to be set up first, here and below
from tenants.contexts import in_territory  # noqa: E402
from tenants.hosts import Site  # noqa: E402
from tenants.territories import sites  # noqa: E402
from tests.bench import meeting  # noqa: E402
from tests.bench.meeting import Meeting, Member, Outcome  # noqa: E402
from tests.bench.pages import CSRF, marks_of  # noqa: E402
from tests.bench.rush import percentiles, seasons, visitor  # noqa: E402
from tests.bench.web import served  # noqa: E402
from tests.volume.juries import ROOM, open_audition, passage_of  # noqa: E402
from tests.volume.people import Someone  # noqa: E402
from tests.volume.plan import Volume, key  # noqa: E402

MOST = {"asked": 150, "marked": 150, "seen": 2000}  # milliseconds that 95 of 100 may take
FAULTS = ("wrong", "lost")


def main() -> int:
    options = _options()
    season = Volume(
        ideas=options.passages,
        jurors=options.tablets,
        readings=1,
        heard=2,
        projects=2,
        entries=1,
        committees=1,
        messages=2,
        people=2,
    )
    (slug,) = seasons(1, season)
    people = [visitor(slug, Someone(slug, "jury", rank), []) for rank in range(1, options.tablets + 1)]
    site = sites.find(people[0].host)
    assert site is not None
    with in_territory(site):
        open_audition(slug, season, heard=options.passages)
    form = {**marks_of(slug, ROOM), "csrfmiddlewaretoken": CSRF}
    with served() as server:
        held = meeting.put_on(
            Meeting(
                port=server.port,
                host=site.host,
                jury=f"/jurys/{key(slug, ROOM)}/",
                passages=[str(passage_of(slug, ROOM, rank)) for rank in range(1, options.passages + 1)],
                seconds=options.seconds,
                president=Member(people[0].cookies, {"csrfmiddlewaretoken": CSRF}),
                members=[Member(one.cookies, form) for one in people],
            )
        )
    found = told(site, held)
    json.dump(found, sys.stdout)
    return 1 if any(found[name] for name in FAULTS) or _slow(found) else 0


def told(site: Site, held: Outcome) -> dict[str, object]:
    """What was answered, how fast, and what the database holds of it."""
    with in_territory(site):
        rows = Ballot.objects.filter(cast_at__isnull=False).values_list("passage_id", "seat__user_id")
        kept = {(str(passage), str(user)) for passage, user in rows}
    acknowledged = {(passage, who) for passage, who in held.cast}
    return {
        "questions": len(held.asked),
        "unchanged": held.unchanged,
        "ballots": len(acknowledged),
        "changes seen": len(held.seen),
        "lost": len(acknowledged - kept),
        "wrong": held.wrong,
        **{name: percentiles(getattr(held, name)) for name in MOST},
    }


def _slow(found: dict[str, object]) -> bool:
    return any(found[name]["p95"] > most for name, most in MOST.items())  # type: ignore[index]  a table of figures


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-room", description=__doc__)
    parser.add_argument("--tablets", type=int, default=60)
    parser.add_argument("--passages", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=10.0, help="that each dossier is before the jury")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
