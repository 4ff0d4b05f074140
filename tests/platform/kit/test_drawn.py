"""What a form was drawn from: the same value has one text however it is written, and a digest says nothing else."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.http import QueryDict

from eclore.kit import drawn
from eclore.kit.forms import Form


class Everything(Form):
    text = forms.CharField(widget=forms.Textarea, required=False)
    days = forms.DecimalField(localize=True, required=False)
    on = forms.DateField(required=False)
    at = forms.DateTimeField(required=False)
    agreed = forms.BooleanField(required=False)
    part = forms.ChoiceField(choices=[("a", "Alpha"), ("b", "Bêta")], required=False)
    parts = forms.MultipleChoiceField(choices=[("a", "Alpha"), ("b", "Bêta")], required=False)
    logo = forms.FileField(required=False)


KEPT = {
    "text": "Une ligne\nune autre, l'été",
    "days": Decimal("1.50"),
    "on": date(2026, 11, 30),
    "at": datetime(2026, 11, 30, 17, 30, 12, tzinfo=UTC),
    "agreed": True,
    "part": "b",
    "parts": ["b", "a"],
    "logo": "logos/a.png",
}
SENT = (
    "text=Une ligne%0D%0Aune autre, l'e%CC%81te%CC%81 "
    "&days=1,5&on=2026-11-30&at=2026-11-30T18:30&agreed=on&part=b&parts=a&parts=b"
)


def bound(query: str) -> Everything:
    return Everything(QueryDict(query, mutable=True), initial=KEPT)


@pytest.mark.parametrize("name", [name for name in KEPT if name != "logo"])
def test_what_is_sent_back_unchanged_is_no_change(name):
    form = bound(SENT)

    assert drawn.sent_text(form, name) == drawn.kept_text(form, name)


@pytest.mark.parametrize("name", [name for name in KEPT if name != "logo"])
def test_what_is_sent_otherwise_is_a_change(name):
    form = bound("text=Autre&days=2&on=2026-12-01&at=2026-11-30T18:31&part=a&parts=a")

    assert drawn.sent_text(form, name) != drawn.kept_text(form, name)


def test_what_cannot_be_read_is_a_change_and_no_failure():
    form = bound("days=beaucoup&on=demain")

    assert [drawn.sent_text(form, name) for name in ("days", "on")] == ["?beaucoup", "?demain"]


def test_what_is_kept_takes_the_place_of_what_was_sent():
    form = bound("text=Autre&parts=a&part=a")
    for name in KEPT:
        drawn.take_kept(form, name)

    assert all(drawn.sent_text(form, name) == drawn.kept_text(form, name) for name in KEPT if name != "logo")


def test_what_is_kept_is_told_in_words():
    told = {name: drawn.words(bound(""), name) for name in KEPT}

    assert told == {
        "text": KEPT["text"],
        "days": "1,50",
        "on": "30\N{NO-BREAK SPACE}novembre",
        "at": told["at"],
        "agreed": "Oui",
        "part": "Bêta",
        "parts": "Bêta\nAlpha",
        "logo": "Un autre fichier",
    }
    assert "18\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}30" in told["at"]


def test_a_digest_tells_whether_the_value_has_moved_and_nothing_of_another_row():
    said = drawn.write("Row 1", {"title": "Allo"})
    mine, other = drawn.read("Row 1", said), drawn.read("Row 2", said)

    assert (mine.knows("title"), mine.knows("name")) == (True, False)
    assert (mine.moved("title", "Allo"), mine.moved("title", "Allô"), other.moved("title", "Allo")) == (
        False,
        True,
        True,
    )
    assert "Allo" not in said
    assert mine.at is not None


def test_a_page_drawn_under_a_key_that_was_put_away_is_still_read(settings):
    said = drawn.write("Row 1", {"title": "Allo"})
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "une autre clé, plus récente", [settings.SECRET_KEY]

    assert not drawn.read("Row 1", said).moved("title", "Allo")


@pytest.mark.parametrize("said", ["", "nonsense", "9" * 40 + ".title=a", "1.title", "é.title=é", "1764500000000.=,=,"])
def test_what_is_no_such_field_says_nothing(said):
    page = drawn.read("Row 1", said)

    assert not page.knows("name")
    assert page.moved("title", "Allo")
