"""`make bench`, or `make bench BENCH="--quick --only board"`: fill, serve, measure, tell."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from datetime import datetime

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
django.setup()

from django.conf import settings  # noqa: E402  Django has to be set up first, here and below
from django.utils import timezone  # noqa: E402

from programs.local.juries.models import Jury  # noqa: E402
from tenants.contexts import in_territory  # noqa: E402
from tests.bench import fill, processes, report  # noqa: E402
from tests.bench.measure import Measure, least, measure  # noqa: E402
from tests.bench.pages import Page, national_pages, pages_of  # noqa: E402
from tests.bench.web import SYNC, Server, served  # noqa: E402
from tests.volume.juries import READING  # noqa: E402
from tests.volume.plan import Volume, key  # noqa: E402

ROUNDS = 4
QUICK = 100  # dossiers of the full season, when one is in a hurry
DOCUMENT = settings.ROOT / "docs" / "performance.md"


def main() -> int:
    options = _options()
    started = time.monotonic()
    fill.build(options.territories, options.ideas)
    fill.settle_down()
    fill.say(f"{options.territories} territories are filled in {fill.timed(started)}.\n")
    with served() as server:
        found = _in_turn(_full(), server, options, crowd=True, beside=pages_of(fill.LARGE))
        full, large = [one[0] for one in found], {one[-1].name: one[-1] for one in found if len(one) > 1}
        memory = [processes.memory(worker) for worker in server.workers]
    sync = _under_sync(options) if options.both else {}
    path = settings.ROOT / ".local" / f"bench-{options.territories}-{options.ideas}.json"
    lines = report.lines(full, large, report.kept(path), sync)
    facts = {"territories": options.territories, "ideas": options.ideas, "memory": memory}
    report.save(path, lines, **facts, at=timezone.now().isoformat())
    held = [f"A web process holds {one['rss']:.0f} MiB ({one['pss']:.0f} MiB of its own part).\n" for one in memory]
    sys.stdout.write(f"\n{report.table(lines)}\n\n{''.join(held)}")
    if options.markdown:
        words = f"{_run(options)}\n\n{report.markdown(lines)}\n\n{''.join(held)}"
        DOCUMENT.write_text(report.put_into(DOCUMENT.read_text(), words))
    sys.stdout.write(f"All in {fill.timed(started)}; the same in {path.relative_to(settings.ROOT)}.\n")
    return 0 if all(page.is_measured for page in full) else 1


def _under_sync(options: argparse.Namespace) -> dict[str, Measure]:
    """The same pages of the full season, by sync processes as many."""
    _put(fill.FULL, "open", None)
    with served(SYNC) as server:
        return {one.name: one for (one,) in _in_turn(_full(), server, options, crowd=False)}


def _run(options: argparse.Namespace) -> str:
    """What was measured, as the document says it."""
    sizes = f"{options.ideas:,} dossiers, × {fill.TIMES}: {options.ideas * fill.TIMES:,}"
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    python = ".".join(map(str, sys.version_info[:3]))
    return (
        f"{timezone.now():%Y-%m-%d}, {sizes}; {options.territories} territories, {os.cpu_count()} cores, "
        f"Python {python}, load at the end {load}."
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few territories, small seasons and short measures")
    parser.add_argument("--only", default="", help="only the pages whose name holds this, or that: board|home")
    parser.add_argument("--both", action="store_true", help="measure under sync processes too")
    parser.add_argument("--territories", type=int, default=fill.TERRITORIES)
    parser.add_argument("--ideas", type=int, default=Volume().ideas, help="dossiers of the full season")
    parser.add_argument("--seconds", type=float, default=3.2, help="how long each page is asked for, in all")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="in how many turns; the least of them is told")
    parser.add_argument("--markdown", action="store_true", help="write the table into docs/performance.md too")
    options = parser.parse_args()
    if options.quick:
        options.territories, options.seconds = min(options.territories, 6), min(options.seconds, 0.7)
        options.ideas = min(options.ideas, QUICK)
    return options


def _full() -> list[Page]:
    """Of the full season, and of the nation."""
    return [*pages_of(fill.FULL), *national_pages()]


def _in_turn(
    pages: list[Page], server: Server, options: argparse.Namespace, *, crowd: bool, beside: Sequence[Page] = ()
) -> list[list[Measure]]:
    """Each page, then its namesake beside, and again: a machine that slows down slows both, and growth is theirs.

    The pages of an open session first; then its ranking, once marks are closed and shown.
    """
    namesakes = {page.name: page for page in beside}
    found = []
    for page in sorted(pages, key=lambda page: page.revealed):
        if not any(wanted.lower() in page.name.lower() for wanted in options.only.split("|")):
            continue
        both = [page, *filter(None, [namesakes.get(page.name)])]
        fill.say(f"  {', '.join(one.place for one in both)}: {page.name}\n")
        for one in both:
            if one.revealed:
                _put(one.place, "deliberation", timezone.now())
        seconds = options.seconds / options.rounds
        rounds = [
            [measure(one, server, seconds=seconds, crowd=crowd and one is page) for one in both]
            for _round in range(options.rounds)
        ]
        found.append([least(of_one) for of_one in zip(*rounds, strict=True)])
    return found


def _put(slug: str, state: str, closed_at: datetime | None) -> None:
    """The reading round as it is while marks are open, or once they are closed and shown."""
    with in_territory(slug):
        rounds = Jury.objects.filter(pk=key(slug, READING))
        rounds.update(state=state, closed_at=closed_at, revealed_at=closed_at)


if __name__ == "__main__":
    sys.exit(main())
