"""A territory sends shortlisted ideas to a forum, within quotas and dates, and takes them back until the jury opens."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from eclore.kit import clock, permissions
from eclore.kit.actor import MANAGER
from eclore.kit.errors import NotAllowed, Refusal
from programs.bridge import nominations
from programs.joint.forums import domain as forums
from programs.joint.forums.models import Forum, Nomination, Participation
from programs.local.ideas.domain import teams
from programs.local.ideas.models import Idea
from programs.local.messages.models import Message
from tenants.contexts import in_programme, in_territory
from tests.factories.calls import manager
from tests.factories.forums import NATIONAL, a_forum, a_nomination, a_shortlisted, somebody, territory_of
from tests.support.personas import browser, person


def refusal_of(site, idea, forum, at=None):
    with in_territory(site.schema_name), pytest.raises(Refusal) as refused, clock.at(at or clock.now()):
        nominations.nominate(idea, forum, by=manager(site.schema_name))
    return refused.value.code


def test_the_snapshot_is_frozen_and_holds_no_address(somme):
    forum, idea = a_forum(somme), a_shortlisted(somme)
    with in_territory(somme.schema_name):
        nominations.nominate(idea, forum, by=manager(somme.schema_name))
        assert Nomination.objects.get().snapshot == {
            "title": "Anti-Gaspi-Cantine",
            "problem": "Un appel sur trois au standard n'aboutit pas :"
            " les habitants ne savent pas quel service contacter.",
            "answers": [
                {"label": question.label, "text": idea.answers[question.key]}
                for question in idea.call.questions.all()
                if idea.answers.get(question.key)
            ],
            "team": [{"name": "Agente · Somme", "status": "Agente ou agent"}],
            "direction": "Solidarités",
            "files": [],
        }
        Idea.objects.filter(pk=idea.pk).update(title="Autre titre", answers={})
        assert Nomination.objects.get().snapshot["title"] == "Anti-Gaspi-Cantine"


def test_nominating_moves_the_idea_counts_the_quota_and_tells_the_team(somme):
    forum, idea = a_forum(somme), a_shortlisted(somme)
    with in_territory(somme.schema_name):
        nomination = nominations.nominate(idea, forum, by=manager(somme.schema_name))
        idea.refresh_from_db()
        assert (idea.state, nomination.territory_role, nomination.nominated_by) == (
            "nominated",
            "territory_somme",
            "Chargée de programme",
        )
        told = Message.objects.filter(kind="bridge.nominated").values_list("to_email", "about", "subject")
        address = idea.team.get().email
        subject = f"Votre idée « Anti-Gaspi-Cantine » est présentée à « {forum.name} »"
        assert list(told) == [(address, idea.pk, subject)]
    with in_programme():
        assert Forum.objects.get().nominated == Participation.objects.get().nominated == 1


def test_only_a_shortlisted_idea_goes_once(somme, oise):
    forum, other = a_forum(somme, oise), a_forum(somme, oise)
    idea = a_shortlisted(somme)
    with in_territory(somme.schema_name):
        Idea.objects.filter(pk=idea.pk).update(state="submitted")
    assert refusal_of(somme, idea, forum) == "not_shortlisted"
    with in_territory(somme.schema_name):
        Idea.objects.filter(pk=idea.pk).update(state="shortlisted")
        nominations.nominate(idea, forum, by=manager(somme.schema_name))
    assert refusal_of(somme, idea, forum) == "already_nominated"
    assert refusal_of(somme, idea, other) == "nominated_elsewhere"


def test_the_whole_team_consents_first(somme):
    forum, idea = a_forum(somme), a_shortlisted(somme, consenting=False)
    with in_territory(somme.schema_name), pytest.raises(nominations.CannotNominate) as refused:
        nominations.nominate(idea, forum, by=manager(somme.schema_name))
    assert (refused.value.code, refused.value.facts) == ("consent_missing", {"missing": ["Agente · Somme"]})
    assert "Agente · Somme" in str(refused.value)
    with in_territory(somme.schema_name):
        member = idea.team.get()
        teams.consent(member, by=replace(somebody(), user_id=member.user_id))
        assert nominations.nominate(idea, forum, by=manager(somme.schema_name)).title == "Anti-Gaspi-Cantine"


def test_dates_and_participation_are_checked(somme, oise):
    forum, idea = a_forum(oise), a_shortlisted(somme)
    assert refusal_of(somme, idea, forum) == "not_participating"
    with in_programme():
        forums.add_participant(forum, by=NATIONAL, territory=territory_of(somme))
    assert refusal_of(somme, idea, forum, at=forum.nominations_until) == "nominations_closed"
    with in_programme():
        forums.close(forum, by=NATIONAL)
    assert refusal_of(somme, idea, forum) == "forum_not_open"


def test_quotas_hold_for_the_territory_and_in_total(somme, oise):
    forum = a_forum(somme, oise, quota=1, quota_total=1, places=1)
    a_nomination(somme, forum, "Une")
    assert refusal_of(somme, a_shortlisted(somme, "Deux"), forum) == "territory_quota_reached"
    assert refusal_of(oise, a_shortlisted(oise, "Trois"), forum) == "forum_quota_reached"


def test_a_refused_nomination_leaves_nothing_behind(somme):
    forum, idea = a_forum(somme), a_shortlisted(somme, consenting=False)
    refusal_of(somme, idea, forum)
    with in_territory(somme.schema_name):
        idea.refresh_from_db()
        left = (idea.state, Nomination.objects.count(), Message.objects.filter(kind="bridge.nominated").count())
    assert left == ("shortlisted", 0, 0)


def test_only_the_manager_nominates(somme):
    forum, idea = a_forum(somme), a_shortlisted(somme)
    with in_territory(somme.schema_name), pytest.raises(NotAllowed):
        nominations.nominate(idea, forum, by=somebody(schema=somme.schema_name))


def test_a_withdrawn_dossier_gives_its_place_back(somme):
    forum = a_forum(somme, quota=1)
    nomination = a_nomination(somme, forum)
    with in_territory(somme.schema_name):
        nominations.withdraw(nomination, by=manager(somme.schema_name))
        idea = Idea.objects.get(pk=nomination.idea_id)
        assert (idea.state, Participation.objects.get().nominated) == ("shortlisted", 0)
        with pytest.raises(nominations.CannotWithdraw) as refused:
            nominations.withdraw(nomination, by=manager(somme.schema_name))
        assert refused.value.code == "already_withdrawn"
        assert nominations.nominate(idea, forum, by=manager(somme.schema_name)).pk != nomination.pk


def test_nothing_goes_out_once_the_jury_has_opened_not_even_by_a_stale_copy(somme):
    forum = a_forum(somme)
    nomination = a_nomination(somme, forum)
    with in_programme():
        forums.hear(forum, by=NATIONAL)
    with in_territory(somme.schema_name):
        for stale in (nomination, Nomination.objects.select_related("forum").get()):
            with pytest.raises(nominations.CannotWithdraw) as refused:
                nominations.withdraw(stale, by=manager(somme.schema_name))
            assert refused.value.code == "jury_opened"
        assert Nomination.objects.get().withdrawn_at is None


def test_of_two_nominations_at_the_same_instant_one_takes_the_last_place(real_db, somme, oise):
    forum = a_forum(somme, oise, quota=1, quota_total=1, places=1)
    ideas = {site: a_shortlisted(site) for site in (somme, oise)}
    together, outcomes = Barrier(2, timeout=20), []

    def send(site):
        try:
            with in_territory(site.schema_name):
                together.wait()
                nominations.nominate(ideas[site], forum, by=manager(site.schema_name))
            outcomes.append("sent")
        except Refusal as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [Thread(target=send, args=(site,)) for site in ideas]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["forum_quota_reached", "sent"]
    with in_programme():
        assert list(Forum.objects.values_list("nominated", flat=True)) == [1]


def test_late_dossiers_are_refused_by_the_date_of_the_clock(somme):
    forum = a_forum(somme)
    idea = a_shortlisted(somme)
    with in_territory(somme.schema_name), clock.at(forum.nominations_until - timedelta(seconds=1)):
        assert nominations.nominate(idea, forum, by=manager(somme.schema_name)).withdrawn_at is None


@pytest.fixture
def asked(monkeypatch):
    """Every permission that is asked for, in order."""
    names, can = [], permissions.can

    def noting(actor, permission, subject=None):
        names.append(permission)
        return can(actor, permission, subject)

    monkeypatch.setattr(permissions, "can", noting)
    return names


def test_whether_one_may_nominate_is_asked_once(somme, asked):
    forum, idea = a_forum(somme), a_shortlisted(somme)
    client = browser(somme, person(MANAGER, at=somme))
    asked.clear()
    assert client.post(f"/idees/{idea.pk}/nommer/{forum.slug}/").status_code == 302
    assert [name for name in asked if "nominate" in name] == ["ideas.nominate"]


def test_somebody_who_may_not_nominate_leaves_nothing_behind(somme):
    forum, idea = a_forum(somme), a_shortlisted(somme)
    visitor = replace(manager(somme.schema_name), visitor=True)
    with in_territory(somme.schema_name):
        with pytest.raises(NotAllowed):
            nominations.nominate(idea, forum, by=visitor)
        idea.refresh_from_db()
        left = (idea.state, Nomination.objects.count(), Message.objects.filter(kind="bridge.nominated").count())
    with in_programme():
        assert (*left, Forum.objects.get().nominated) == ("shortlisted", 0, 0, 0)
