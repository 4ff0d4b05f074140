"""A list of rows that two people change: each row is told by its key."""

from types import SimpleNamespace

import pytest
from django import forms
from django.forms import formset_factory
from django.http import QueryDict

from eclore.kit.edited_rows import EditedRows
from eclore.kit.editing import EditForm
from eclore.kit.versions import Other

ROW = SimpleNamespace(_meta=SimpleNamespace(label="tests.Row"), pk=1)


class Line(EditForm):
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    label = forms.CharField()


Lines = formset_factory(Line, formset=EditedRows, extra=1, can_delete=True)
BEFORE = [{"key": "a", "label": "Alpha"}, {"key": "b", "label": "Bêta"}]


def drawn(kept=BEFORE):
    """What a browser sends back of the page, untouched."""
    rows = Lines(row=ROW, kept=kept, prefix="l")
    data = QueryDict(mutable=True)
    data.update({"l-TOTAL_FORMS": str(len(rows.forms)), "l-INITIAL_FORMS": str(len(kept))})
    for number, form in enumerate(rows.forms):
        data.update({f"l-{number}-drawn": form.drawn()})
        data.update({f"l-{number}-{name}": str(form.initial.get(name, "")) for name in ("key", "label")})
    return data


def sent(data, kept, **typed):
    for name, text in typed.items():
        data[f"l-{name.strip('_').replace('_', '-')}"] = text
    rows = Lines(data, row=ROW, kept=kept, prefix="l")
    rows.follow(lambda _since: Other("Nadia"))
    return rows


def result(rows):
    assert rows.is_valid(), [form.errors for form in rows.forms]
    kept = [form.cleaned_data for form in rows.forms if form.cleaned_data.get("label")]
    return [(row["key"], row["label"]) for row in rows.in_order([row for row in kept if not row["DELETE"]])]


def test_a_row_that_somebody_added_is_kept_in_its_place():
    now = [BEFORE[0], {"key": "c", "label": "Gamma"}, BEFORE[1]]

    assert result(sent(drawn(), now, _0_label="Alpha 2", _2_label="Neuf")) == [
        ("a", "Alpha 2"),
        ("c", "Gamma"),
        ("b", "Bêta"),
        ("", "Neuf"),
    ]


def test_a_row_that_somebody_took_away_stays_away():
    assert result(sent(drawn(), [BEFORE[1]], _1_label="Bêta 2")) == [("b", "Bêta 2")]


def test_a_row_taken_away_there_and_rewritten_here_is_asked_about_then_put_back():
    rows = sent(drawn(), [BEFORE[1]], _0_label="Alpha 2")

    assert (rows.is_valid(), rows.forms[0].overtaken.name) == (False, "Nadia")
    data = rows.data.copy()
    for form in rows.forms:
        data[form.add_prefix("drawn")] = form.drawn()
    assert result(sent(data, [BEFORE[1]])) == [("b", "Bêta"), ("a", "Alpha 2")]


def test_a_row_rewritten_there_is_not_taken_away_here_unseen():
    now = [{"key": "a", "label": "Alpha 2"}, BEFORE[1]]
    rows = sent(drawn(), now, _0_DELETE="on")

    assert (rows.is_valid(), rows.forms[0].overtaken.name) == (False, "Nadia")
    data = rows.data.copy()
    for form in rows.forms:
        data[form.add_prefix("drawn")] = form.drawn()
    assert result(sent(data, now)) == [("b", "Bêta")]


def test_one_row_changed_on_both_sides_shows_two_texts():
    rows = sent(drawn(), [{"key": "a", "label": "Alpha 2"}, BEFORE[1]], _0_label="Alpha 3")

    assert (rows.is_valid(), list(rows.forms[0].conflicts), rows.forms[1].conflicts) == (False, ["label"], {})


@pytest.mark.parametrize("total", ["", "beaucoup", "-1", "99999999"])
def test_nonsense_in_place_of_the_number_of_rows_fails_nothing(total):
    data = drawn()
    data["l-TOTAL_FORMS"] = total

    assert sent(data, BEFORE).is_valid() in (True, False)
