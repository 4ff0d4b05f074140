"""One dossier is chosen among many: found first by a word, and taken whatever the page offered."""

import pytest

from eclore.kit import finding
from tests.support.browsing import words


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(finding, "MOST", 1)


def offered(page):
    return [str(label) for _key, label in page.context["form"].fields["passage"].widget.choices][1:]


def test_a_form_offers_a_few_dossiers_and_finds_the_others(hold, few):
    held = hold()
    client, address = held.leader(), f"{held.url}deports/"
    titles = [passage.title for passage in held.passages]

    page = client.get(address)
    assert offered(page) == titles[:1]
    assert "cherchez d'abord par un mot" in words(page)
    assert offered(client.get(address, {"q": titles[1]})) == titles[1:2]
    assert "Tout afficher" in words(client.get(address, {"q": "rien de tel"}))


def test_what_was_not_offered_is_taken_all_the_same_and_stays_offered(hold, few):
    held = hold()
    client, address = held.leader(), f"{held.url}deports/"
    with held.inside():
        seat = held.jury.seats.get(presides=False)
    sent = {"passage": str(held.passages[1].pk), "reason": "Elle y travaille."}

    again = client.post(address, sent)
    assert again.status_code == 422
    assert offered(again) == [passage.title for passage in held.passages]
    assert client.post(address, sent | {"seat": str(seat.pk)}).status_code == 302
    with held.inside():
        assert held.passages[1].recusals.get().seat_id == seat.pk


def test_a_search_stands_over_no_form_that_offers_them_all(hold):
    held = hold()
    assert 'role="search"' not in words(held.leader().get(f"{held.url}deports/"))
