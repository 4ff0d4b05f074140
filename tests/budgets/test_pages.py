"""What no page may cost, whoever opens it and however long the season: statements and bytes."""

from collections.abc import Mapping

import pytest

from tests.budgets.addresses import Address
from tests.budgets.visits import Look
from tests.budgets.weight import weight_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("budgets")]

STATEMENTS, BYTES = 10, 100_000
# What answers nobody's plain GET by a page, and why.
ONCE = "opens once, to who comes from the demonstration's page with its code"
STRONGER = "asks for a second factor, which nobody has set up here"
REGISTERED = "answers only where ProConnect is configured (tests/tenants/accounts/proconnect)"
NO_PAGE = {
    "national /demo/entrer/": ONCE,
    "territory /demo/entrer/": ONCE,
    "auth /theme.css": "has the colours of the territory that one is heading to",
    "auth /compte/proconnect/": REGISTERED,
    "auth /compte/proconnect/second-facteur/": REGISTERED,
    "auth /compte/proconnect/retour/": REGISTERED,
    "auth /compte/proconnect/fin/": REGISTERED,
    "auth /compte/2fa/totp/deactivate/": STRONGER,
    "auth /compte/2fa/recovery-codes/": STRONGER,
    "auth /compte/2fa/recovery-codes/download/": STRONGER,
}


def told(findings: Mapping[str, object]) -> str:
    """All of them: pytest shows five."""
    return "\n" + "\n".join(f"{name}: {value}" for name, value in findings.items())


def test_every_address_is_looked_at(seen):
    """An address that opens to nobody of this season is written above with the reason: a new page cannot be missed."""
    answers: dict[Address, list[Look]] = {address: [] for address in seen.addresses}
    for look in seen.small.values():
        answers[look.address].append(look)
    silent = {
        str(address): sorted({look.status for look in looks})
        for address, looks in answers.items()
        if not any(look.is_explained for look in looks)
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
