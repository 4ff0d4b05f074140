"""A jury opens the files of the dossiers before it; a member who has stepped aside opens none of them."""

import re
from uuid import uuid4

import pytest

from eclore.kit.errors import Refusal
from programs.local.ideas.domain import attachments
from programs.local.ideas.models import Idea
from programs.local.juries import domain
from tenants.contexts import in_territory
from tests.factories import files
from tests.factories.files import upload
from tests.factories.juries import a_jury_setup, passages_of
from tests.support.browsing import words
from tests.support.personas import api_client, browser, person


@pytest.fixture
def jury_setup(somme):
    """A reading jury, whose ideas may still be completed, and a file in the first dossier."""
    jury_setup = a_jury_setup(somme, kind="reading", opened=False)
    with in_territory(somme):
        idea = Idea.objects.get(pk=jury_setup.passages[0].idea_id)
        actor = jury_setup.runs.__class__(user_id=idea.team.get().user_id, name="Autrice", schema="somme")
        jury_setup.file = files.accepted(attachments.attach(idea, upload(files.pdf(), "Plan.pdf"), by=actor))
        domain.open_session(jury_setup.jury, by=jury_setup.runs)
        jury_setup.passages = passages_of(jury_setup.jury)
    return jury_setup


def addresses(jury_setup, rank=0, file=None):
    passage, file = jury_setup.passages[rank].pk, file or jury_setup.file.pk
    return [
        f"{jury_setup.url}passages/{passage}/fichiers/{file}/",
        f"/api/v1/juries/{jury_setup.jury.pk}/passages/{passage}/files/{file}/",
    ]


def answers(somme, persona, both):
    """What the page and the endpoint say: status, type, words; without the key, and forms of their own."""
    given = [browser(somme, persona).get(both[0]), api_client(somme, persona).get(both[1])]
    said = [re.sub(rf"{both[0].split('/')[-2]}|csrf[^>]+|name=.once[^>]+", "", words(answer)) for answer in given]
    return [(answer.status_code, answer["Content-Type"], text) for answer, text in zip(given, said, strict=True)]


def statuses(somme, jury_setup, persona, rank=0):
    page, api = addresses(jury_setup, rank)
    return [browser(somme, persona).get(page).status_code, api_client(somme, persona).get(api).status_code]


def test_a_member_opens_the_files_of_a_dossier(somme, jury_setup):
    member = jury_setup.members[1]
    page = words(browser(somme, member).get(f"{jury_setup.url}passages/{jury_setup.passages[0].pk}/dossier/"))
    told = (
        api_client(somme, member)
        .get(f"/api/v1/juries/{jury_setup.jury.pk}/passages/{jury_setup.passages[0].pk}/")
        .json()
    )

    assert f'href="{addresses(jury_setup)[0]}"' in page
    assert [one["name"] for one in told["files"]] == ["Plan.pdf"]
    assert statuses(somme, jury_setup, member) == [200, 200]
    assert statuses(somme, jury_setup, jury_setup.manager) == [200, 200]


def test_a_file_is_not_found_under_another_passage_or_by_somebody_else(somme, jury_setup):
    assert statuses(somme, jury_setup, jury_setup.members[1], rank=1) == [404, 404]
    assert statuses(somme, jury_setup, person("juror", at=somme)) == [404, 404]
    assert statuses(somme, jury_setup, person("member", at=somme)) == [404, 404]


def test_a_member_who_has_stepped_aside_opens_nothing(somme, jury_setup):
    with in_territory(somme):
        domain.recuse(jury_setup.passages[0], by=jury_setup.actors[1])

    assert statuses(somme, jury_setup, jury_setup.members[1]) == [404, 404]
    assert statuses(somme, jury_setup, jury_setup.members[2]) == [200, 200]


def test_a_member_asked_to_step_aside_cannot_tell_a_file_from_none_until_they_answer(somme, jury_setup):
    member, passage = jury_setup.members[1], jury_setup.passages[0]
    with in_territory(somme):
        seat = jury_setup.jury.seats.get(email=member.email)
        recusal = domain.propose_recusal(passage, seat, by=jury_setup.runs)
    dossier = api_client(somme, member).get(f"/api/v1/juries/{jury_setup.jury.pk}/passages/{passage.pk}/")
    there, nowhere = addresses(jury_setup), addresses(jury_setup, file=uuid4())

    assert (dossier.status_code, dossier.json()["code"]) == (409, "recusal_pending")
    assert answers(somme, member, there) == answers(somme, member, nowhere)
    assert statuses(somme, jury_setup, member) == [404, 404]

    with in_territory(somme):
        domain.decline_recusal(recusal, by=jury_setup.actors[1])
    assert statuses(somme, jury_setup, member) == [200, 200]


def test_what_is_attached_after_the_opening_is_a_new_version_and_what_the_jury_reads_stays(somme, jury_setup):
    member = jury_setup.members[1]
    with in_territory(somme):
        idea = Idea.objects.get(pk=jury_setup.passages[0].idea_id)
        actor = jury_setup.runs.__class__(user_id=idea.team.get().user_id, name="Autrice", schema="somme")
        newer = files.accepted(attachments.attach(idea, upload(files.pdf(), "Plan 2.pdf"), by=actor))
        with pytest.raises(Refusal) as refused:
            attachments.detach(jury_setup.file, by=actor)
    told = api_client(somme, member).get(f"/api/v1/juries/{jury_setup.jury.pk}/passages/{jury_setup.passages[0].pk}/")

    assert refused.value.code == "being_read"
    assert [[one["name"] for one in told.json()[part]] for part in ("files", "newer_files")] == [
        ["Plan.pdf"],
        ["Plan 2.pdf"],
    ]
    page, api = addresses(jury_setup, file=newer.pk)
    assert (browser(somme, member).get(page).status_code, api_client(somme, member).get(api).status_code) == (200, 200)
