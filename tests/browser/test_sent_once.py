"""A form is sent once, however often its button is pressed, and its buttons come back with the answer or the page."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.browser.screens import HOSTS
from tests.browser.test_acts import arrived

TERRITORY = HOSTS["territory"]
NEXT, LATER = "Continuer", "Enregistrer et finir plus tard"
WAITING = """() => [document.querySelector("#idea").getAttribute("aria-busy"),
    ...[...document.querySelectorAll("#idea button[type=submit]")].map(b => b.getAttribute("aria-disabled"))]"""


@dataclass
class Typing:
    """A page where an idea is typed; `sent` is what its presses have posted, answered by nothing until `answers`."""

    page: Any
    sent: list[str] = field(default_factory=list)
    answers: bool = False

    def take(self, route: Any) -> None:
        if route.request.method != "POST" or "hx-request" in route.request.headers:
            route.continue_()
            return
        self.sent.append(route.request.post_data)
        if self.answers:
            route.continue_()

    def press(self, words: str) -> None:
        """Where the button is, whatever its state: as a hand does."""
        box = self.page.get_by_role("button", name=words).bounding_box()
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.page.wait_for_timeout(200)


@pytest.fixture
def typing(visitor, site) -> Typing:
    typing = Typing(visitor("agent").new_page())
    typing.page.goto(site.url(TERRITORY, "/idees/nouvelle/"))
    typing.page.get_by_role("textbox").first.fill("Un appel sur trois n'aboutit pas.")
    typing.page.route("**/idees/**", typing.take)
    return typing


def test_a_button_pressed_three_times_sends_its_form_once_with_its_name(typing):
    for _press in range(3):
        typing.press(LATER)

    assert typing.page.evaluate(WAITING) == ["true", "true", "true"]
    assert typing.page.evaluate("document.activeElement.innerText") == LATER
    assert [("later=" in sent, "drawn=" in sent) for sent in typing.sent] == [(True, True)]


def test_another_button_waits_as_well(typing):
    typing.press(NEXT)
    typing.press(LATER)

    assert ["later=" in sent for sent in typing.sent] == [False]


def test_the_buttons_are_there_again_for_whoever_comes_back(typing):
    typing.answers = True
    typing.page.evaluate("window.left = false")
    typing.press(NEXT)
    for _wait in range(100):
        if arrived(typing.page):
            break
        typing.page.wait_for_timeout(100)

    typing.page.go_back()

    assert typing.page.evaluate(WAITING) == [None, None, None]
