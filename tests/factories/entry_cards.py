"""Cards that let members of a jury in. Call these outside any context."""

from urllib.parse import urlsplit

from eclore.kit.actor import Actor
from programs.juries.domain import entry_cards
from programs.juries.pins import pin_of
from tenants.hosts import Site
from tests.support.personas import HostClient, browser, context_of


def a_card(site: Site, jury, rank: int = 1, *, by: Actor) -> str:
    """The path of a new card for the member of this rank, whoever presides first."""
    with context_of(site):
        seat = list(type(jury).objects.get(pk=jury.pk).seats.all())[rank]
        (prepared,) = entry_cards.prepare(jury, by=by, seats=[seat])
    return urlsplit(prepared.link).path


def room_pin(site: Site, jury) -> str:
    with context_of(site):
        return pin_of(type(jury).objects.get(pk=jury.pk))


def holder(site: Site, jury, rank: int = 1, *, by: Actor) -> HostClient:
    """A browser that has come in with the card of this member."""
    client = browser(site)
    answer = client.post(a_card(site, jury, rank, by=by), {"pin": room_pin(site, jury)})
    assert answer.status_code == 302, answer.content.decode()
    return client
