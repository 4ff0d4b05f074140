"""Keys that tell nothing, histories in their order, and the facts of a line of the log."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation

from eclore.kit import clock
from eclore.kit.records import Entry, Event, Record
from programs.local.calls.models import Edition, EditionEvent
from tenants.audit.territory.models import Entry as LogbookEntry
from tenants.contexts import in_territory
from tests.factories.calls import an_edition

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


def test_a_key_is_random_and_known_before_the_row_is_written():
    keys = {Edition().pk for _ in range(50)}
    assert (len(keys), {key.version for key in keys}) == (50, {4})


def test_a_row_is_dated_by_the_one_clock(somme):
    with in_territory(somme), clock.at(NOON):
        assert an_edition(published=False).created_at == NOON


def test_a_history_is_told_in_the_order_of_its_moments(somme):
    with in_territory(somme):
        edition = an_edition(published=False)
        for days, verb in ((2, "third"), (0, "first"), (1, "second")):
            with clock.at(NOON + timedelta(days=days)):
                EditionEvent.objects.create(subject=edition, verb=verb)
        told = edition.events.filter(verb__in=("first", "second", "third"))
        assert [event.verb for event in told] == ["first", "second", "third"]


@pytest.mark.parametrize("model", [model for model in apps.get_models() if issubclass(model, Record)])
def test_a_state_is_said_in_the_words_of_django(model):
    for field in (field for field in model._meta.concrete_fields if field.choices):
        for value in (*(key for key, _label in field.flatchoices), "unknown", None):
            row = model(**{field.attname: value})
            assert getattr(row, f"get_{field.name}_display")() == models.Model._get_FIELD_display(row, field)


def test_a_state_is_said_in_the_language_of_its_reader(monkeypatch):
    """What is kept of a field is translated when it is read."""
    edition = Edition(state="published")
    french = edition.get_state_display()
    monkeypatch.setattr(translation._trans, "gettext", str.upper)
    assert edition.get_state_display() == french.upper()


@pytest.mark.parametrize("kind", [Record, Event, Entry])
def test_what_every_table_has_is_no_table(kind):
    assert kind._meta.abstract
    assert issubclass(kind, models.Model)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ("{}", {}),
        ('{"rows":3,"format":"xlsx"}', {"rows": 3, "format": "xlsx"}),
        ("tampered", {}),
        ("", {}),
        ('"word"', {}),
        ("[1]", {}),
        ("3", {}),
        ("null", {}),
    ],
)
def test_the_facts_of_a_line_are_read_and_none_of_one_that_was_tampered_with(facts, told):
    assert LogbookEntry(facts=facts).told == told
