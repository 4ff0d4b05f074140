"""gunicorn's settings for the bench: production's own, among the packages that production has.

Some libraries read another one wherever they find it (structlog reads rich); a developer's packages would be measured.
"""

import sys
from importlib.metadata import packages_distributions

from eclore.config.gunicorn import *  # noqa: F403  every setting of production's
from eclore.config.settings.base import ROOT


def hide_what_is_not_shipped() -> None:
    """Whatever the lock of production does not name is not to be found in this process."""
    locked = (ROOT / "deploy" / "requirements" / "base.txt").read_text().splitlines()
    shipped = {_plain(line.split("==")[0].split("[")[0]) for line in locked if "==" in line}
    for module, distributions in packages_distributions().items():
        if shipped.isdisjoint(map(_plain, distributions)):
            sys.modules.setdefault(module, None)  # type: ignore[arg-type]  an import of it finds nothing


def _plain(name: str) -> str:
    return name.strip().lower().replace("_", "-").replace(".", "-")


hide_what_is_not_shipped()
