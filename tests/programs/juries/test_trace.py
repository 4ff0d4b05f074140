"""What an engineer opens to follow a mark is written down (docs/juries.md), and nothing else runs."""

import re
import sys
from pathlib import Path

import pytest

from programs.juries import domain
from tests.programs.juries.sides import joint_session, local_session

ROOT = Path(__file__).resolve().parents[3]
# The layers beneath (platform, tenants) are described where they are: what is the program's own counts, all of it.
OURS = ("programs/", "api/")


def traced(act) -> set[str]:
    """The files of ours whose functions `act` runs."""
    found: set[str] = set()

    def note(frame, event, argument):
        found.add(frame.f_code.co_filename)

    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(None)
    paths = (Path(name) for name in found if name.startswith(str(ROOT)))
    return {str(path.relative_to(ROOT)) for path in paths if str(path.relative_to(ROOT)).startswith(OURS)}


def listed() -> set[str]:
    text = (ROOT / "docs/juries.md").read_text()
    section = text.partition("## From a mark's POST to the ranking")[2].partition("\n## ")[0]
    return set(re.findall(r"^- `([^`]+)`", section, flags=re.MULTILINE))


@pytest.mark.parametrize("kind", ["local", "joint"])
def test_a_mark_runs_the_files_that_are_listed_and_no_other(kind, somme, oise, national):
    held = local_session(somme) if kind == "local" else joint_session(somme, oise, national)
    sent, client, president = held.marks(comment="Solide"), held.member(), held.president()
    for warmed in (client, president):  # what a first request imports is no step of a mark
        warmed.get("/jurys/")
    mark = traced(lambda: client.post(held.dossier(), sent))
    presides = held.members[0].at(held.site)
    with held.inside():
        domain.deliberate(held.jury, by=held.runs)
        reveal = traced(lambda: domain.reveal(held.jury, by=presides))
    ranking = traced(lambda: president.get(f"{held.url}classement/"))
    side = {path for path in listed() if path.startswith(f"programs/{'joint' if kind == 'local' else 'local'}/")}
    assert mark | reveal | ranking == listed() - side
