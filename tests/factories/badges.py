"""Cards that let members of a jury in. Call these outside any door."""

from urllib.parse import urlsplit

from eclore.kit.actor import Actor
from programs.juries.domain import badges
from programs.juries.pins import pin_of
from tenants.hosts import Place
from tests.support.personas import HostClient, browser, door_of


def a_card(place: Place, jury, rank: int = 1, *, by: Actor) -> str:
    """The path of a new card for the member of this rank, whoever presides first."""
    with door_of(place):
        seat = list(type(jury).objects.get(pk=jury.pk).seats.all())[rank]
        (prepared,) = badges.prepare(jury, by=by, seats=[seat])
    return urlsplit(prepared.link).path


def room_pin(place: Place, jury) -> str:
    with door_of(place):
        return pin_of(type(jury).objects.get(pk=jury.pk))


def holder(place: Place, jury, rank: int = 1, *, by: Actor) -> HostClient:
    """A browser that has come in with the card of this member."""
    client = browser(place)
    answer = client.post(a_card(place, jury, rank, by=by), {"pin": room_pin(place, jury)})
    assert answer.status_code == 302, answer.content.decode()
    return client
