"""What a board counts: by another way than one row for each idea, and the same."""

import pytest
from django.core.cache import cache
from django.db.models import Q
from django.test import override_settings

from programs.local.home.queries import attention
from programs.local.ideas import figures, queries
from programs.local.ideas.domain import commitments
from programs.local.ideas.models import Idea, TeamMember
from tenants.contexts import in_territory
from tests.factories.calls import an_edition
from tests.factories.ideas import a_draft, an_idea
from tests.support.personas import person

PER_STATE = 2


@pytest.fixture
def season(somme):
    """Five ideas in three states, a draft of the manager's and one of somebody else."""
    agent, manager = person("member", at=somme).at(somme), person("manager", at=somme).at(somme)
    with in_territory(somme):
        edition = an_edition(commitment_required=False)
        ideas = [an_idea(edition.call, agent, title=title) for title in "ABCDE"]
        Idea.objects.filter(pk=ideas[0].pk).update(state="to_complete")
        Idea.objects.filter(pk__in=[ideas[1].pk, ideas[2].pk]).update(state="withdrawn")
        a_draft(edition.call, agent)
        a_draft(edition.call, manager)
    return edition, manager


def test_the_first_of_each_state_are_the_same_however_they_are_found(somme, season):
    edition, manager = season
    with in_territory(somme):
        board, counts = queries.board(manager, edition), queries.season_of(manager, edition).by_state
        one = [(idea.pk, idea.in_state) for idea in figures.first_of_each_state(board, PER_STATE)]
        other = [(idea.pk, idea.in_state) for idea in figures.first_of_states(board, counts, PER_STATE)]

        assert counts == {"submitted": 2, "to_complete": 1, "withdrawn": 2}
        assert sorted(other) == sorted(one)
        assert figures.first_of_states(board, {}, PER_STATE) == []


def test_what_may_be_seen_is_counted_as_it_is_listed(somme, season):
    edition, manager = season
    agent = person("member", at=somme).at(somme)
    with in_territory(somme):
        for actor in (manager, agent):
            for wanted in (Q(), Q(state="draft"), Q(state="submitted"), Q(call__edition=edition)):
                assert queries.how_many(actor, wanted) == queries.visible_to(actor).filter(wanted).count()
        assert queries.how_many(manager, Q()) == 6


@override_settings(PUBLIC_PAGE_SECONDS=10)
def test_many_that_wait_are_counted_once_in_a_while_and_a_few_each_time(somme, season, monkeypatch):
    edition, manager = season
    cache.clear()
    with in_territory(somme):
        for member in TeamMember.objects.filter(idea__state="submitted"):
            commitments.request(member, by=manager, signatory_name="S", signatory_email="s@exemple.fr")
        [monkeypatch.setattr(module, "SHOWN", 2) for module in (queries, figures)]
        few = queries.pending_commitments(manager, edition).total, attention(manager, edition.call).unsigned
        [monkeypatch.setattr(module, "SHOWN", 1) for module in (queries, figures)]
        first = queries.pending_commitments(manager, edition)
        Idea.objects.filter(pk=first.first[0].member.idea_id).update(state="withdrawn")
        kept = queries.pending_commitments(manager, edition).total, attention(manager, edition.call).unsigned
        cache.clear()
        again = queries.pending_commitments(manager, edition).total, attention(manager, edition.call).unsigned

    assert (few, first.total, len(first.first), kept, again) == ((2, 2), 2, 1, (2, 2), (1, 1))
