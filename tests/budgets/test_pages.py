"""What no page may cost, whoever opens it and however long the season: statements and bytes."""

import pytest

from tests.budgets.addresses import Address
from tests.budgets.weight import weight_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("budgets")]

STATEMENTS, BYTES = 10, 100_000
# What answers nobody's plain GET by a page, and why.
NO_PAGE: dict[str, str] = {}


def test_every_address_is_looked_at(seen):
    """An address that shows a page to nobody, and does not ask for a POST either, is written above with the reason."""
    answers: dict[Address, set[int]] = {address: set() for address in seen.addresses}
    for look in seen.small.values():
        answers[look.address].add(look.status)
    silent = {
        str(address): sorted(statuses) for address, statuses in answers.items() if not statuses.intersection({200, 405})
    }
    assert silent.keys() == NO_PAGE.keys(), silent


def test_no_page_fails(seen):
    assert {name: look.status for name, look in {**seen.small, **seen.grown}.items() if look.status >= 500} == {}


def test_no_page_asks_more_than_ten_statements(seen):
    assert {name: look.statements for name, look in seen.grown.items() if look.statements > STATEMENTS} == {}


def test_a_page_asks_as_many_statements_for_thirty_rows_as_for_one(seen):
    grown = {
        name: (seen.small[name].statements, look.statements)
        for name, look in seen.grown.items()
        if look.is_page and look.statements > seen.small[name].statements
    }
    assert grown == {}


def test_a_page_stays_a_page_when_the_season_grows(seen):
    assert {name: look.status for name, look in seen.grown.items() if not look.is_page} == {}


def test_no_page_weighs_more_than_its_share(seen):
    """With everything that a browser fetches the first time, as it travels."""
    weights = {name: look.wire + sum(weight_of(asset) for asset in look.assets) for name, look in seen.grown.items()}
    assert {name: weight for name, weight in weights.items() if weight > BYTES} == {}
