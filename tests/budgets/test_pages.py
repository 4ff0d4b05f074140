"""What no page may cost, whoever opens it and however long the season: statements, rows, letters, nodes and bytes."""

from collections.abc import Mapping

import pytest

from tests.budgets import exceptions
from tests.budgets.addresses import Address
from tests.budgets.limits import NODES_OF_A_ROW, ROWS_OF_A_PAGE, STATEMENTS, growing, reading_too_much
from tests.budgets.visits import Look
from tests.budgets.weight import weight_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("budgets")]

BYTES = 100_000
# A file of hundreds of sheets, taken once to be printed: no page waits for it.
PRINTED = (
    *(f"{kind} /jurys/<uuid:pk>/bulletins.pdf" for kind in ("national", "territory")),
    "national /forums/<slug:slug>/matinee.pdf",
)
# What answers nobody's plain GET by a page, and why.
ONCE = "opens once, to who comes from the demonstration's page with its code"
STRONGER = "asks for a second factor, which nobody has set up here"
REGISTERED = "answers only where ProConnect is configured (tests/tenants/accounts/proconnect)"
NO_PAGE = {
    "national /demo/entrer/": ONCE,
    "territory /demo/entrer/": ONCE,
    **dict.fromkeys(("national /ecran/etat/", "territory /ecran/etat/"), "where the code of a screen was typed"),
    "auth /theme.css": "has the colours of the territory that one is heading to",
    "auth /compte/proconnect/": REGISTERED,
    "auth /compte/proconnect/second-facteur/": REGISTERED,
    "auth /compte/proconnect/retour/": REGISTERED,
    "auth /compte/proconnect/fin/": REGISTERED,
    "auth /compte/2fa/totp/deactivate/": STRONGER,
    "auth /compte/2fa/recovery-codes/": STRONGER,
    "auth /compte/2fa/recovery-codes/download/": STRONGER,
}


def only(known: Mapping[str, object], found: Mapping[str, str]) -> None:
    """The exceptions that are written, each of them, and nothing else."""
    beyond = {address: words for address, words in found.items() if address not in known}
    needless = dict.fromkeys(known.keys() - found.keys(), "is within its budget: take its exception away")
    assert not beyond and not needless, told({**beyond, **needless})


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
    broken = {name: look.status for looks in seen.every for name, look in looks.items() if look.status >= 500}
    assert not broken, told(broken)


def test_no_page_asks_more_than_ten_statements(seen):
    many = {name: look.statements for name, look in seen.six_hundred.items() if look.statements > STATEMENTS}
    assert not many, told(many)


def test_a_page_asks_as_many_statements_for_six_hundred_rows_as_for_one(seen):
    grown = {
        name: (seen.small[name].statements, look.statements)
        for looks in (seen.sixty, seen.six_hundred)
        for name, look in looks.items()
        if look.is_page and look.statements > seen.small[name].statements
    }
    assert not grown, told(grown)


def test_a_page_fetches_no_more_than_three_rows_for_one_that_it_shows(seen):
    only(exceptions.ROWS, reading_too_much([*seen.sixty.values(), *seen.six_hundred.values()]))


def test_a_page_composes_no_more_sql_for_six_hundred_than_for_sixty(seen):
    only(exceptions.LETTERS, growing(seen.six_hundred, seen.sixty, lambda look: look.letters))


def test_a_page_draws_no_more_for_six_hundred_than_for_sixty(seen):
    only(exceptions.NODES, growing(seen.six_hundred, seen.sixty, lambda look: look.nodes, NODES_OF_A_ROW))


def test_every_list_has_pages(seen):
    """What a program receives, too: nothing is drawn for it."""
    only(exceptions.SHOWN, growing(seen.six_hundred, seen.sixty, lambda look: look.shown, ROWS_OF_A_PAGE))


def test_budgets_fail_on_a_page_made_to_read_too_much(seen):
    """The list of messages that reads them all to show fifty, and the one that shows them all."""
    messages = "territory /messages/"

    assert reading_too_much(seen.whole_reading.values()).keys() == {messages}
    assert growing(seen.whole_reading, seen.sixty, lambda look: look.nodes, NODES_OF_A_ROW) == {}
    for cost in (lambda look: look.nodes, lambda look: look.shown):
        assert growing(seen.without_pages, seen.sixty, cost).keys() == {messages}


def test_a_page_stays_a_page_when_the_season_grows(seen):
    lost = {name: look.status for name, look in seen.six_hundred.items() if not look.is_page}
    assert not lost, told(lost)


def test_no_page_weighs_more_than_its_share(seen):
    """With everything that a browser fetches the first time, as it travels."""
    weights = {
        name: look.wire + sum(weight_of(asset) for asset in look.assets)
        for name, look in seen.six_hundred.items()
        if str(look.address) not in PRINTED
    }
    heavy = {name: weight for name, weight in weights.items() if weight > BYTES}
    assert not heavy, told(heavy)
