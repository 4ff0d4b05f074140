"""A costly state is made once: the tests that share one are on one worker."""

import os

import pytest


@pytest.mark.xdist_group("example")
def test_the_group_of_a_test_is_told_at_the_end_of_its_name(request):
    is_shared_out = "PYTEST_XDIST_WORKER" in os.environ
    assert request.node.nodeid.endswith("@example") == is_shared_out
