"""The bridge's pages on a territory's host."""

from html import unescape

import pytest

from eclore.kit.actor import MANAGER, MEMBER
from programs.bridge import deliveries
from programs.joint.forums import domain as forums
from programs.joint.forums.models import Nomination
from programs.local.ideas.models import Idea
from programs.local.incubation.models import Project
from tenants.contexts import in_programme, in_territory
from tests.factories.forums import NATIONAL, a_decided_forum, a_forum, a_nomination, a_shortlisted
from tests.factories.people import visit
from tests.support.personas import browser, person
from tests.support.statements import Statements


def words(answer):
    """The page as it is read, whatever the typography and the lines of its template."""
    return " ".join(unescape(answer.content.decode()).replace("’", "'").split())


@pytest.fixture
def manager_client(somme):
    return browser(somme, person(MANAGER, at=somme))


def test_a_manager_sees_the_forums_and_what_is_left_of_the_quota(somme, oise, manager_client):
    mine, other, draft = a_forum(somme), a_forum(oise), a_forum(somme, published=False)
    a_nomination(somme, mine)
    page = words(manager_client.get("/forums/"))
    assert [name in page for name in (mine.name, other.name, draft.name)] == [True, True, False]
    assert "1 idée nommée sur 3" in page
    assert "Votre territoire n'y participe pas" in page
    assert manager_client.get(f"/forums/{draft.slug}/").status_code == 404


@pytest.mark.parametrize("ideas", [1, 3])
def test_pages_cost_the_same_however_many_ideas(somme, manager_client, ideas):
    forum = a_forum(somme, quota=9)
    for number in range(ideas):
        a_nomination(somme, forum, f"Nommée {number}")
        a_shortlisted(somme, f"Prête {number}")
    counts = []
    for path in ("/forums/", f"/forums/{forum.slug}/"):
        with Statements() as sql:
            manager_client.get(path)
        counts.append(len(sql))
    assert counts == [4, 9]


def test_an_idea_is_nominated_from_its_checklist(somme, manager_client):
    forum, idea = a_forum(somme), a_shortlisted(somme)
    path = f"/idees/{idea.pk}/nommer/{forum.slug}/"
    assert manager_client.get(f"/idees/{idea.pk}/nommer/").headers["Location"] == path
    assert manager_client.get(path).context["ready"] is True
    answer = manager_client.post(path)
    assert answer.headers["Location"] == f"/forums/{forum.slug}/"
    with in_territory("somme"):
        assert Nomination.objects.get().idea_id == idea.pk
    again = manager_client.post(f"/idees/{idea.pk}/nommer/{forum.slug}/", follow=True)
    assert again.redirect_chain == [(f"/forums/{forum.slug}/", 302)]
    assert "Cette idée est déjà présentée à ce forum" in words(again)


def test_what_is_missing_is_said_and_nothing_is_sent(somme, manager_client):
    forum, idea = a_forum(somme), a_shortlisted(somme, consenting=False)
    answer = manager_client.post(f"/idees/{idea.pk}/nommer/{forum.slug}/")
    assert answer.status_code == 409
    assert "Il manque l'accord de : Agente · Somme" in words(answer)
    with in_territory("somme"):
        assert (Nomination.objects.count(), Idea.objects.get().state) == (0, "shortlisted")


def test_a_dossier_is_taken_back_until_the_jury_opens(somme, manager_client):
    forum = a_forum(somme)
    nomination = a_nomination(somme, forum)
    assert manager_client.get(f"/nominations/{nomination.pk}/").status_code == 200
    assert manager_client.post(f"/nominations/{nomination.pk}/retirer/").status_code == 302
    assert manager_client.get(f"/nominations/{nomination.pk}/").status_code == 404
    again = a_nomination(somme, forum, "Une autre")
    with in_programme():
        forums.hear(forum, by=NATIONAL)
    assert manager_client.post(f"/nominations/{again.pk}/retirer/").status_code == 409


