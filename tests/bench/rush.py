"""`make bench-rush`: a closing day, agents of every territory submitting at once, then tablets of juries that mark.

By default 120 territories × 5 submissions in 60 seconds, and 60 tablets. On Debian's PostgreSQL 15 (tests.bench.scale);
everything is on this machine, the load in a process of its own: on two cores it takes a part of what it measures.
"""

import argparse
import io
import json
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
django.setup()

from django.conf import settings  # noqa: E402  Django has to be set up first, here and below
from django.core.management import call_command  # noqa: E402

from programs.local.calls.models import Call  # noqa: E402
from programs.local.ideas.models import Idea  # noqa: E402
from programs.local.ideas.states import IdeaState  # noqa: E402
from programs.local.juries.models import Ballot  # noqa: E402
from tenants.contexts import in_territory  # noqa: E402
from tenants.territories import sites  # noqa: E402
from tests.bench import fill, rushing  # noqa: E402
from tests.bench.pages import CSRF, marks_of  # noqa: E402
from tests.bench.rushing import Outcome, Rush, Visitor  # noqa: E402
from tests.bench.web import served  # noqa: E402
from tests.support import provisioned  # noqa: E402
from tests.support.personas import browser  # noqa: E402
from tests.volume.filling import fill as filled  # noqa: E402
from tests.volume.ideas import NOW  # noqa: E402
from tests.volume.juries import READING, passage_of  # noqa: E402
from tests.volume.people import Someone  # noqa: E402
from tests.volume.plan import Volume, key  # noqa: E402

FAULTS = ("wrong", "lost", "doubled", "wrong on tablets", "ballots lost")
EACH = 5  # submissions in each territory
JURORS = 20  # tablets in each of the first territories
SEASON = Volume(
    ideas=30, jurors=JURORS, readings=1, heard=2, projects=2, entries=1, committees=1, messages=2, people=EACH
)


def main() -> int:
    options = _options()
    slugs = seasons(options.territories, SEASON)
    agents = [agent(slug, rank) for rank in range(1, EACH + 1) for slug in slugs]
    tablets = [tablet(slug, rank) for slug in slugs for rank in range(1, JURORS + 1)][: options.tablets]
    with served() as server:
        rushed = rushing.put_on(Rush(server.port, options.seconds, agents=agents))
        marking = rushing.put_on(Rush(server.port, options.seconds / 2, tablets=tablets))
    found = submissions(rushed, agents) | ballots(marking, tablets)
    json.dump(found, sys.stdout)
    return 1 if any(found[name] for name in FAULTS) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-rush", description=__doc__)
    parser.add_argument("--territories", type=int, default=120)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--tablets", type=int, default=60)
    return parser.parse_args()


def seasons(number: int, volume: Volume) -> list[str]:
    """So many territories with a call that is open to all, and their slugs."""
    call_command("upgrade", verbosity=0, stdout=io.StringIO())
    slugs = provisioned.slugs(number)
    for territory in fill.provisioned(slugs):
        filled(territory, volume)
        with in_territory(territory):
            Call.objects.filter(pk=key(territory.slug, "call", NOW)).update(commitment_required=False)
    fill.settle_down()
    return slugs


def agent(slug: str, rank: int) -> Visitor:
    return visitor(slug, Someone(slug, "agent", rank), [f"/idees/nouvelle/?appel={key(slug, 'edition', NOW)}"])


def tablet(slug: str, rank: int) -> Visitor:
    """Each begins with another dossier."""
    jury = key(slug, READING)
    ranks = [(rank + turn) % SEASON.ideas + 1 for turn in range(SEASON.ideas)]
    dossiers = [f"/jurys/{jury}/passages/{passage_of(slug, READING, each)}/" for each in ranks]
    return visitor(slug, Someone(slug, "jury", rank), [f"/jurys/{jury}/salle/", *dossiers], **marks_of(slug))


def visitor(slug: str, who: Someone, paths: list[str], **form: str) -> Visitor:
    site = sites.find(f"{slug}.{settings.BASE_HOST}")
    assert site is not None
    session = browser(site, who.persona).cookies[settings.SESSION_COOKIE_NAME].value
    cookies = {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: CSRF, "who": str(who.user_id)}
    return Visitor(site.host, cookies, paths, {**form, "csrfmiddlewaretoken": CSRF})


def submissions(rushed: Outcome, agents: list[Visitor]) -> dict[str, object]:
    """What was answered, and what the database holds of it."""
    kept, doubled = set(), 0
    for host in {agent.host for agent in agents}:
        authors = [agent.cookies["who"] for agent in agents if agent.host == host]
        with in_territory(sites.find(host)):
            ideas = Idea.objects.filter(title=rushing.WORDS["title"], author__in=authors)
            rows = list(ideas.exclude(state=IdeaState.DRAFT).values_list("pk", "author_id"))
        kept |= {(host, str(pk)) for pk, _author in rows}
        doubled += len(rows) - len({author for _pk, author in rows})
    acknowledged = {(host, idea) for host, idea in rushed.submitted}
    return {
        "submissions": len(acknowledged),
        "lost": len(acknowledged - kept),
        "doubled": doubled,
        "wrong": rushed.wrong,
        "requests": len(rushed.agents),
        "seconds": round(rushed.elapsed, 1),
        "agents": percentiles(rushed.agents),
    }


def ballots(marking: Outcome, tablets: list[Visitor]) -> dict[str, object]:
    cast = set()
    for host in {tablet.host for tablet in tablets}:
        with in_territory(sites.find(host)):
            rows = Ballot.objects.filter(cast_at__isnull=False).values_list("passage_id", "seat__user_id")
            cast |= {(host, str(passage), str(user)) for passage, user in rows}
    acknowledged = {(host, path.strip("/").rpartition("/")[2], who) for host, path, who in marking.marked}
    return {
        "ballots": len(acknowledged),
        "ballots lost": len(acknowledged - cast),
        "wrong on tablets": marking.wrong,
        "tablets": percentiles(marking.tablets),
    }


def percentiles(times: list[float]) -> dict[str, float]:
    """Milliseconds."""
    ordered = sorted(times)
    return {f"p{share}": round(ordered[min(len(ordered) * share // 100, len(ordered) - 1)]) for share in (50, 95, 100)}


if __name__ == "__main__":
    sys.exit(main())
