"""The tests' own settings, with a page that lets anybody write a statement, and one that says where it is.

On loopback only, in front of a database that the tests made.
"""

from eclore.config.settings.base import env
from eclore.config.settings.test import *  # noqa: F403  a settings module is its parent's names plus its own

URLCONFS = {**URLCONFS, "territory": "tests.isolation.urls_territory"}  # noqa: F405  the parent's

if env.bool("ECLORE_PROOF_POOL", False):
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405  the parent's
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 2, "max_size": 6, "timeout": 30}  # noqa: F405  the parent's
