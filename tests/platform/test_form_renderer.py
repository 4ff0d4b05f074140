"""What is written in Python says what the templates of Django say."""

from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test import SimpleTestCase

from eclore.components.renderer import Renderer
from eclore.components.widgets import WRITTEN

SAY_THE_SAME = SimpleTestCase().assertHTMLEqual
HOSTILE = """<b>"a'b"</b> &amp; c"""
CHOICES = [("", "—"), (1, HOSTILE), ("Groupe <i>", [("a", "A"), ("b", "B")])]

WIDGETS: dict[str, tuple[forms.Widget, object]] = {
    "text": (forms.TextInput({"maxlength": 80, "required": True, "data-x": HOSTILE}), HOSTILE),
    "empty": (forms.TextInput({"autofocus": False}), None),
    "nought": (forms.NumberInput({"min": 0, "max": 5}), 0),
    "decimal": (forms.NumberInput(), 1234.5),
    "email": (forms.EmailInput(), "a@b.fr"),
    "address": (forms.URLInput(), "https://example.org/?a=1&b=2"),
    "password": (forms.PasswordInput(), "secret"),
    "hidden": (forms.HiddenInput(), "x"),
    "day": (forms.DateInput(), date(2026, 3, 1)),
    "ticked": (forms.CheckboxInput(), True),
    "not ticked": (forms.CheckboxInput(), False),
    "long": (forms.Textarea({"rows": 4}), f"\n{HOSTILE}\n"),
    "long and empty": (forms.Textarea(), None),
    "choices": (forms.Select({"required": True}, CHOICES), "b"),
    "several": (forms.SelectMultiple(choices=CHOICES), ["1", "a"]),
    "none chosen": (forms.NullBooleanSelect(), None),
}


@pytest.mark.parametrize("named", WIDGETS)
def test_a_widget_is_what_django_makes_of_it(named: str) -> None:
    widget, value = WIDGETS[named]
    assert widget.template_name in WRITTEN
    ours, theirs = (widget.render("answer", value, {"id": "id_answer"}, each()) for each in (Renderer, DjangoTemplates))
    SAY_THE_SAME(ours, theirs)


def test_a_text_that_begins_with_a_line_break_keeps_it() -> None:
    """Browsers leave out the first line break of a text area."""
    assert ">\n\nun</textarea>" in forms.Textarea().render("answer", "\nun", renderer=Renderer())


def test_what_is_not_written_here_comes_from_templates() -> None:
    assert forms.FileInput.template_name not in WRITTEN
    assert 'type="file" name="answer"' in forms.FileInput().render("answer", None, renderer=Renderer())


class Everything(forms.Form):
    title = forms.CharField(max_length=80, help_text=f"Aide {HOSTILE}", label=f"Titre {HOSTILE}")
    why = forms.CharField(required=False, widget=forms.Textarea({"data-limit": 900}))
    agrees = forms.BooleanField(label="D'accord", help_text="Relisez avant.")
    days = forms.ChoiceField(choices=[(1, "un"), (2, "deux")], widget=forms.RadioSelect)


@pytest.fixture
def refused() -> Everything:
    return Everything({}, renderer=Renderer(), label_suffix="")


def test_a_label_leads_to_its_control_and_an_error_is_read_with_it(refused: Everything) -> None:
    group = refused["title"].as_field_group()
    assert '<label for="id_title">' in group
    assert 'aria-describedby="id_title_helptext id_title_error"' in group
    assert '<p class="hint" id="id_title_helptext">' in group
    assert '<ul class="field-errors" id="id_title_error">' in group


def test_nothing_that_is_typed_becomes_markup(refused: Everything) -> None:
    assert "<b>" not in refused["title"].as_field_group()


def test_what_is_optional_says_so_and_a_limit_is_counted(refused: Everything) -> None:
    group = refused["why"].as_field_group()
    assert '<span class="optional">(facultatif)</span>' in group
    assert '<p class="counter" data-counter="id_why" data-limit="900">900 caractères au plus</p>' in group
    assert "optional" not in refused["title"].as_field_group()
    assert "counter" not in refused["title"].as_field_group()


def test_a_box_stands_before_its_words_and_choices_have_a_legend(refused: Everything) -> None:
    assert '<label class="check" for="id_agrees"><input type="checkbox"' in refused["agrees"].as_field_group()
    group = refused["days"].as_field_group()
    assert group.startswith('<fieldset class="field invalid" aria-describedby="id_days_error"><legend>')
    assert "<label class" in group
