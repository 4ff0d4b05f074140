"""Two texts side by side: what differs is found in whole words, and who wrote is told as far as it is known."""

from datetime import UTC, datetime, timedelta

import pytest

from eclore.kit import clock
from eclore.kit.versions import Other, version

NOON = datetime(2026, 11, 30, 11, 0, tzinfo=UTC)


def parts(kept: str, mine: str) -> tuple[str, str, str]:
    found = version(kept, mine, value=kept, other=Other())
    return found.before, found.changed, found.after


@pytest.mark.parametrize(
    ("kept", "mine", "expected"),
    [
        ("Allo Somme", "Allo Picardie", ("Allo ", "Somme", "")),
        ("Trois fois par semaine", "Deux fois par semaine", ("", "Trois ", "fois par semaine")),
        ("un deux quatre", "un deux trois quatre", ("un deux ", "", "quatre")),
        ("un\ndeux", "un\r\ndeux", ("un\ndeux", "", "")),
        ("", "tout", ("", "", "")),
        ("a a a", "a a", ("a ", "a ", "a")),
    ],
)
def test_what_differs_is_between_what_is_alike(kept, mine, expected):
    assert parts(kept, mine) == expected
    assert "".join(parts(kept, mine)) == kept


def test_long_texts_are_compared_in_time_that_grows_as_they_do():
    kept, mine = "mot " * 20_000 + "un", "mot " * 20_000 + "deux"

    assert parts(kept, mine)[1:] == ("un", "")


def test_a_control_takes_what_is_kept():
    told = [version("", "", value=value, other=Other()) for value in (True, False, "3", ["a"])]

    assert [(each.one, each.is_one) for each in told[:3]] == [("1", True), ("", True), ("3", True)]
    assert (told[3].is_one, told[0].is_empty) == (False, True)


def test_somebody_else_is_named_with_the_time_oneself_is_told_and_nobody_is_made_up():
    with clock.at(NOON + timedelta(hours=1)):
        named = Other("Nadia Benali", NOON)
        assert (named.who, named.when, named.person) == ("Nadia Benali", "12\N{NO-BREAK SPACE}h", "Nadia Benali")
        assert named.sentence == "Nadia Benali a changé la même chose pendant que vous écriviez."
    with clock.at(NOON + timedelta(days=2)):
        assert "30\N{NO-BREAK SPACE}novembre" in named.when
    oneself, unknown = Other("Nadia Benali", NOON, same=True), Other()
    assert (oneself.who, oneself.person, unknown.who, unknown.when) == (
        "Vous, sur une autre page",
        "",
        "Sur une autre page",
        "",
    )
    assert [each.sentence for each in (oneself, unknown)] == [
        "Vous avez changé la même chose sur une autre page.",
        "La même chose a changé sur une autre page pendant que vous écriviez.",
    ]
