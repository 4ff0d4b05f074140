"""What a page shows, as data: plain values that templates place."""

from dataclasses import astuple

import pytest

from eclore.kit.elements import Action, Figure, Question, Tag


@pytest.mark.parametrize(
    ("element", "values"),
    [
        (Tag("Signé"), ("Signé", "")),
        (Figure(3, "idées déposées"), (3, "idées déposées", "", "")),
        (Action("Modifier", "/a/1/"), ("Modifier", "/a/1/", "second", "", False, False, "", "", (), None, "")),
        (Question("Ouvrir ?", "Pour de bon.", "Ouvrir"), ("Ouvrir ?", "Pour de bon.", "Ouvrir", "", None, False)),
    ],
)
def test_an_element_is_plain_until_something_else_is_said(element: object, values: tuple[object, ...]) -> None:
    assert astuple(element) == values


def test_two_elements_that_show_the_same_are_equal() -> None:
    assert Action("Relancer", "/r/", posts=True) == Action("Relancer", "/r/", posts=True) != Action("Relancer", "/r/")


@pytest.mark.parametrize(("danger", "kind"), [(False, "main"), (True, "danger")])
def test_the_button_that_confirms_says_whether_something_is_lost(danger: bool, kind: str) -> None:
    assert Question("Retirer ?", "", "Retirer", danger=danger).kind == kind
