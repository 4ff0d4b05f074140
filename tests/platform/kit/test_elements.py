"""What a page shows, as data: plain values that templates place."""

from dataclasses import astuple

import pytest

from eclore.kit.elements import Action, Figure, Tag


@pytest.mark.parametrize(
    ("element", "values"),
    [
        (Tag("Signé"), ("Signé", "")),
        (Action("Modifier", "/appels/1/"), ("Modifier", "/appels/1/", "second", "", False, False)),
        (Figure(3, "idées déposées"), (3, "idées déposées", "", "")),
    ],
)
def test_an_element_is_plain_until_something_else_is_said(element: object, values: tuple[object, ...]) -> None:
    assert astuple(element) == values


def test_two_elements_that_show_the_same_are_equal() -> None:
    assert Action("Relancer", "/r/", posts=True) == Action("Relancer", "/r/", posts=True) != Action("Relancer", "/r/")
