"""A session whose screen is open in its room, before and after its marks are closed."""

import pytest

from programs.juries import domain, projection
from tests.support.personas import browser


@pytest.fixture
def opened(hold):
    """A session whose first dossier is before the jury, and its screen."""
    held = hold(heard=False)
    with held.inside():
        domain.open_passage(held.passages[0], by=held.runs)
        domain.open_projection(held.jury, by=held.runs)
    return held


@pytest.fixture
def closed(hold):
    """Marks are closed: the first dossier is ahead of the second; a screen is open; nothing is revealed."""
    held = hold()
    for rank, values in enumerate(((5, 4), (2, 1))):
        for member, value in enumerate(values):
            held.member(member).post(held.dossier(rank), held.marks(value, comment=f"Mot de {member}"))
    held.deliberate()
    with held.inside():
        domain.open_projection(held.jury, by=held.runs)
    return held


def now(held):
    """The session as it is written."""
    return type(held.jury)._default_manager.get(pk=held.jury.pk)


def code_of(held):
    with held.inside():
        return projection.code_of(now(held))


def room(held, code=""):
    """A computer on which the code was typed."""
    client = browser(held.site)
    answer = client.post("/ecran/", {"code": code or code_of(held)})
    assert answer.status_code == 302, answer.content.decode()
    return client


def text(client, address="/ecran/"):
    return client.get(address).content.decode()


def actor_of(held, rank=0):
    """A member; the first presides."""
    return held.members[rank].at(held.site)


def reveal(held):
    president = actor_of(held)
    with held.inside():
        domain.reveal(held.jury, by=president)


def drawn(held):
    return projection.version_of(now(held))


def show(held, **options):
    president = actor_of(held)
    with held.inside():
        domain.show_deliberation(held.jury, by=president, drawn=options.get("drawn") or drawn(held))


def acts(held):
    with held.inside():
        told = held.jury.events.order_by("created_at", "pk").values_list("verb", flat=True)
        return [verb for verb in told if "projection" in verb or verb.endswith("_deliberation")]


def seats(held):
    with held.inside():
        return list(held.jury.seats.all())
