"""Limits as low as a test can reach, counted from nothing."""

import pytest
from django.core.cache import cache

from eclore.kit import limits


@pytest.fixture
def uncounted():
    """Nothing counted yet, by this process nor by allauth beside it."""
    limits.forget_here()
    cache.clear()


@pytest.fixture
def strict(settings):
    """Twice for one account from one network, five times for a network."""
    settings.LIMITS = dict.fromkeys(settings.LIMITS, ("2/5m", "5/5m"))
