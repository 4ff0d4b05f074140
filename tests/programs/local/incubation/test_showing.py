"""Who says that everybody may read about a project: its team, or the programme for it; and takes it back at will."""

import pytest

from programs.local.incubation.domain import members
from programs.local.incubation.models import Project
from tenants.contexts import in_territory
from tests.factories import incubation as make
from tests.support.personas import browser, person


def shown(project):
    with in_territory("somme"):
        return Project.objects.get(pk=project.pk).public


@pytest.fixture
def project(somme):
    with in_territory("somme"):
        return make.project("Allo 80")


def with_a_part(somme, project, part):
    one = person("member", at=somme)
    user_id = one.at(somme).user_id
    with in_territory("somme"):
        members.assign(project, by=make.SYSTEM, email=one.email, name=one.name, part=part)
        project.members.filter(email=one.email).update(user_id=user_id)
    return browser(somme, one)


def test_the_team_agrees_to_the_showcase_and_changes_its_mind(somme, project):
    team = with_a_part(somme, project, "team")
    assert "Montrer dans la vitrine" in team.get(f"/projets/{project.pk}/").content.decode()
    assert team.post(f"/projets/{project.pk}/vitrine/", {"public": "oui"}).status_code == 302
    assert shown(project)
    assert "Retirer de la vitrine" in team.get(f"/projets/{project.pk}/").content.decode()
    team.post(f"/projets/{project.pk}/vitrine/", {"public": "non"})
    assert not shown(project)


@pytest.mark.parametrize("part", ["coach", "sponsor"])
def test_whoever_helps_does_not_agree_for_the_team(somme, project, part):
    helper = with_a_part(somme, project, part)
    assert "Montrer dans la vitrine" not in helper.get(f"/projets/{project.pk}/").content.decode()
    assert helper.post(f"/projets/{project.pk}/vitrine/", {"public": "oui"}).status_code == 403
    assert not shown(project)


def test_another_agent_does_not_either(somme, project):
    stranger = browser(somme, person("member", at=somme))
    assert stranger.post(f"/projets/{project.pk}/vitrine/", {"public": "oui"}).status_code in (403, 404)
    assert not shown(project)
