"""An operator copies and erases somebody from the command line."""

import json
import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tenants.doors import in_programme, in_territory
from tenants.people.models import User
from tests.factories.calls import a_call
from tests.factories.ideas import an_idea
from tests.support.personas import person


def run(name, *arguments, **options):
    out = StringIO()
    call_command(name, *arguments, stdout=out, stderr=out, **options)
    return out.getvalue()


@pytest.fixture
def who(real_house, somme):
    somebody = person("member", at=somme, name="Aurélie Dufossé", email="aurelie@exemple.fr")
    actor = somebody.at(somme)
    with in_territory(somme):
        an_idea(a_call(), actor, title="Rappeler au 03 22 11 22 33")
    return somebody


def test_export_person_writes_two_files_closed_to_others(who, tmp_path):
    said = run("export_person", "aurelie@exemple.fr", to=str(tmp_path))

    told = json.loads((tmp_path / "personal-data.json").read_text())
    assert {place["place"] for place in told["places"]} == {"Somme", "Éclore"}
    assert (tmp_path / "personal-data.pdf").read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE((tmp_path / "personal-data.json").stat().st_mode) == 0o600
    assert "in 2 places" in said


def test_export_person_says_that_nothing_is_known(real_house, tmp_path):
    with pytest.raises(CommandError, match="nothing in this database"):
        run("export_person", "inconnu@exemple.fr", to=str(tmp_path))


def test_erase_person_says_first_where_the_strings_are(who):
    said = run("erase_person", "aurelie@exemple.fr", "--dry-run", "--contact", "0322112233")

    assert "somme.ideas_teammember.name: 1" in said and "somme.ideas_idea.title: 1" in said
    assert "public.people_user.email: 1" in said
    with in_programme():
        assert User.objects.get(pk=who.user_id).name == "Aurélie Dufossé"


def test_erase_person_erases_and_proves_it(who, somme):
    said = run("erase_person", "aurelie@exemple.fr", "--contact", "0322112233")

    assert "found in 0 places" in said
    assert "Aurélie" not in said and "aurelie" not in said
    again = run("erase_person", "aurelie@exemple.fr", "--dry-run", "--contact", "+33 3 22 11 22 33")
    assert "found in 0 places" in again


def test_erase_person_refuses_the_only_manager(real_house, somme):
    person("manager", at=somme, email="seule@exemple.fr")
    with pytest.raises(SystemExit):
        run("erase_person", "seule@exemple.fr")
    with in_programme():
        assert User.objects.get(email="seule@exemple.fr").is_active
