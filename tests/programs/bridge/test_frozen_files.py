"""Files go to a forum with their dossier, as copies: nothing that happens at home changes what a joint jury reads."""

import pytest

from programs.bridge import forgetting, nominations
from programs.joint.forums import copies
from programs.joint.forums.models import Nomination
from programs.joint.juries import domain as deliberations
from programs.local.ideas.models import Attachment
from tenants.contexts import in_programme, in_territory
from tenants.storage import files as storage
from tests.factories import files
from tests.factories.calls import manager
from tests.factories.forums import NATIONAL, a_forum, a_jury, a_shortlisted, nominated
from tests.factories.ideas import a_file
from tests.support.browsing import words
from tests.support.personas import api_client, browser, person


def attach(site, idea, name="Plan.pdf", state=""):
    """A file put in a dossier before it was shortlisted."""
    with in_territory(site.schema_name):
        kept = a_file(idea, name)
        if state:
            Attachment.objects.filter(pk=kept.pk).update(
                state=state, checked_at=None if state == "pending" else kept.checked_at
            )
        return kept


@pytest.fixture
def sent(somme):
    """(forum, idea, file, nomination) of a dossier with one file."""
    forum, idea = a_forum(somme), a_shortlisted(somme)
    kept = attach(somme, idea)
    return forum, idea, kept, nominated(somme, forum, idea)


def test_the_snapshot_tells_of_copies_that_the_programme_keeps(somme, sent):
    _forum, _idea, kept, nomination = sent
    with in_programme():
        told = Nomination.objects.get().snapshot["files"]
        with storage().open(copies.path(nomination, kept.pk)) as copy:
            content = copy.read()

    assert content == files.pdf()
    assert told == [
        {
            "id": str(kept.pk),
            "name": "Plan.pdf",
            "media_type": "application/pdf",
            "size": len(files.pdf()),
            "sha256": kept.sha256,
        }
    ]


def test_a_joint_jury_reads_copies_even_when_the_file_is_gone_at_home(somme, national, sent):
    forum, _idea, kept, nomination = sent
    with in_territory(somme.schema_name):
        storage().remove(kept.path)
        Attachment.objects.all().delete()
    juror = person(email="jure@exemple.fr")
    jury = a_jury(forum, ("presidente@exemple.fr", None), (juror.email, None))
    with in_programme():
        deliberations.open_session(jury, by=NATIONAL)
        passage = jury.passages.get()
    page = f"/jurys/{jury.pk}/passages/{passage.pk}/"
    api = f"/api/v1/juries/{jury.pk}/passages/{passage.pk}/files/{kept.pk}/"
    client = browser(national, juror)
    answer = client.get(f"{page}fichiers/{kept.pk}/")

    assert f'href="{page}fichiers/{kept.pk}/"' in words(client.get(f"{page}dossier/"))
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, files.pdf())
    assert (answer["Content-Disposition"], answer["Cache-Control"]) == (
        'attachment; filename="Plan.pdf"',
        "private, no-store",
    )
    assert api_client(national, juror).get(api).status_code == 200
    assert client.get(f"{page}fichiers/{nomination.pk}/").status_code == 404
    for stranger in (person(), person("member", "manager", at=somme)):
        assert browser(national, stranger).get(f"{page}fichiers/{kept.pk}/").status_code == 404
        assert api_client(national, stranger).get(api).status_code in (403, 404)
    acting = juror.at(national)
    with in_programme():
        deliberations.recuse(passage, by=acting)
    assert client.get(f"{page}fichiers/{kept.pk}/").status_code == 404
    assert api_client(national, juror).get(api).status_code == 404


def test_the_national_team_and_the_own_territory_open_it_and_nobody_else(somme, oise, national, sent):
    forum, _idea, kept, nomination = sent
    team, here = person(national=("national_coach",)), person("manager", at=somme)
    there, member = person("manager", at=oise), person("member", at=somme)
    on_forum, at_home = f"{forum.get_absolute_url()}dossiers/{nomination.pk}/", f"/nominations/{nomination.pk}/"
    got = {
        "team": browser(national, team).get(f"{on_forum}fichiers/{kept.pk}/").status_code,
        "manager": browser(somme, here).get(f"{at_home}fichiers/{kept.pk}/").status_code,
        "other territory": browser(oise, there).get(f"{at_home}fichiers/{kept.pk}/").status_code,
        "member": browser(somme, member).get(f"{at_home}fichiers/{kept.pk}/").status_code,
        "public": browser(national, member).get(f"{on_forum}fichiers/{kept.pk}/").status_code,
    }
    api = {
        "team": api_client(national, team).get(f"/api/v1{on_forum}files/{kept.pk}/").status_code,
        "manager": api_client(somme, here).get(f"/api/v1{at_home}files/{kept.pk}/").status_code,
        "other territory": api_client(oise, there).get(f"/api/v1{at_home}files/{kept.pk}/").status_code,
    }

    assert got == {"team": 200, "manager": 200, "other territory": 404, "member": 403, "public": 403}
    assert api == {"team": 200, "manager": 200, "other territory": 404}
    assert "Plan.pdf" in words(browser(national, team).get(on_forum))
    assert "Plan.pdf" in words(browser(somme, here).get(at_home))


def test_a_file_in_quarantine_stays_at_home_and_one_being_checked_is_waited_for(somme):
    forum, idea = a_forum(somme), a_shortlisted(somme)
    attach(somme, idea, "Sain.pdf")
    attach(somme, idea, "Piege.pdf", state="refused")
    waiting = attach(somme, idea, "Attente.pdf", state="pending")
    with pytest.raises(nominations.CannotNominate) as refusal:
        nominated(somme, forum, idea)
    with in_territory(somme.schema_name):
        Attachment.objects.filter(pk=waiting.pk).delete()
    nomination = nominated(somme, forum, idea)

    assert refusal.value.code == "files_being_checked"
    assert [one["name"] for one in nomination.snapshot["files"]] == ["Sain.pdf"]


def test_a_refused_nomination_leaves_no_copy_and_a_withdrawn_one_takes_them_back(somme, sent, monkeypatch):
    forum, idea, kept, nomination = sent
    with in_territory(somme.schema_name):
        nominations.withdraw(nomination, by=manager("somme"))
    with in_programme():
        taken_back = list(storage().names(f"programme/somme/{nomination.pk}/"))
        before = set(storage().names("programme/somme/"))
    monkeypatch.setattr(nominations, "apply", lambda *_args, **_options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        nominated(somme, forum, idea)
    with in_programme():
        assert (taken_back, set(storage().names("programme/somme/"))) == ([], before)
    with in_territory(somme.schema_name):
        assert storage().exists(kept.path)


@pytest.mark.parametrize("what", ["idea", "person"])
def test_forgetting_takes_the_file_and_its_copy(somme, sent, what):
    _forum, idea, kept, nomination = sent
    with in_territory(somme.schema_name):
        other = forgetting.forget_files_of_person(nomination.pk)
        forgotten = (
            forgetting.forget_files_of_idea(idea)
            if what == "idea"
            else forgetting.forget_files_of_person(kept.uploaded_by_id)
        )
    with in_territory(somme.schema_name):
        left = (Attachment.objects.count(), storage().exists(kept.path))
    with in_programme():
        copy = storage().exists(copies.path(nomination, kept.pk))

    assert (other, forgotten, left, copy) == (0, 1, (0, False), False)
