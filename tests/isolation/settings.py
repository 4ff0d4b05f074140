"""The tests' own settings, with a page that lets anybody write a statement, and one that says where it is: on loopback only."""

from eclore.settings.test import *  # noqa: F403  a settings module is its parent's names plus its own

URLCONFS = {**URLCONFS, "territory": "tests.isolation.urls_territory"}  # noqa: F405  the parent's
