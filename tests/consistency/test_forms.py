"""Every form that posts carries the key that makes two presses one act."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
KEY = "{% once %}"
WITHOUT = {
    # On pages that everybody is given the same, so without a token nor a key; the same language twice is the same.
    "components/language.html",
    # It says what it was drawn from, and the first question what it begins: the same words again change nothing.
    "ideas/write.html",
    # They write nothing: the same code leads to the same sheet, the same file is answered the same.
    "juries/paper.html",
    "juries/verify.html",
}


def pages() -> dict[str, str]:
    folder = ROOT / "templates"
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*.html"))}


def test_every_form_that_posts_carries_a_key():
    forms = [(name, form) for name, page in pages().items() for form in FORM.findall(page)]
    posted = [(name, form) for name, form in forms if 'method="post"' in form or "attrs.method" in form]

    assert len(posted) > 50
    assert {name for name, form in posted if KEY not in form} == WITHOUT


def test_no_form_is_written_in_python_but_by_the_button_that_posts():
    folders = [ROOT / folder for folder in ("platform/eclore", "tenants", "programs", "api")]
    written = [path for folder in folders for path in folder.rglob("*.py") if "<form" in path.read_text()]

    assert [path.name for path in written] == ["buttons.py"]
    assert "once.hidden()" in written[0].read_text()
