"""A jury opens the files of the dossiers before it; a member who has stepped aside opens none of them."""

import pytest

from programs.local.ideas.domain import attachments
from programs.local.ideas.models import Idea
from programs.local.selections import domain
from tenants.doors import in_territory
from tests.factories import files
from tests.factories.files import upload
from tests.factories.selections import a_court
from tests.support.browsing import words
from tests.support.personas import browser, person, script


@pytest.fixture
def court(somme):
    """A reading jury, whose ideas may still be completed, and a file in the first dossier."""
    court = a_court(somme, kind="reading", heard=False)
    with in_territory(somme):
        idea = Idea.objects.get(pk=court.passages[0].idea_id)
        actor = court.runs.__class__(user_id=idea.team.get().user_id, name="Autrice", schema="somme")
        court.file = attachments.attach(idea, upload(files.pdf(), "Plan.pdf"), by=actor)
    return court


def addresses(court, rank=0):
    passage = court.passages[rank].pk
    return [f"{court.url}passages/{passage}/fichiers/{court.file.pk}/",
            f"/api/v1/juries/{court.jury.pk}/passages/{passage}/files/{court.file.pk}/"]  # fmt: skip


def statuses(somme, court, persona, rank=0):
    page, api = addresses(court, rank)
    return [browser(somme, persona).get(page).status_code, script(somme, persona).get(api).status_code]


def test_a_member_opens_the_files_of_a_dossier(somme, court):
    member = court.members[1]
    page = words(browser(somme, member).get(f"{court.url}passages/{court.passages[0].pk}/dossier/"))
    told = script(somme, member).get(f"/api/v1/juries/{court.jury.pk}/passages/{court.passages[0].pk}/").json()

    assert f'href="{addresses(court)[0]}"' in page
    assert [one["name"] for one in told["files"]] == ["Plan.pdf"]
    assert statuses(somme, court, member) == [200, 200]
    assert statuses(somme, court, court.manager) == [200, 200]


def test_a_file_is_not_found_under_another_passage_or_by_somebody_else(somme, court):
    assert statuses(somme, court, court.members[1], rank=1) == [404, 404]
    assert statuses(somme, court, person("juror", at=somme)) == [404, 404]
    assert statuses(somme, court, person("member", at=somme)) == [404, 404]


def test_a_member_who_has_stepped_aside_opens_nothing(somme, court):
    with in_territory(somme):
        domain.recuse(court.passages[0], by=court.actors[1])

    assert statuses(somme, court, court.members[1]) == [404, 404]
    assert statuses(somme, court, court.members[2]) == [200, 200]


def test_a_member_asked_to_step_aside_answers_first(somme, court):
    with in_territory(somme):
        seat = court.jury.seats.get(email=court.members[1].email)
        domain.propose(court.passages[0], seat, by=court.runs)

    assert statuses(somme, court, court.members[1]) == [409, 409]
