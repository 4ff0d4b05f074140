"""An idea is heard in one place at a time; a forum that receives nothing can end."""

import pytest
from django.db import IntegrityError, transaction

from eclore.kit.errors import Refusal
from programs.bridge import nominations
from programs.joint.forums import domain as forums
from programs.joint.forums.models import Forum, Nomination
from programs.local.ideas.domain import hearings
from programs.local.ideas.domain.hearings import HeardElsewhere
from programs.local.ideas.models import Hearing, Idea
from programs.local.juries import domain
from programs.local.juries.models import Jury
from tenants.contexts import in_programme, in_territory
from tests.factories.calls import manager
from tests.factories.forums import NATIONAL, a_forum, a_jury, a_nomination, a_seat, a_shortlisted
from tests.support.personas import api_client, browser, person


def an_audition(idea, title="Jury de printemps"):
    edition = Idea.objects.select_related("call__edition").get(pk=idea.pk).call.edition
    return domain.compose(
        edition, by=manager("somme"), kind="audition", title=title, held_on=idea.created_at.date(), ideas=[idea]
    )


def test_an_idea_before_a_jury_is_not_nominated_and_the_checklist_says_what_stands_in_the_way(somme):
    idea, forum = a_shortlisted(somme), a_forum(somme)
    with in_territory(somme):
        jury = an_audition(idea)
        with pytest.raises(Refusal) as refused:
            nominations.nominate(idea, forum, by=manager("somme"))
    page = browser(somme, person("manager", at=somme)).get(f"/idees/{idea.pk}/nommer/{forum.slug}/").content.decode()
    assert (refused.value.code, refused.value.facts) == ("before_a_jury", {"jury": str(jury.pk)})
    assert "devant le jury « Jury de printemps »" in page.replace("\xa0", " ").replace("&nbsp;", " ")
    with in_territory(somme):
        domain.cancel(jury, by=manager("somme"))
        assert nominations.nominate(idea, forum, by=manager("somme")).idea_id == idea.pk


def test_a_nominated_idea_or_one_before_a_jury_is_heard_by_no_other(somme):
    first, forum = a_shortlisted(somme, "A"), a_forum(somme)
    second = a_shortlisted(somme, "B")
    with in_territory(somme):
        nomination = nominations.nominate(first, forum, by=manager("somme"))
        an_audition(second)
        with pytest.raises(HeardElsewhere) as refused:
            an_audition(second, "Un autre jury")
        nominations.withdraw(nomination, by=manager("somme"))
        an_audition(Idea.objects.get(pk=first.pk), "Enfin")
        assert "« B » : Cette idée est devant le jury « Jury de printemps »" in str(refused.value.sentence)
        assert Jury.objects.count() == 2


def test_the_database_itself_holds_one_open_hearing_for_each_idea(somme):
    idea = a_shortlisted(somme)
    with in_territory(somme):
        an_audition(idea)
        with pytest.raises(IntegrityError), transaction.atomic():
            Hearing.objects.create(idea=idea, before="forum", held_by=idea.pk, title="Forum")
        assert hearings.current(idea).title == "Jury de printemps"


def test_a_forum_without_dossiers_is_cancelled_wherever_it_stands(somme):
    made = [a_forum(somme, published=False), a_forum(somme), a_forum(somme)]
    with in_programme():
        forums.close(made[2], by=NATIONAL)
        for forum in made:
            assert forums.cancel(forum, by=NATIONAL).state == "cancelled"
        with pytest.raises(Refusal):
            forums.edit(made[0], by=NATIONAL, name="Autre")


def test_a_forum_where_a_dossier_stands_is_not_cancelled(somme, national):
    forum, runs = a_forum(somme), person(national=("national_coach",))
    a_nomination(somme, forum)
    told = api_client(national, runs).send("post", f"/api/v1/forums/{forum.slug}/cancel/")
    assert (told.status_code, told.json()["code"]) == (409, "has_nominated")
    empty = a_forum(somme)
    assert browser(national, runs).post(f"/forums/{empty.slug}/annuler/").status_code == 302
    with in_programme():
        assert Forum.objects.get(pk=empty.pk).state == "cancelled"


def test_a_team_member_or_a_signatory_who_sits_in_a_forum_s_jury_is_asked_without_their_address(somme):
    forum = a_forum(somme)
    nomination = a_nomination(somme, forum)
    with in_territory(somme):
        [member] = Idea.objects.get(pk=nomination.idea_id).team.all()
        assert member.email not in str(Nomination.objects.get().ties)
    jury = a_jury(forum)
    with in_programme():
        seat = a_seat(jury, member.email)
        assert list(seat.recusals.values_list("reason", flat=True)) == ["Cette personne porte l'idée."]
