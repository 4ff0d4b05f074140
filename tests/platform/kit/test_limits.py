"""How often something may be asked for: for the network and the account together, and for the network alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from eclore.kit import clock, limits
from tenants.contexts import in_programme

HERE, ELSEWHERE = "192.0.2.7", "198.51.100.9"
NOW = timezone.now()  # PostgreSQL bounds what a moment may be by its own clock


@pytest.fixture(autouse=True)
def own_limits(settings):
    settings.LIMITS = {"try": ("2/m", "4/m"), "other": ("2/m", "4/m")}
    limits.forget_here()
    yield
    limits.forget_here()


def in_postgresql(action, **asking):
    with in_programme():
        return limits.count(action, **asking)


@pytest.fixture(params=["here", "in PostgreSQL"])
def count(request):
    """Both counts follow the same rules."""
    if request.param == "here":
        return limits.count_here
    request.getfixturevalue("db")
    return in_postgresql


def waits(count, *askings):
    with clock.at(NOW):
        return [count(action, network=network, account=account) for action, network, account in askings]


def test_an_account_waits_after_its_share_until_the_period_ends(count):
    assert waits(count, *[("try", HERE, "a@b.fr")] * 3) == [0, 0, 60]


def test_a_network_has_a_larger_share_for_all_its_accounts(count):
    assert waits(count, *[("try", HERE, f"{number}@b.fr") for number in range(5)]) == [0, 0, 0, 0, 60]


def test_a_network_alone_has_only_its_own_share(count):
    assert waits(count, *[("try", HERE, "")] * 5) == [0, 0, 0, 0, 60]


def test_an_account_is_not_made_to_wait_from_another_network(count):
    assert waits(count, *[("try", HERE, "a@b.fr")] * 3, ("try", ELSEWHERE, "a@b.fr")) == [0, 0, 60, 0]


def test_actions_are_counted_apart(count):
    assert waits(count, *[("try", HERE, "a@b.fr")] * 3, ("other", HERE, "a@b.fr")) == [0, 0, 60, 0]


@pytest.mark.parametrize(("later", "wait"), [(0, 60), (59, 1), (59.5, 1), (60, 0)])
def test_the_wait_is_what_is_left_of_the_period_in_whole_seconds(count, later, wait):
    waits(count, *[("try", HERE, "a@b.fr")] * 2)
    with clock.at(NOW + timedelta(seconds=later)):
        assert count("try", network=HERE, account="a@b.fr") == wait


def test_counts_of_this_process_can_begin_anew():
    waits(limits.count_here, *[("try", HERE, "a@b.fr")] * 3)
    limits.forget_here()
    assert waits(limits.count_here, ("try", HERE, "a@b.fr")) == [0]


def test_this_process_forgets_the_least_recent_count_first(monkeypatch):
    monkeypatch.setattr(limits, "REMEMBERED", 2)
    askings = [("try", network, "") for network in (*[HERE] * 4, "a", "b", HERE)]
    assert waits(limits.count_here, *askings) == [0] * 7


def test_an_action_without_a_limit_is_an_error():
    with pytest.raises(KeyError):
        limits.count_here("unknown", network=HERE)


@pytest.mark.parametrize(
    ("text", "rate"), [("10/5m", (10, 300)), ("2/s", (2, 1)), ("3/h", (3, 3600)), ("1/2d", (1, 172_800))]
)
def test_a_rate_is_so_many_times_in_so_many_seconds(text, rate):
    assert limits.Rate.of(text) == limits.Rate(*rate)
