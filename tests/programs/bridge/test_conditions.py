"""The checklist of a nomination: what is asked, of whom, and in which words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from eclore.kit import clock
from programs.bridge import queries
from programs.bridge.conditions import conditions
from programs.local.ideas.models import Idea
from tenants.contexts import in_territory
from tests.factories.calls import manager
from tests.factories.forums import a_forum, a_nomination, a_shortlisted

ALL = [
    "not_participating",
    "forum_not_open",
    "nominations_closed",
    "already_nominated",
    "not_shortlisted",
    "before_a_jury",
    "consent_missing",
    "files_being_checked",
    "territory_quota_reached",
    "forum_quota_reached",
]


def situation_of(site, idea, forum):
    with in_territory(site.schema_name):
        return queries.situation(idea, forum, now=clock.now())


def unmet(situation):
    return {condition.code: condition.sentence for condition in conditions(situation) if not condition.met}


def test_everything_is_met_in_the_order_in_which_it_is_mended(somme):
    situation = situation_of(somme, a_shortlisted(somme), a_forum(somme))
    assert [(condition.code, condition.met) for condition in conditions(situation)] == [(code, True) for code in ALL]


def test_a_territory_that_takes_no_part_is_told_nothing_of_a_quota(somme, oise):
    situation = situation_of(somme, a_shortlisted(somme), a_forum(oise))
    ask = "Votre territoire ne participe pas à ce forum : demandez à l'équipe nationale de l'ajouter."
    assert unmet(situation) == {"not_participating": ask}
    assert [condition.code for condition in conditions(situation)] == [
        code for code in ALL if code != "territory_quota_reached"
    ]


@pytest.mark.parametrize(
    ("quota", "territory", "forum"),
    [
        (
            1,
            "Votre territoire a déjà nommé 1 idée, son maximum : retirez-la pour la remplacer.",
            "Le forum a reçu 1 dossier, son maximum : voyez avec l'équipe nationale si une place se libère.",
        ),
        (
            2,
            "Votre territoire a déjà nommé 2 idées, son maximum : retirez-en une pour la remplacer.",
            "Le forum a reçu ses 2 dossiers : voyez avec l'équipe nationale si une place se libère.",
        ),
    ],
)
def test_no_room_is_said_in_the_singular_and_in_the_plural(somme, quota, territory, forum):
    full = a_forum(somme, quota=quota, quota_total=quota, places=1)
    for number in range(quota):
        a_nomination(somme, full, f"Nommée {number}")
    situation = situation_of(somme, a_shortlisted(somme, "De trop"), full)
    assert unmet(situation) == {"territory_quota_reached": territory, "forum_quota_reached": forum}


def test_an_idea_that_is_presented_says_where(somme):
    here, elsewhere = a_forum(somme), a_forum(somme)
    nomination = a_nomination(somme, here)
    with in_territory(somme.schema_name):
        idea = Idea.objects.get(pk=nomination.idea_id)
    for forum, code in ((here, "already_nominated"), (elsewhere, "nominated_elsewhere")):
        situation = situation_of(somme, idea, forum)
        assert situation.current_nomination == nomination
        assert list(unmet(situation)) == [code, "not_shortlisted"]


def test_a_file_that_is_being_checked_is_waited_for(somme):
    situation = situation_of(somme, a_shortlisted(somme), a_forum(somme))
    assert situation.has_unchecked_file is False
    assert list(unmet(replace(situation, has_unchecked_file=True))) == ["files_being_checked"]


def test_a_forum_receives_nominations_while_it_is_published_and_before_its_deadline(somme):
    forum, draft = a_forum(somme), a_forum(somme, published=False)
    deadline = forum.nominations_until
    moments = [deadline - timedelta(seconds=1), deadline]
    assert [forum.receives_nominations(moment) for moment in moments] == [True, False]
    assert [draft.receives_nominations(moment) for moment in moments] == [False, False]
    with in_territory(somme.schema_name):
        ours = manager(somme.schema_name)
        (shown,) = [row for row in queries.with_parts(queries.forums_here(ours)) if row.forum == forum]
        assert [forum in queries.receiving(ours, moment) for moment in moments] == [True, False]
        assert draft not in queries.receiving(ours, moments[0])
    assert [shown.receives(moment) for moment in moments] == [True, False]
    assert replace(shown, participation=None).receives(moments[0]) is False
