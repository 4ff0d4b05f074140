"""The measured figures, in the documentation: written by the tests, and held by them.

A count may grow by a half before it has to be written anew (`ECLORE_FIGURES=write make test TESTS=tests/isolation`),
and may never be below what is written: something would no longer be tried.
"""

import os
import re
from fcntl import LOCK_EX, flock

from eclore.config.settings.base import ROOT

PAGE = ROOT / "deploy" / "OPERATIONS.md"
STALE = 1.5
# Said at the end of the tests' output, whichever worker has measured it.
told: list[str] = []


def hold(name: str, count: int, what: str) -> None:
    """This many of `what`, on the line called `name` of the table."""
    told.append(f"{name}: {count:,} ({what})")
    line = f"| {name} | {count:,} | {what} |"
    known = re.search(rf"^\| {re.escape(name)} \| ([\d,]+) \| (.*) \|$", PAGE.read_text(), re.M)
    if os.environ.get("ECLORE_FIGURES") == "write":
        _write(rf"^\| {re.escape(name)} \|.*$", line, after="| --- | ---: | --- |")
        return
    assert known, f"deploy/OPERATIONS.md does not tell « {name} »: {line}"
    written = int(known[1].replace(",", ""))
    assert written <= count <= written * STALE and known[2] == what, f"deploy/OPERATIONS.md says {known[0]}, not {line}"


def hold_table(name: str, text: str) -> None:
    """This text between the marks called `name`, to the letter."""
    begins, ends = f"<!-- {name} -->", f"<!-- end of {name} -->"
    if os.environ.get("ECLORE_FIGURES") == "write":
        write_table(name, text)
    found = re.search(rf"{begins}\n(.*)\n{ends}", PAGE.read_text(), re.S)
    assert found and found[1] == text, f"deploy/OPERATIONS.md is out of date; {name} is:\n{text}"


def write_table(name: str, text: str) -> None:
    """This text between the marks called `name`, which the document has."""
    begins, ends = f"<!-- {name} -->", f"<!-- end of {name} -->"
    _write(rf"{begins}.*{ends}", f"{begins}\n{text}\n{ends}", flags=re.S)


def _write(pattern: str, line: str, *, after: str = "", flags: int = re.M) -> None:
    """Several workers may write at once."""
    with PAGE.open("r+") as page:
        flock(page, LOCK_EX)
        text = page.read()
        if re.search(pattern, text, flags):
            text = re.sub(pattern, lambda _found: line, text, flags=flags)
        else:
            assert after in text, f"nowhere to write {line}"
            text = text.replace(after, f"{after}\n{line}", 1)
        page.seek(0)
        page.truncate()
        page.write(text)
