"""What a form offers among many rows: the first ones, those of a word, and what was chosen already."""

import pytest
from django import forms
from django.test import RequestFactory

from eclore.kit import finding
from tenants.contexts import in_programme
from tenants.territories.models import Territory


class One(forms.Form):
    row = forms.ModelChoiceField(Territory.objects.order_by("name"), empty_label="Choisir")


class Several(forms.Form):
    row = forms.ModelMultipleChoiceField(Territory.objects.order_by("name"), widget=forms.CheckboxSelectMultiple)
    word = forms.CharField()


def offered(form: forms.Form) -> list[str]:
    return [str(label) for _key, label in form.fields["row"].widget.choices]


def ask(form: forms.Form, **sought: str) -> finding.Finding:
    return finding.offer_found(RequestFactory().get("/", sought), form, "row", "name")


@pytest.fixture
def two(somme, oise, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 1)
    with in_programme():
        yield [str(row) for row in Territory.objects.order_by("name")]


def test_the_first_are_offered_and_a_word_finds_the_others(two):
    form = One()
    assert (ask(form).more, offered(form)) == (True, ["Choisir", two[0]])
    assert (ask(form, q="SOMME").more, offered(form)) == (False, ["Choisir", "Somme"])
    assert (ask(form, q="rien").is_wanted, offered(form)) == (True, ["Choisir"])


def test_what_was_chosen_stays_offered_when_the_form_comes_back(two):
    keys = [str(row.pk) for row in Territory.objects.order_by("name")]
    form = Several({"row": keys, "word": ""})
    ask(form)
    assert offered(form) == two


def test_nothing_stands_over_a_form_that_offers_them_all(somme, oise):
    with in_programme():
        assert not ask(One()).is_wanted


def test_a_field_that_offers_no_rows_is_a_mistake():
    with pytest.raises(TypeError, match="word"):
        finding.offer_found(RequestFactory().get("/"), Several(), "word")
