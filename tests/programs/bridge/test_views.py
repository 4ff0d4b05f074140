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
from tests.support.personas import browser, person
from tests.support.statements import Statements


def words(answer):
    """The page as it is read, whatever the typography and the lines of its template."""
    return " ".join(unescape(answer.content.decode()).replace("’", "'").split())


@pytest.fixture
def desk(somme):
    return browser(somme, person(MANAGER, at=somme))


def test_a_manager_sees_the_forums_and_what_is_left_of_the_quota(somme, oise, desk):
    mine, other, draft = a_forum(somme), a_forum(oise), a_forum(somme, published=False)
    a_nomination(somme, mine)
    page = words(desk.get("/forums/"))
    assert [name in page for name in (mine.name, other.name, draft.name)] == [True, True, False]
    assert "1 idée nommée sur 3" in page
    assert "Votre territoire n'y participe pas" in page
    assert desk.get(f"/forums/{draft.slug}/").status_code == 404


@pytest.mark.parametrize("ideas", [1, 3])
def test_pages_cost_the_same_however_many_ideas(somme, desk, ideas):
    forum = a_forum(somme, quota=9)
    for number in range(ideas):
        a_nomination(somme, forum, f"Nommée {number}")
        a_shortlisted(somme, f"Prête {number}")
    counts = []
    for path in ("/forums/", f"/forums/{forum.slug}/"):
        with Statements() as sql:
            desk.get(path)
        counts.append(len(sql))
    assert counts == [4, 6]


def test_an_idea_is_nominated_from_its_checklist(somme, desk):
    forum, idea = a_forum(somme), a_shortlisted(somme)
    assert desk.get(f"/idees/{idea.pk}/nommer/").headers["Location"] == f"/idees/{idea.pk}/nommer/{forum.slug}/"
    page = desk.get(f"/idees/{idea.pk}/nommer/{forum.slug}/")
    assert page.context["ready"] is True
    answer = desk.post(f"/idees/{idea.pk}/nommer/{forum.slug}/")
    assert answer.headers["Location"] == f"/forums/{forum.slug}/"
    with in_territory("somme"):
        assert Nomination.objects.get().idea_id == idea.pk


def test_what_is_missing_is_said_and_nothing_is_sent(somme, desk):
    forum, idea = a_forum(somme), a_shortlisted(somme, consenting=False)
    answer = desk.post(f"/idees/{idea.pk}/nommer/{forum.slug}/")
    assert answer.status_code == 409
    assert "Il manque l'accord de : Agente · Somme" in words(answer)
    with in_territory("somme"):
        assert (Nomination.objects.count(), Idea.objects.get().state) == (0, "shortlisted")


def test_a_dossier_is_taken_back_until_the_jury_opens(somme, desk):
    forum = a_forum(somme)
    nomination = a_nomination(somme, forum)
    assert desk.get(f"/nominations/{nomination.pk}/").status_code == 200
    assert desk.post(f"/nominations/{nomination.pk}/retirer/").status_code == 302
    assert desk.get(f"/nominations/{nomination.pk}/").status_code == 404
    again = a_nomination(somme, forum, "Une autre")
    with in_programme():
        forums.hear(forum, by=NATIONAL)
    assert desk.post(f"/nominations/{again.pk}/retirer/").status_code == 409


def test_a_not_retained_idea_is_taken_up_from_its_page(somme, desk):
    a_decided_forum(somme)
    deliveries.deliver("somme")
    with in_territory("somme"):
        idea = Idea.objects.get()
    assert desk.get(f"/idees/{idea.pk}/reprendre/").status_code == 200
    answer = desk.post(f"/idees/{idea.pk}/reprendre/")
    with in_territory("somme"):
        project = Project.objects.get()
    assert answer.headers["Location"] == f"/projets/{project.pk}/"
    assert desk.post(f"/idees/{idea.pk}/reprendre/").status_code == 409


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


def test_another_territorys_dossier_is_nowhere(somme, oise, desk):
    nomination = a_nomination(oise, a_forum(somme, oise), "Canari de l'Oise")
    for path in ("", "retirer/"):
        assert desk.get(f"/nominations/{nomination.pk}/{path}").status_code == 404
    assert desk.post(f"/nominations/{nomination.pk}/retirer/").status_code == 404
    assert "Canari" not in desk.get(f"/forums/{nomination.forum.slug}/").content.decode()
