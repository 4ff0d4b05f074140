"""What no page may cost, whoever opens it and however long the season: statements and bytes."""

from collections.abc import Mapping

import pytest

from tests.budgets.addresses import Address
from tests.budgets.weight import weight_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("budgets")]

STATEMENTS, BYTES = 10, 100_000
# What answers nobody's plain GET by a page, and why.
NO_PAGE: dict[str, str] = {}


def told(findings: Mapping[str, object]) -> str:
    """All of them: pytest shows five."""
    return "\n" + "\n".join(f"{name}: {value}" for name, value in findings.items())


def test_every_address_is_looked_at(seen):
    """An address that shows a page to nobody, and does not ask for a POST either, is written above with the reason."""
    answers: dict[Address, set[int]] = {address: set() for address in seen.addresses}
    for look in seen.small.values():
        answers[look.address].add(look.status)
    silent = {
        str(address): sorted(statuses) for address, statuses in answers.items() if not statuses.intersection({200, 405})
    }
    assert silent.keys() == NO_PAGE.keys(), told(silent)


def test_no_page_fails(seen):
    broken = {name: look.status for name, look in {**seen.small, **seen.grown}.items() if look.status >= 500}
    assert not broken, told(broken)


def test_no_page_asks_more_than_ten_statements(seen):
    many = {name: look.statements for name, look in seen.grown.items() if look.statements > STATEMENTS}
    assert not many, told(many)


def test_a_page_asks_as_many_statements_for_thirty_rows_as_for_one(seen):
    grown = {
        name: (seen.small[name].statements, look.statements)
        for name, look in seen.grown.items()
        if look.is_page and look.statements > seen.small[name].statements
    }
    assert not grown, told(grown)


def test_a_page_stays_a_page_when_the_season_grows(seen):
    lost = {name: look.status for name, look in seen.grown.items() if not look.is_page}
    assert not lost, told(lost)


def test_no_page_weighs_more_than_its_share(seen):
    """With everything that a browser fetches the first time, as it travels."""
    weights = {name: look.wire + sum(weight_of(asset) for asset in look.assets) for name, look in seen.grown.items()}
    heavy = {name: weight for name, weight in weights.items() if weight > BYTES}
    assert not heavy, told(heavy)
