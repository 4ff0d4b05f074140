"""An operator copies and erases somebody from the command line."""

import json
import stat
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from eclore.kit import clock
from eclore.kit.actor import ANONYMOUS
from programs.local.calls.models import Call
from programs.local.ideas.domain import callbacks
from programs.local.ideas.models import Callback, Idea
from tenants.accounts.models import User
from tenants.contexts import in_programme, in_territory
from tenants.privacy import orchestration, tasks
from tenants.privacy.models import Request
from tests.factories.calls import a_call
from tests.factories.ideas import an_idea
from tests.support.personas import person


def run(name, *arguments, **options):
    out = StringIO()
    call_command(name, *arguments, stdout=out, stderr=out, **options)
    return out.getvalue()


@pytest.fixture
def who(real_db, somme):
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


def test_export_person_says_that_nothing_is_known(real_db, tmp_path):
    with pytest.raises(CommandError, match="nothing in this database"):
        run("export_person", "inconnu@exemple.fr", to=str(tmp_path))


def test_erase_person_says_first_where_the_strings_are(who):
    said = run("erase_person", "aurelie@exemple.fr", "--dry-run", "--contact", "0322112233")

    assert "somme.ideas_teammember.name: 1" in said and "somme.ideas_idea.title: 1" in said
    assert "public.accounts_user.email: 1" in said
    with in_programme():
        assert User.objects.get(pk=who.user_id).name == "Aurélie Dufossé"


def test_erase_person_erases_and_proves_it(who, somme):
    said = run("erase_person", "aurelie@exemple.fr", "--contact", "0322112233")

    assert "found in 0 places" in said
    assert "Aurélie" not in said and "aurelie" not in said
    again = run("erase_person", "aurelie@exemple.fr", "--dry-run", "--contact", "+33 3 22 11 22 33")
    assert "found in 0 places" in again


def test_erase_person_refuses_the_only_manager(real_db, somme):
    person("manager", at=somme, email="seule@exemple.fr")
    with pytest.raises(SystemExit):
        run("erase_person", "seule@exemple.fr")
    with in_programme():
        assert User.objects.get(email="seule@exemple.fr").is_active


def test_an_erasure_that_was_cut_is_taken_up_by_the_night(who, somme, oise, queue, monkeypatch):
    """Killed between two territories: the number that only the first one knew is still erased from the second."""
    with in_territory(oise):
        callbacks.ask(a_call(), by=ANONYMOUS, name="Aurélie Dufossé", contact="06 11 22 33 44")
    author = person("member", at=somme).at(somme)
    with in_territory(somme):
        idea = an_idea(Call.objects.get(), author, title="Appeler le 0611223344")
    places = orchestration.schemas()
    assert [schema for schema, _name in places].index("oise") < [schema for schema, _name in places].index("somme")
    there = orchestration._erase_there

    def killed(schema, *args):
        if schema == "somme":
            raise KeyboardInterrupt
        return there(schema, *args)

    monkeypatch.setattr(orchestration, "_erase_there", killed)
    with pytest.raises(KeyboardInterrupt):
        run("erase_person", "aurelie@exemple.fr")
    monkeypatch.setattr(orchestration, "_erase_there", there)
    with in_territory(oise):
        assert Callback.objects.get().name == "Personne effacée"

    tasks.purge()
    assert "privacy.erase" not in queue.names  # it may be at work
    with clock.at(clock.now() + timedelta(days=1)):
        tasks.purge()
    assert queue.names.count("privacy.erase") == 1
    queue.run()

    with in_territory(somme):
        assert Idea.objects.get(pk=idea.pk).title == "Appeler le coordonnées effacées"
    with in_programme():
        asked = Request.objects.get()
        assert (asked.state, asked.known, asked.report["remaining"]) == ("done", {}, [])
    assert "found in 0 places" in run("erase_person", "aurelie@exemple.fr", "--dry-run", "--contact", "0611223344")


def test_erase_person_run_again_goes_on_with_what_the_first_had_learnt(who, somme, monkeypatch):
    erase, cut = orchestration.erase, []

    def killed(subject, **options):
        cut.append(subject)
        raise KeyboardInterrupt

    monkeypatch.setattr(orchestration, "erase", killed)
    with pytest.raises(KeyboardInterrupt):
        run("erase_person", "aurelie@exemple.fr", "--contact", "0322112233")
    monkeypatch.setattr(orchestration, "erase", erase)

    run("erase_person", "aurelie@exemple.fr")

    with in_territory(somme):
        assert Idea.objects.get().title == "Rappeler au coordonnées effacées"
    with in_programme():
        assert [(asked.kind, asked.state, asked.known) for asked in Request.objects.all()] == [("erasure", "done", {})]
