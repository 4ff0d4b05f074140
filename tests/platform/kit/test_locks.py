"""Rows are held and read afresh, in one order; what was read through them is forgotten."""

from threading import Event, Thread

import pytest
from django.db import connection

from eclore.kit.locks import Gone, is_held, lock, root_of
from programs.local.ideas.models import Commitment, Idea, TeamMember
from tenants.contexts import in_territory
from tests.factories.calls import a_call
from tests.factories.ideas import a_draft
from tests.support.personas import person
from tests.support.statements import Statements


@pytest.fixture
def idea(somme):
    author = person("member", at=somme).at(somme)
    with in_territory(somme):
        yield a_draft(a_call(), author)


def test_what_was_loaded_is_read_afresh_in_one_statement(idea):
    stale = Idea.objects.select_related("call").get(pk=idea.pk)
    Idea.objects.filter(pk=idea.pk).update(title="Relue", answers={"problem": "Neuf"})
    with Statements() as sql:
        lock(stale)
    assert (stale.title, stale.answers) == ("Relue", {"problem": "Neuf"})
    assert len(sql) == 1
    assert sql.texts[0].endswith('FOR NO KEY UPDATE OF "ideas_idea"')
    with Statements() as sql:
        assert stale.call.team_max == 5
    assert len(sql) == 0


def test_what_was_not_loaded_stays_so(idea):
    light = Idea.objects.only("title").get(pk=idea.pk)
    lock(light)
    assert "answers" in light.get_deferred_fields()


def test_what_was_read_through_a_row_is_forgotten(idea):
    stale = Idea.objects.prefetch_related("team").get(pk=idea.pk)
    TeamMember.objects.create(idea=idea, email="neuf@exemple.fr", name="Neuf")
    lock(stale)
    assert len(stale.team.all()) == 2


def test_a_row_that_points_elsewhere_forgets_where_it_pointed(idea):
    call = a_call()
    stale = Idea.objects.select_related("call").get(pk=idea.pk)
    Idea.objects.filter(pk=idea.pk).update(call=call)
    lock(stale)
    assert stale.call == call


def test_rows_of_one_table_are_taken_together_by_their_keys(idea):
    other = Idea.objects.create(call=idea.call, author_id=idea.author_id, title="Autre")
    with Statements() as sql:
        lock(*sorted([idea, other], key=lambda each: each.pk, reverse=True))
    assert len(sql) == 1
    assert 'ORDER BY "ideas_idea"."id" ASC FOR NO KEY UPDATE' in sql.texts[0]


def test_tables_are_taken_in_the_order_given(idea):
    with Statements() as sql:
        lock(idea.call, idea)
    assert [text.partition(" FROM ")[2].split('"')[1] for text in sql.texts] == ["calls_call", "ideas_idea"]


def test_a_row_that_somebody_has_removed_is_said_to_be_gone(idea):
    member = idea.team.get()
    TeamMember.objects.all().delete()
    with pytest.raises(Gone) as refusal:
        lock(idea, member)
    assert (refusal.value.code, refusal.value.status) == ("gone", 410)


def test_a_row_that_went_with_what_it_belongs_to_is_gone_too(idea):
    member = idea.team.get()
    made = Commitment.objects.create(member=member, signatory_name="Cheffe", signatory_email="c@exemple.fr")
    found = Commitment.objects.get(pk=made.pk)
    assert root_of(made, "member", "idea") == idea
    member.delete()
    with pytest.raises(Gone):
        root_of(found, "member", "idea")


def test_nothing_to_hold_is_nothing_to_ask(idea):
    with Statements() as sql:
        lock()
    assert len(sql) == 0


def test_a_row_is_held_once_for_what_follows_and_no_longer_than_its_transaction(somme):
    author = person("member", at=somme).at(somme)
    with in_territory(somme):
        idea = a_draft(a_call(), author)
        assert not is_held(idea)
        lock(idea)
        assert is_held(idea)
        assert not is_held(idea)
        lock(idea)
    with in_territory(somme):
        assert not is_held(idea)


@pytest.mark.real_database
def test_whoever_comes_second_waits_and_reads_what_the_first_wrote(real_db, somme):
    author = person("member", at=somme).at(somme)
    with in_territory(somme):
        idea = a_draft(a_call(), author)
    asked, told = Event(), []

    def second():
        with in_territory(somme):
            found = Idea.objects.get(pk=idea.pk)
            asked.set()
            lock(found)
            told.append(found.title)
        connection.close()

    thread = Thread(target=second)
    with in_territory(somme):
        lock(idea)
        thread.start()
        assert asked.wait(20)
        Idea.objects.filter(pk=idea.pk).update(title="Écrite la première")
    thread.join(20)
    assert told == ["Écrite la première"]


def test_what_is_held_already_costs_no_statement_until_something_is_written(idea):
    lock(idea)
    with Statements() as again:
        lock(idea)
    idea.title = "Changé en mémoire"
    with Statements() as changed_here:
        lock(idea)
    Idea.objects.filter(pk=idea.pk).update(title="Changé dans la base")
    with Statements() as written_since:
        lock(idea)

    assert (len(again), len(changed_here), len(written_since)) == (0, 1, 1)
    assert idea.title == "Changé dans la base"


def test_what_is_changed_in_its_place_is_read_again(idea):
    lock(idea)
    kept = dict(idea.answers)
    idea.answers["problem"] = "Changé en mémoire"
    lock(idea)

    assert idea.answers == kept
