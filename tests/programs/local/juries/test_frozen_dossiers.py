"""What a jury marks stays what it was at the opening; what the team writes later is shown as a new version."""

import pytest

from eclore.kit.errors import Refusal
from programs.local.ideas.domain import attachments, ideas, teams
from programs.local.ideas.models import Idea
from programs.local.juries import domain, queries
from tenants.contexts import in_territory
from tests.factories.ideas import ANSWERS
from tests.factories.juries import a_jury_setup, passages_of
from tests.support.personas import api_client, browser


def rewritten(jury_setup, text):
    """The first idea's solution, by its author, in the territory's context."""
    idea = Idea.objects.select_related("call").get(pk=jury_setup.passages[0].idea_id)
    lead = idea.team.get(leads=True)
    author = jury_setup.runs.__class__(user_id=lead.user_id, name=lead.name, email=lead.email, schema="somme")
    return ideas.save(idea, by=author, answers={"solution": text}), author


def test_an_edit_after_the_opening_is_a_new_version_and_the_frozen_one_is_marked(somme):
    jury_setup = a_jury_setup(somme, kind="reading", titles="A", heard=False)
    with in_territory(somme):
        idea, author = rewritten(jury_setup, "Une autre solution.")
        teams.invite(idea, by=author, email="nouvelle@exemple.fr", name="Nouvelle")
        [passage] = passages_of(jury_setup.jury)
        assert ANSWERS["solution"] in dict(queries.answers_of(passage)).values()
        assert [text for _label, text in queries.newer_answers(passage)] == ["Une autre solution."]
        assert "Nouvelle" not in queries.team_of(passage)
    member, url = jury_setup.members[1], f"{jury_setup.url}passages/{passage.pk}/dossier/"
    page = browser(somme, member).get(url).content.decode()
    told = api_client(somme, member).get(f"/api/v1/juries/{jury_setup.jury.pk}/passages/{passage.pk}/").json()
    assert ("nouvelle version depuis" in page, ANSWERS["solution"] in page) == (True, True)
    assert [one["answer"] for one in told["newer_answers"]] == ["Une autre solution."]


def test_before_the_opening_and_once_it_is_undone_the_dossier_follows_the_idea(somme):
    jury_setup = a_jury_setup(somme, kind="reading", titles="A", heard=False)
    with in_territory(somme):
        domain.unopen_session(jury_setup.jury, by=jury_setup.runs)
        rewritten(jury_setup, "Une autre solution.")
        [passage] = passages_of(jury_setup.jury)
        assert "Une autre solution." in dict(queries.answers_of(passage)).values()
        assert queries.newer_answers(passage) == []


def test_a_file_stays_while_the_jury_reads_it_and_may_go_once_the_opening_is_undone(somme):
    jury_setup = a_jury_setup(somme, kind="reading", titles="A", heard=False, filed=True)
    with in_territory(somme):
        idea, author = rewritten(jury_setup, "Une autre solution.")
        file = idea.attachments.get()
        with pytest.raises(Refusal) as refused:
            attachments.detach(file, by=author)
        domain.unopen_session(jury_setup.jury, by=jury_setup.runs)
        attachments.detach(file, by=author)
        assert (refused.value.code, idea.attachments.count()) == ("being_read", 0)
