"""Every template is written with the components, and read in one breath: no style or script of its own, no class that
the style sheets lack, no line over 120 characters, one shape that a formatter keeps."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if "emails" not in path.parts]
SHEETS = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "platform/eclore/static/eclore").glob("*.css"))
CLASSES = set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"/\*.*?\*/", "", SHEETS, flags=re.S)))

LONGEST = 120
SHOWN = sorted(
    path
    for folder in ("templates", "platform", "tenants", "programs", "api")
    for kind in ("html", "css", "js")
    for path in (ROOT / folder).rglob(f"*.{kind}")
)
TAG = re.compile(r"\{% (?P<ends>end)?(?P<block>\w+).*?%\}|<(?P<closes>/)?(?P<element>[a-z][a-z0-9]*)[^<>]*>")


def named_from_root(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def named(path: Path) -> str:
    return path.relative_to(ROOT / "templates").as_posix()


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_template_has_no_style_or_script_of_its_own(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", source) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)", source) == []


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_template_uses_the_classes_of_the_system(path: Path) -> None:
    source = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", path.read_text(encoding="utf-8"), flags=re.S)
    used = {name for value in re.findall(r'\sclass="([^"]*)"', source) for name in value.split()}
    assert sorted(name for name in used - CLASSES if not name.endswith("-")) == []


def _too_long(path: Path) -> bool:
    return any(len(line) > LONGEST for line in path.read_text(encoding="utf-8").splitlines())


def _holds_a_rule(path: Path) -> bool:
    """A condition of three terms, or an address made of pieces: both are computed in Python."""
    source = path.read_text(encoding="utf-8")
    conditions = re.findall(r"\{% (?:el)?if (.*?) %\}", source)
    return "|add:" in source or any(len(re.findall(r"\b(?:and|or)\b", each)) > 1 for each in conditions)


def _misshapen(paths: list[Path]) -> set[Path]:
    """Those that `make format` would write otherwise; what the formatter prints has a line for each."""
    djlint = Path(sys.executable).with_name("djlint")
    command = [djlint, "--reformat", "--check", *paths]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    return {path for path in paths if re.search(rf"^{re.escape(named_from_root(path))}$", said, flags=re.M)}


def _stray_ends(source: str) -> list[str]:
    """Lines where a tag is closed, neither first nor opened there: the formatter loses the nesting of what follows."""
    opening_tags_on_one_line = re.sub(r"<[a-z][^<>]*>", lambda found: " ".join(found[0].split()), source)
    return [line for line in map(str.strip, opening_tags_on_one_line.splitlines()) if _has_a_stray_end(line)]


def _has_a_stray_end(line: str) -> bool:
    opened: list[str] = []
    for found in TAG.finditer(line):
        name = found["block"] or f"<{found['element']}>"
        if not (found["ends"] or found["closes"]):
            opened.append(name)
        elif name in opened:
            opened.remove(name)
        elif found.start() > 0:
            return True
    return False


def test_what_is_shown_reads_in_one_breath() -> None:
    """Lines of 120 characters at most, the formatter's shape, and no rule."""
    hard = {path for path in SHOWN if _too_long(path) or _holds_a_rule(path)} | _misshapen(TEMPLATES)
    assert sorted(map(named_from_root, hard)) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_closing_tag_begins_its_line_or_ends_what_the_line_opens(path: Path) -> None:
    assert _stray_ends(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "strays"),
    [
        ("<ul>\n  {% for x in y %}<li>{{ x }}</li>{% endfor %}\n</ul>", 0),
        ("<ul>\n  {% for x in y %}\n    <li>{{ x }}</li>{% endfor %}</ul>", 1),
        ('<a class="one"\n   href="two">three</a>', 0),
        ("<div>\n  {% if x %}\n    <p>y</p>{% endif %}</div>\n<p>\n  z</p>", 2),
    ],
)
def test_a_lost_nesting_is_found(source: str, strays: int) -> None:
    assert len(_stray_ends(source)) == strays
