"""What the log takes, and what it refuses to hold. Its chain is tried in tests/tenants/audit."""

import hashlib
import uuid
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eclore.kit import audit, clock
from eclore.kit.actor import ANONYMOUS, Actor, Held, system
from eclore.kit.audit import Act
from programs.local.calls.models import Edition
from tenants.contexts import in_programme, in_territory
from tests.factories.calls import an_edition

KEY = uuid.UUID("00000000-0000-4000-8000-000000000001")
SEAT = uuid.UUID("00000000-0000-4000-8000-000000000002")
NOON = datetime(2026, 11, 3, 12, 0, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        (True, "true"),
        (3, "3"),
        ("xlsx", '"xlsx"'),
        ("", '""'),
        ("calls.edition:3/4_a-b", '"calls.edition:3/4_a-b"'),
        (Act.EXPORT, '"export"'),
        (Decimal("1.50"), '"1.50"'),
        (date(2026, 11, 3), '"2026-11-03"'),
        (NOON, '"2026-11-03T12:00:00.000005Z"'),
        (NOON.astimezone(timezone(timedelta(hours=2))), '"2026-11-03T12:00:00.000005Z"'),
        (KEY, f'"{KEY}"'),
        (Edition(pk=KEY), f'"{KEY}"'),
        (["b", "a"], '["a","b"]'),
        ({3, 1, 2}, "[1,2,3]"),
        ((), "[]"),
    ],
    ids=repr,
)
def test_a_fact_is_a_key_a_date_a_figure_or_a_code(fact, text):
    assert audit.canonical({"fact": fact}) == f'{{"fact":{text}}}'


@pytest.mark.parametrize(
    "fact",
    ["Camille Durand", "a@b.fr", "é", "a b", "a\n", "x" * 81, 1.5, b"x", {"a": 1}, ["ok", "Camille Durand"]],
    ids=repr,
)
def test_what_could_hold_a_name_or_an_opinion_is_refused(fact):
    with pytest.raises(ValueError, match="does not belong in a log"):
        audit.canonical({"fact": fact})


def test_facts_are_sorted_and_what_is_undefined_is_not_written():
    assert audit.canonical({"b": 1, "a": None, "c": 2}) == '{"b":1,"c":2}'


@given(st.dictionaries(st.text("abc", min_size=1), st.integers() | st.booleans() | st.uuids()))
def test_the_order_in_which_facts_are_given_changes_nothing(facts):
    assert audit.canonical(facts) == audit.canonical(dict(reversed(facts.items())))


@pytest.mark.parametrize(
    ("by", "line"),
    [
        (Actor(user_id=KEY, name="Camille"), (KEY, "person")),
        (Actor(user_id=KEY, visitor=True), (KEY, "visitor")),
        (Actor(held=Held("local_juries", KEY, SEAT)), (SEAT, "seat")),
        (system(), (None, "system")),
        (ANONYMOUS, (None, "unknown")),
    ],
    ids=["somebody", "a visitor", "a card", "the program", "nobody"],
)
def test_a_line_says_who_by_key_alone(somme, by, line):
    with in_territory(somme):
        written = audit.record(Act.EXPORT, by=by)
    assert (written.by_id, written.by_kind) == line


def test_a_line_holds_the_act_its_subject_and_its_facts_at_the_clock_s_moment(somme):
    with in_territory(somme), clock.at(NOON):
        edition = an_edition(published=False)
        written = audit.record(Act.EXPORT, by=system(), subject=edition, verb="take", format="xlsx", rows=40)
        kept = type(written)._default_manager.get(pk=written.pk)

    fields = ("act", "verb", "at", "subject_kind", "subject_id", "facts")
    assert {name: getattr(kept, name) for name in fields} == {
        "act": "export",
        "verb": "take",
        "at": NOON,
        "subject_kind": "calls.edition",
        "subject_id": edition.pk,
        "facts": '{"format":"xlsx","rows":40}',
    }


def test_a_line_without_subject_says_so(somme):
    with in_territory(somme):
        written = audit.record(Act.EXPORT, by=system())
    assert (written.subject_kind, written.subject_id, written.facts) == ("", None, "{}")


def test_a_fact_that_is_refused_leaves_no_line(somme):
    with in_territory(somme):
        with pytest.raises(ValueError, match="Camille"):
            audit.record(Act.EXPORT, by=system(), who="Camille Durand")
        assert not audit.log()._default_manager.filter(act="export").exists()


def test_the_log_is_that_of_the_open_context(somme):
    with in_territory(somme):
        inside = audit.log()._meta.label
    with in_programme():
        programme = audit.log()._meta.label
    assert (inside, programme) == ("territory_audit.Entry", "programme_audit.Entry")


def test_a_digest_is_that_of_the_line_s_whole_message():
    row = SimpleNamespace(
        number=2,
        previous=audit.GENESIS,
        id=KEY,
        at=NOON,
        act="export",
        verb="take",
        by_id=None,
        by_kind="system",
        subject_kind="",
        subject_id=None,
        facts="{}",
    )
    message = f"2\n{audit.GENESIS}\n{KEY}\n2026-11-03T12:00:00.000005Z\nexport\ntake\n\nsystem\n\n\n{{}}"
    assert audit.message(row) == message
    assert audit.digest(row) == hashlib.sha256(message.encode()).hexdigest()


def test_what_is_confidential_is_proved_with_its_salt_alone():
    salt = audit.new_salt()
    seal = audit.sealed({"mark": 4, "on": NOON}, salt)
    assert seal == audit.sealed({"on": NOON, "mark": 4}, salt)
    assert len({seal, audit.sealed({"mark": 5, "on": NOON}, salt), audit.sealed({"mark": 4, "on": NOON}, "0")}) == 3


def test_salts_are_128_bits_and_differ():
    salts = {audit.new_salt() for _ in range(50)}
    assert (len(salts), {len(salt) for salt in salts}) == (50, {32})
