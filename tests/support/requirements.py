"""Programs that a machine may lack: a test that needs one is skipped with the reason, or fails where it is demanded."""

import os
import shutil

import pytest


def program(name: str, package: str) -> str:
    """Where it is. `ECLORE_REQUIRE=clamd,…` names what this machine must have."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found:
        return found
    reason = f"{name} is not installed (Debian: {package})"
    if name in os.environ.get("ECLORE_REQUIRE", "").split(","):
        pytest.fail(reason)
    pytest.skip(reason)
