"""What the front page leads to once a call is closed."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.conf import settings
from django.urls import set_urlconf

from eclore.kit.actor import ANONYMOUS, Actor
from eclore.kit.elements import Action
from programs.local.calls.models import Call
from programs.local.home.actions import after_the_call
from programs.local.home.queries import Attention
from programs.local.juries.models import Jury
from tenants import hosts

EDITION = UUID(int=7)
SOMEBODY = UUID(int=1)
NOTHING_WAITS = Attention(submitted=3, unanswered=0, unsigned=0, late=False)
THE_BOARD = Action("Ouvrir le tableau de l'appel", f"/appels/{EDITION}/", "main")
ONES_IDEAS = Action("Suivre mes idées", "/mes-idees/")


@pytest.fixture(autouse=True)
def addresses_of_a_territory() -> Iterator[None]:
    set_urlconf(settings.URLCONFS[hosts.TERRITORY])
    yield
    set_urlconf(None)


@pytest.mark.parametrize(
    ("actor", "attention", "jury", "found"),
    [
        (ANONYMOUS, None, None, None),
        (Actor(user_id=SOMEBODY), None, None, ONES_IDEAS),
        (Actor(user_id=SOMEBODY), None, Jury(), None),
        (Actor(user_id=SOMEBODY, visitor=True), None, None, None),
        (Actor(user_id=SOMEBODY), NOTHING_WAITS, None, THE_BOARD),
        (Actor(user_id=SOMEBODY), NOTHING_WAITS, Jury(), THE_BOARD),
    ],
)
def test_each_is_led_to_what_they_follow(
    actor: Actor, attention: Attention | None, jury: Jury | None, found: Action | None
) -> None:
    call = Call(edition_id=EDITION)
    assert after_the_call(actor, call, attention=attention, jury=jury) == found
