"""Tests that share a costly state run on one worker, by their mark `xdist_group`."""

from collections.abc import Iterable

import pytest
from _pytest.nodeid import NodeId


def name_groups(items: Iterable[pytest.Item]) -> None:
    """Say the group of each test at the end of its name, where pytest-xdist's scheduler reads it.

    pytest-xdist 3.8 writes it where pytest 9.2 does not read it any more: without this, every worker makes every state.
    """
    for item in items:
        names = sorted({str(mark.args[0]) for mark in item.iter_markers("xdist_group")})
        suffix = f"@{'_'.join(names)}"
        if names and not item.nodeid.endswith(suffix):
            item._id = NodeId.parse(f"{item.nodeid}{suffix}")
