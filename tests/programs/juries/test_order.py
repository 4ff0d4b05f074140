"""The order of the day and its hours, a session corrected to the last minute: the same on both sides."""

from datetime import date, time
from uuid import uuid4

import pytest

from eclore.kit.errors import Invalid, NotAllowed, Refusal
from eclore.kit.transitions import WrongState
from programs.juries import domain
from programs.juries.domain.order import Lengths
from programs.juries.running_order import running_order
from programs.juries.session_forms import length_name
from tests.programs.juries.deliberations import jury_of


def titles(held):
    with held.inside():
        return list(jury_of(held).passages.values_list("title", flat=True))


@pytest.fixture
def day(hold):
    """A session in preparation, of dossiers A and B."""
    return hold(opened=False)


def fields(held, **told):
    """What a browser sends of the lengths: 3, 5 and 0 minutes each, but those `told` of the first."""
    usual = {"presentation": 3, "questions": 5, "pause": 0}
    first, second = ({**usual, **told}, usual)
    rows = zip(held.passages, (first, second), strict=True)
    return {length_name(name, passage.pk): value for passage, lengths in rows for name, value in lengths.items()}


def test_hours_follow_the_start_the_lengths_and_the_breaks(day):
    client = day.leader()
    assert client.post(f"{day.url}corriger/", {"starts_at": "14:00"}).status_code == 302
    sent = fields(day, presentation=10, questions=15, pause=20)
    assert client.post(f"{day.url}ordre/", sent).status_code == 302
    with day.inside():
        order = running_order(jury_of(day), day.side)
    assert [slot.hour for slot in order.slots] == ["14\u00a0h", "14\u00a0h\u00a045"]
    assert order.end == "14\u00a0h\u00a053"
    assert "14\u00a0h\u00a045" in client.get(f"{day.url}ordre/").content.decode()


def test_rows_move_are_sorted_and_dragged(day):
    client = day.leader()
    first, second = day.passages
    assert client.post(f"{day.url}passages/{second.pk}/deplacer/", {"vers": "avant"}).status_code == 302
    assert titles(day) == ["B", "A"]
    client.post(f"{day.url}ordre/alphabetique/")
    assert titles(day) == ["A", "B"]
    client.post(f"{day.url}ordre/ranger/", {"passages": [second.pk, first.pk]})
    assert titles(day) == ["B", "A"]
    refused = client.post(f"{day.url}ordre/ranger/", {"passages": [second.pk, "rien", uuid4()]}, follow=True)
    assert "Donnez chaque passage une fois" in refused.content.decode()
    assert titles(day) == ["B", "A"]


def test_the_same_order_twice_is_told_once(day):
    with day.inside():
        keys = [passage.pk for passage in reversed(day.passages)]
        for _press in range(2):
            domain.reorder(jury_of(day), by=day.runs, passages=keys)
            domain.set_lengths(jury_of(day), by=day.runs, lengths={keys[0]: Lengths(4, 6, 10)})
        told = list(day.jury.events.filter(verb__in=["reorder", "set_lengths"]).values_list("verb", flat=True))
        with pytest.raises(Invalid):
            domain.reorder(jury_of(day), by=day.runs, passages=[])
    assert sorted(told) == ["reorder", "set_lengths"]


def test_what_has_begun_keeps_its_lengths_and_stays_first(hold):
    held = hold(heard=False)
    with held.inside():
        second = held.side.passages.objects.get(pk=held.passages[1].pk)
        second.jury = jury_of(held)
        domain.open_passage(second, by=held.runs)
        with pytest.raises(Refusal) as refused:
            domain.set_lengths(jury_of(held), by=held.runs, lengths={second.pk: Lengths(9, 9, 0)})
        domain.set_lengths(jury_of(held), by=held.runs, lengths={second.pk: Lengths(3, 5, 15)})
        domain.sort(jury_of(held), by=held.runs)
    assert refused.value.code == "has_begun"
    assert titles(held) == ["B", "A"]


def test_lengths_without_sense_come_back_with_the_page(day):
    page = day.leader().post(f"{day.url}ordre/", fields(day, presentation=0, questions=999))
    assert page.status_code == 422
    with day.inside():
        assert [passage.pitch_minutes for passage in jury_of(day).passages.all()] == [3, 3]


def test_a_session_is_corrected_and_its_quorum_only_before_the_opening(hold):
    held = hold()
    client = held.leader()
    page = client.get(f"{held.url}corriger/").content.decode()
    assert 'name="places"' in page and 'name="quorum"' not in page
    sent = {"title": "Jury d'automne", "held_on": "2031-01-15", "starts_at": "09:30", "place": "Lille", "places": "3"}
    assert client.post(f"{held.url}corriger/", sent).status_code == 302
    with held.inside():
        jury = jury_of(held)
        told = (jury.title, jury.held_on, jury.starts_at, jury.place, jury.places, jury.quorum)
    assert told == ("Jury d'automne", date(2031, 1, 15), time(9, 30), "Lille", 3, 2)


def test_only_a_session_that_hears_renewals_bounds_them(day):
    hears = day.side.adds_passages
    client, sent = day.leader(), {"renewal_places": "2"}
    assert ("renewal_places" in client.get(f"{day.url}corriger/").context["form"].fields) == hears
    client.post(f"{day.url}corriger/", {"title": "Jury", "held_on": "2031-01-15", "places": "3", "quorum": "2", **sent})
    with day.inside():
        assert jury_of(day).renewal_places == (2 if hears else None)
        if not hears:
            with pytest.raises(Invalid, match="n'entend pas de renouvellement"):
                domain.change(jury_of(day), by=day.runs, renewal_places=2)


def test_two_who_correct_from_the_same_page_keep_both(day):
    first, second = day.leader(), day.leader()
    drawn = first.get(f"{day.url}corriger/").context["form"].drawn()
    first.post(f"{day.url}corriger/", {"title": "Jury d'automne", "drawn": drawn})
    second.post(f"{day.url}corriger/", {"place": "Lille", "drawn": drawn})
    with day.inside():
        assert (jury_of(day).title, jury_of(day).place) == ("Jury d'automne", "Lille")


def test_a_member_neither_orders_nor_corrects(day):
    member, actor = day.member(1), day.members[1].at(day.site)
    for path in ("ordre/", "corriger/"):
        assert member.get(f"{day.url}{path}").status_code in (403, 404)
    with day.inside(), pytest.raises(NotAllowed):
        domain.sort(jury_of(day), by=actor)


def test_nothing_moves_once_it_is_published(hold):
    held = hold()
    with held.inside(), pytest.raises(WrongState):
        held.side.juries.objects.filter(pk=held.jury.pk).update(state="published")
        domain.reorder(jury_of(held), by=held.runs, passages=[passage.pk for passage in held.passages])