def test_a_not_retained_idea_is_taken_up_from_its_page(somme, manager_client):
    a_decided_forum(somme)
    deliveries.deliver("somme")
    with in_territory("somme"):
        idea = Idea.objects.get()
    assert manager_client.get(f"/idees/{idea.pk}/reprendre/").status_code == 200
    answer = manager_client.post(f"/idees/{idea.pk}/reprendre/")
    with in_territory("somme"):
        project = Project.objects.get()
    assert answer.headers["Location"] == f"/projets/{project.pk}/"
    again = manager_client.post(f"/idees/{idea.pk}/reprendre/")
    assert (again.status_code, again["Location"]) == (302, f"/idees/{idea.pk}/")
    with in_territory("somme"):
        assert Project.objects.count() == 1
    other = browser(somme, person("manager", at=somme))
    assert other.post(f"/idees/{idea.pk}/reprendre/").status_code == 409


def test_an_agent_does_not_cross_the_bridge(somme):
    forum, idea = a_forum(somme), a_shortlisted(somme)
    nomination = a_nomination(somme, forum, "Nommée")
    agent = browser(somme, person(MEMBER, at=somme))
    paths = (
        "/forums/",
        f"/forums/{forum.slug}/",
        f"/idees/{idea.pk}/nommer/",
        f"/idees/{idea.pk}/nommer/{forum.slug}/",
        f"/idees/{idea.pk}/reprendre/",
        f"/nominations/{nomination.pk}/",
        f"/nominations/{nomination.pk}/retirer/",
    )
    assert [agent.get(path).status_code for path in paths] == [403] * len(paths)
    assert [browser(somme).get(path).status_code for path in paths] == [302] * len(paths)


def test_another_territorys_dossier_is_nowhere(somme, oise, manager_client):
    nomination = a_nomination(oise, a_forum(somme, oise), "Canari de l'Oise")
    for path in ("", "retirer/"):
        assert manager_client.get(f"/nominations/{nomination.pk}/{path}").status_code == 404
    assert manager_client.post(f"/nominations/{nomination.pk}/retirer/").status_code == 404
    assert "Canari" not in manager_client.get(f"/forums/{nomination.forum.slug}/").content.decode()


def test_only_the_manager_has_the_button_that_nominates(somme, national, manager_client):
    forum, idea = a_forum(somme), a_shortlisted(somme)
    coach = person(national=("national_coach",))
    visit(somme, coach, national=national)
    path = f"/forums/{forum.slug}/"
    (row,), (seen,) = (client.get(path).context["candidates"] for client in (manager_client, browser(somme, coach)))
    nominate = f"/idees/{idea.pk}/nommer/{forum.slug}/"
    assert (row.nominate_url, row.agreement, row.tone) == (nominate, "toute l'équipe", "good")
    assert (seen.idea.pk, seen.nominate_url) == (idea.pk, "")
    assert [browser(somme, coach).get(nominate).status_code, browser(somme, coach).post(nominate).status_code] == [
        403
    ] * 2


def test_a_dossier_is_withdrawn_before_the_jury_and_taken_up_after_it(somme, manager_client):
    nomination = a_nomination(somme, a_forum(somme))
    page = manager_client.get(f"/nominations/{nomination.pk}/")
    assert (page.context["withdraw_url"], page.context["take_up_url"]) == (f"/nominations/{nomination.pk}/retirer/", "")
    a_decided_forum(somme)
    with in_territory("somme"):
        decided = Nomination.objects.exclude(pk=nomination.pk).get()
    page = manager_client.get(f"/nominations/{decided.pk}/")
    assert (page.context["withdraw_url"], page.context["take_up_url"]) == ("", f"/idees/{decided.idea_id}/reprendre/")


def test_an_idea_that_several_forums_may_receive_asks_for_which(somme, manager_client):
    first, second = a_forum(somme), a_forum(somme)
    a_forum(somme, published=False)
    idea = a_shortlisted(somme)
    choices = manager_client.get(f"/idees/{idea.pk}/nommer/").context["choices"]
    assert {choice.url for choice in choices} == {f"/idees/{idea.pk}/nommer/{forum.slug}/" for forum in (first, second)}


def test_without_a_forum_to_receive_it_the_page_leads_to_the_forums(somme, manager_client):
    idea = a_shortlisted(somme)
    page = manager_client.get(f"/idees/{idea.pk}/nommer/")
    assert page.context["choices"] == []
    assert 'href="/forums/"' in page.content.decode()
