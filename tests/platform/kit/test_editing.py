"""A form that changes what exists writes what this person changed, and erases nobody."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.http import QueryDict

from eclore.kit.editing import DRAWN, EditForm
from eclore.kit.versions import Other

AT = datetime(2026, 11, 30, 11, 0, tzinfo=UTC)
ROW = SimpleNamespace(_meta=SimpleNamespace(label="tests.Row"), pk=1)


class Card(EditForm):
    title = forms.CharField()
    place = forms.CharField(required=False)
    hidden = forms.BooleanField(required=False)


class Whole(Card):
    whole = True


class Logo(EditForm):
    beside = {"remove": "logo"}
    logo = forms.FileField(required=False)
    remove = forms.BooleanField(required=False)


def form(kind=Card, data=None, **kept):
    made = kind(None if data is None else _query(data), initial=kept)
    made.follow(ROW, who=lambda _since: Other("Nadia", AT))
    return made


def _query(data):
    query = QueryDict(mutable=True)
    query.update(data)
    return query


def drawn(kind=Card, **kept):
    return {DRAWN: form(kind, **kept).drawn()}


BEFORE = {"title": "Allo", "place": "Amiens", "hidden": False}


def test_what_was_left_alone_follows_what_is_kept_and_is_not_written():
    sent = form(data={**BEFORE, "hidden": "", **drawn(**BEFORE)}, **{**BEFORE, "title": "Allo Somme"})

    assert sent.is_valid()
    assert (sent.changes, sent.cleaned_data["title"], sent["title"].value()) == ({}, "Allo Somme", "Allo Somme")


def test_what_one_side_changed_stands():
    sent = form(data={**BEFORE, "place": "Lille", **drawn(**BEFORE)}, **{**BEFORE, "title": "Allo Somme"})

    assert sent.is_valid()
    assert (sent.changes, sent.cleaned_data["title"]) == ({"place": "Lille"}, "Allo Somme")


def test_what_both_changed_alike_is_done():
    sent = form(data={**BEFORE, "title": "Allo Somme", **drawn(**BEFORE)}, **{**BEFORE, "title": "Allo Somme"})

    assert (sent.is_valid(), sent.changes) == (True, {})


def test_what_both_changed_differently_is_shown_and_the_next_press_decides():
    now = {**BEFORE, "title": "Allo Somme"}
    sent = form(data={**BEFORE, "title": "Allo Picardie", **drawn(**BEFORE)}, **now)

    assert not sent.is_valid()
    assert [(name, each.text, each.other.name) for name, each in sent.conflicts.items()] == [
        ("title", "Allo <mark>Somme</mark>", "Nadia")
    ]
    assert (sent["title"].value(), sent.errors) == ("Allo Picardie", {})
    again = form(data={**BEFORE, "title": "Allo Picardie", DRAWN: sent.drawn()}, **now)
    assert (again.is_valid(), again.changes) == (True, {"title": "Allo Picardie"})


def test_a_conflict_is_shown_beside_what_is_to_be_mended():
    sent = form(data={**BEFORE, "title": "", **drawn(**BEFORE)}, **{**BEFORE, "title": "Allo Somme"})

    assert (sent.is_valid(), list(sent.errors), list(sent.conflicts)) == (False, ["title"], ["title"])


def test_a_page_of_an_earlier_release_is_taken_as_it_is():
    sent = form(data={**BEFORE, "place": "Lille"}, **{**BEFORE, "title": "Allo Somme"})

    assert (sent.is_valid(), sent.changes) == (True, {"title": "Allo", "place": "Lille"})


def test_a_field_that_was_not_sent_at_all_is_left_alone():
    sent = form(data={"place": "Lille"}, **BEFORE)

    assert (sent.is_valid(), sent.changes) == (True, {"place": "Lille"})


def test_a_form_that_counts_as_a_whole_is_written_by_who_has_seen_it_all():
    now = {**BEFORE, "title": "Allo Somme"}
    sent = form(Whole, data={**BEFORE, "place": "Lille", **drawn(Whole, **BEFORE)}, **now)

    assert (sent.is_valid(), list(sent.conflicts)) == (False, ["title"])


def test_a_field_is_judged_with_the_one_beside_it():
    data = {"remove": "on", **drawn(Logo, logo="a.png", remove=False)}

    assert form(Logo, data=data, logo="a.png", remove=False).is_valid()
    assert list(form(Logo, data=data, logo="b.png", remove=False).conflicts) == ["remove"]


@pytest.mark.parametrize(
    ("then", "news", "refused"), [("", "Validées.", True), ("cast", "Validées.", False), ("", "", False)]
)
def test_what_counts_beside_the_fields_refuses_the_form_once_it_has_changed(then, news, refused):
    before = form(**BEFORE)
    before.follow_besides(then)
    sent = form(data={**BEFORE, "place": "Lille", DRAWN: before.drawn()}, **BEFORE)
    sent.follow_besides("cast", news)

    assert (sent.is_valid(), bool(sent.overtaken)) == (not refused, refused)


def test_a_form_that_follows_nothing_is_a_form_like_any_other():
    sent = Card(_query(BEFORE))

    assert (sent.is_valid(), sent.changes["title"], sent.drawn()) == (True, "Allo", "")
