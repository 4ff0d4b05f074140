"""Every template is written with the components: no style or script of its own, no class that the style sheets lack."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if "emails" not in path.parts]
SHEETS = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "platform/eclore/static/eclore").glob("*.css"))
CLASSES = set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"/\*.*?\*/", "", SHEETS, flags=re.S)))


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
