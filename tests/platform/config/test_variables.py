"""The table of variables is that of the settings, whole."""

import re

from eclore.config import variables
from eclore.config.settings.base import ROOT


def test_every_variable_that_settings_read_says_what_it_is_for():
    assert set(variables.read()) == set(variables.MEANINGS)


def test_no_module_of_settings_is_forgotten():
    modules = {path.stem for path in variables.SETTINGS.glob("*.py") if "env." in path.read_text()}
    assert modules - {"development", "test"} <= set(variables.MODULES)


def test_what_scripts_read_is_in_the_table():
    scripts = (ROOT / "deploy/run.sh").read_text() + (ROOT / "platform/eclore/config/gunicorn.py").read_text()
    read = set(re.findall(r"\b(?:ECLORE|DATABASE|DJANGO|WEB)_[A-Z_]+\b", scripts))
    assert read - set(variables.read()) == set(variables.OF_SCRIPTS)


def test_the_document_holds_the_table():
    """`python manage.py variables` prints it."""
    assert variables.table() in (ROOT / "deploy/VARIABLES.md").read_text()


def test_the_last_module_wins():
    found = variables.read()
    assert found["ECLORE_SECRET_KEY"].default is None
    assert (found["ECLORE_PROXIES"].kind, found["ECLORE_PROXIES"].default) == ("number", "1")
