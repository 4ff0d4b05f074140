"""A query composed once finds what it would find composed each time, on any thread, for whoever asks."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import CharField, UUIDField

from eclore.kit.prepared import Given, Prepared
from programs.local.ideas import finding
from programs.local.ideas.models import Idea
from tenants.contexts import in_territory
from tests.factories.calls import a_call
from tests.factories.ideas import a_draft
from tests.support.personas import person
from tests.support.statements import Statements


@pytest.fixture
def one():
    """An idea with its call, by its key and its direction; and how often it was composed."""
    composed = []

    def compose():
        composed.append(1)
        ideas = Idea.objects.select_related("call__edition").filter(pk=Given("pk", UUIDField()))
        return ideas.filter(direction=Given("direction", CharField()))

    return Prepared(compose), composed


def test_it_is_composed_once_and_finds_each_time(somme, one):
    prepared, composed = one
    author = person("member", at=somme).at(somme)
    with in_territory(somme):
        call = a_call()
        first, second = (a_draft(call, author, direction=name) for name in ("Culture", "Voirie"))
        found = [prepared.rows(pk=each.pk, direction=each.direction) for each in (first, second, first)]
        with Statements() as sql:
            assert prepared.rows(pk=str(first.pk), direction="Voirie") == []
            assert prepared.rows(pk=uuid4(), direction="Voirie") == []
            assert found[0][0].call.edition_id == first.call.edition_id
    assert found == [[first], [second], [first]]
    assert (len(composed), len(sql)) == (1, 2)
    assert "folded" in found[0][0].get_deferred_fields()


def test_a_value_of_another_kind_is_refused_before_it_is_sent(somme, one):
    with in_territory(somme), Statements() as sql, pytest.raises(ValidationError):
        one[0].rows(pk="'; DROP TABLE ideas_idea; --", direction="")
    assert len(sql) == 0


def test_what_is_typed_never_becomes_a_part_of_the_query(somme, one):
    hostile, author = "'; SELECT pg_sleep(60); -- %s %(x)s", person("member", at=somme).at(somme)
    with in_territory(somme):
        idea = a_draft(a_call(), author, direction=hostile)
        assert one[0].rows(pk=idea.pk, direction=hostile) == [idea]


@pytest.mark.real_database
def test_each_thread_asks_on_its_own_connection_and_each_territory_its_own_rows(real_db, somme, oise):
    sites = []
    for site in (somme, oise):
        author = person("member", at=site).at(site)
        with in_territory(site):
            sites.append((site, author, a_draft(a_call(), author).pk))

    def find(rank):
        (site, author, _pk), (_other, _else, pk) = sites[rank % 2], sites[rank // 2 % 2]
        try:
            with in_territory(site):
                return [found.pk for found in finding._found(pk, author, (finding.QUESTIONS,), hold=False)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(find, range(16)))
    expected = [[sites[rank % 2][2]] if rank % 2 == rank // 2 % 2 else [] for rank in range(16)]
    assert found == expected
