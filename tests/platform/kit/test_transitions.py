"""A state moves by its table alone: right state, right person, one line of history, or nothing at all."""

from dataclasses import replace
from datetime import UTC, datetime
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection

from eclore.kit import audit, clock, transitions
from eclore.kit.actor import MEMBER
from eclore.kit.errors import NotAllowed
from eclore.kit.transitions import AlreadyDone, WrongState
from programs.local.calls.models import Edition
from tenants.contexts import in_territory
from tests.factories.calls import an_edition, manager
from tests.support.personas import person

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


@pytest.fixture
def runs(somme):
    return person("manager", at=somme, name="Chargée de programme").at(somme)


@pytest.fixture
def edition(somme, runs):
    """In preparation, inside its territory's context."""
    with in_territory(somme):
        yield an_edition(published=False, by=runs)


def history(edition):
    fields = ("verb", "source", "target", "by_id", "by_name", "note", "created_at")
    told = edition.events.exclude(verb__in=("open", "set_problems", "set_questions", "set_criteria"))  # its making
    return list(told.values_list(*fields))


def logged(edition):
    rows = audit.log()._default_manager.filter(subject_id=edition.pk)
    return [(row.act, row.verb, row.by_id, row.told) for row in rows.order_by("at")]


def test_a_move_saves_the_state_its_stamp_and_the_fields_that_come_with_it(edition, runs):
    with clock.at(NOON):
        moved = transitions.apply(edition, "publish", by=runs, quota=7)

    kept = Edition.objects.get(pk=edition.pk)
    assert moved is edition
    assert (edition.state, edition.published_at, edition.quota) == ("published", NOON, 7)
    assert (kept.state, kept.published_at, kept.quota) == ("published", NOON, 7)


def test_a_move_writes_one_line_of_history_at_the_clock_s_moment(edition, runs):
    with clock.at(NOON):
        transitions.apply(edition, "publish", by=runs, note="Enfin.")
    assert history(edition) == [("publish", "preparation", "published", runs.user_id, runs.name, "Enfin.", NOON)]


def test_a_move_that_the_log_keeps_is_told_there_with_its_facts_and_without_its_note(edition, runs):
    transitions.apply(edition, "publish", by=runs, note="Enfin.", facts={"rows": 3})
    assert logged(edition) == [("publication", "publish", runs.user_id, {"rows": 3})]


def test_a_stamp_that_is_given_is_kept(edition, runs):
    transitions.apply(edition, "publish", by=runs, published_at=NOON)
    assert Edition.objects.get(pk=edition.pk).published_at == NOON


def test_a_move_back_clears_the_dates_it_names(edition, runs):
    for verb in ("publish", "close", "reopen"):
        transitions.apply(edition, verb, by=runs)
    kept = Edition.objects.get(pk=edition.pk)
    assert (kept.state, kept.closed_at, kept.published_at is None) == ("published", None, False)


def test_only_what_the_move_changes_is_saved(edition, runs):
    edition.programme = "Jamais gardé"
    transitions.apply(edition, "publish", by=runs)
    assert Edition.objects.get(pk=edition.pk).programme == "Appel à idées"


def test_the_state_that_counts_is_the_one_in_the_database(edition, runs):
    stale = Edition.objects.get(pk=edition.pk)
    transitions.apply(edition, "publish", by=runs)

    with pytest.raises(WrongState) as refusal:
        transitions.apply(stale, "publish", by=replace(runs, user_id=uuid4()))

    assert (refusal.value.code, refusal.value.status) == ("wrong_state", 409)
    assert refusal.value.facts == {"state": "published", "verb": "publish"}
    assert "l'état est maintenant « Publiée »" in str(refusal.value.sentence)
    assert stale.state == "published"


def test_a_move_asked_again_by_whoever_made_it_is_done_and_writes_nothing(edition, runs):
    transitions.apply(edition, "publish", by=runs)
    told = (history(edition), logged(edition))
    edition.events.create(verb="edit", by_id=uuid4(), by_name="Collègue")

    with pytest.raises(AlreadyDone) as again:
        transitions.apply(Edition.objects.get(pk=edition.pk), "publish", by=runs)

    assert (again.value.subject.state, again.value.code) == ("published", "already_done")
    assert (history(edition)[:-1], logged(edition)) == told


def test_a_move_that_somebody_has_gone_back_on_is_not_done(edition, runs):
    for verb in ("publish", "close", "reopen"):
        transitions.apply(edition, verb, by=runs)

    with pytest.raises(WrongState) as refusal:
        transitions.apply(edition, "publish", by=runs)
    assert refusal.value.code == "wrong_state"


def test_a_move_from_the_wrong_state_writes_nothing(edition, runs):
    with pytest.raises(WrongState):
        transitions.apply(edition, "close", by=runs)
    assert (Edition.objects.get(pk=edition.pk).state, history(edition), logged(edition)) == ("preparation", [], [])


def test_a_move_by_somebody_who_may_not_writes_nothing(edition, runs):
    member = replace(runs, roles=frozenset({MEMBER}))
    with pytest.raises(NotAllowed) as refusal:
        transitions.apply(edition, "publish", by=member)
    assert refusal.value.facts == {"permission": "calls.publish"}
    assert (Edition.objects.get(pk=edition.pk).state, history(edition), logged(edition)) == ("preparation", [], [])


def test_the_state_is_judged_before_the_person(edition, runs):
    with pytest.raises(WrongState):
        transitions.apply(edition, "close", by=replace(runs, roles=frozenset()))


def test_a_verb_that_the_table_does_not_hold_is_an_error(edition, runs):
    with pytest.raises(KeyError, match="burn"):
        transitions.apply(edition, "burn", by=runs)


def test_what_is_only_recorded_moves_nothing_and_reaches_the_log_if_the_model_says_so(edition, runs):
    with clock.at(NOON):
        transitions.record(edition, "edit", by=runs, note="Dates.")
    assert history(edition) == [("edit", "", "", runs.user_id, runs.name, "Dates.", NOON)]
    assert (Edition.objects.get(pk=edition.pk).state, logged(edition)) == ("preparation", [])


def test_buttons_are_the_verbs_of_the_state_that_the_person_may_apply(edition, runs):
    member = replace(runs, roles=frozenset({MEMBER}))
    seen = []
    for verb in ("publish", "close", "reopen"):
        seen.append((transitions.available(edition, by=runs), transitions.available(edition, by=member)))
        transitions.apply(edition, verb, by=runs)
    assert seen == [(["publish"], []), (["close"], []), (["reopen"], [])]


@pytest.mark.real_database
def test_of_two_who_move_at_once_the_second_is_refused(real_db, somme):
    with in_territory(somme):
        edition = an_edition(published=False)
    refusals = []

    def second():
        try:
            with in_territory(somme):
                transitions.apply(Edition.objects.get(pk=edition.pk), "publish", by=manager())
        except WrongState as refusal:
            refusals.append(refusal.facts)
        finally:
            connection.close()

    with in_territory(somme):
        transitions.apply(edition, "publish", by=manager())
        other = Thread(target=second)
        other.start()
        other.join(timeout=0.5)
        waits = other.is_alive()
    other.join(timeout=10)

    assert (waits, refusals) == (True, [{"state": "published", "verb": "publish"}])
