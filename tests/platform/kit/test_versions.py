"""Two texts side by side: what differs is found in whole words, and who wrote is told as far as it is known."""

from datetime import UTC, datetime, timedelta

import pytest

from eclore.kit import clock
from eclore.kit.versions import Other, version

NOON = datetime(2026, 11, 30, 11, 0, tzinfo=UTC)


def pieces(kept: str, mine: str) -> list[tuple[str, bool]]:
    return list(version(kept, mine, value=kept, other=Other()).pieces)


@pytest.mark.parametrize(
    ("kept", "mine", "expected"),
    [
        ("Allo Somme", "Allo Picardie", [("Allo ", False), ("Somme", True)]),
        (
            "Trois services, et une sur deux renonce",
            "Quatre services, et une sur trois renonce",
            [("Trois", True), (" services, et une sur ", False), ("deux", True), (" renonce", False)],
        ),
        ("Somme, Oise, Aisne", "Somme, Oise et Aisne", [("Somme, Oise", False), (",", True), (" Aisne", False)]),
        (
            "Il faut 2,5 jours.",
            "Il faut 2,6 jours !",
            [("Il faut ", False), ("2,5", True), (" jours", False), (".", True)],
        ),
        ("un\ndeux", "un\r\ndeux", [("un\ndeux", False)]),
        ("", "tout", []),
        ("tout", "", [("tout", True)]),
    ],
)
def test_what_differs_is_told_word_by_word(kept, mine, expected):
    assert pieces(kept, mine) == expected
    assert "".join(words for words, _differs in pieces(kept, mine)) == kept


def test_long_texts_that_differ_everywhere_are_compared_in_time_that_grows_as_they_do():
    kept, mine = "mot " * 20_000 + "un " * 20_000 + "fin", "mot " * 20_000 + "deux " * 20_000 + "fin"

    assert [differs for _words, differs in pieces(kept, mine)] == [False, True, False]


def test_what_differs_is_marked_and_what_people_type_is_no_markup():
    told = version("un <b>deux</b>", "un trois", value="", other=Other())

    assert told.text == "un <mark>&lt;b&gt;deux&lt;/b&gt;</mark>"


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
