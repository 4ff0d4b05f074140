"""A database that has gone back erases again whom it has forgotten to have erased, by a record that names nobody."""

import json
import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connections

from eclore.kit import clock
from programs.local.ideas.models import Idea
from tenants.accounts.models import User
from tenants.contexts import in_programme, in_territory
from tenants.privacy import journal, orchestration, replaying
from tenants.privacy.models import Request
from tests.factories.calls import a_call
from tests.factories.ideas import an_idea
from tests.support import databases
from tests.support.personas import person

NAME, EMAIL = "Zéphyrine Quetzalcóatl-Ñandú", "zephyrine@ailleurs.example"
UNKNOWN = "sans.compte@ailleurs.example"


@pytest.fixture(autouse=True)
def record(settings, tmp_path):
    settings.ERASURES, settings.BACKUPS = tmp_path / "erasures", tmp_path / "backups"
    settings.SECRET_KEY_FALLBACKS = []
    return settings.ERASURES


@pytest.fixture
def restored(real_db, somme):
    """Two people are erased after a copy of the database was made; the copy is what is there now."""
    who = person("member", at=somme, name=NAME, email=EMAIL)
    actor, other = who.at(somme), person("member", at=somme).at(somme)
    with in_territory(somme):
        call = a_call()
        an_idea(call, actor, title=f"Une idée de {NAME}")
        idea = an_idea(call, other)
        idea.team.update(email=UNKNOWN, name="Ursule Sanscompte", user_id=None)
    connections.close_all()
    with databases.copied(f"{real_db}_before", real_db) as copy:
        for address in (EMAIL, UNKNOWN):
            call_command("erase_person", address, stdout=StringIO())
        with databases.pointed_at(copy):
            yield who


def lines(folder):
    return [line for path in folder.glob("*.jsonl") for line in path.read_text().splitlines()]


def replayed():
    out, code = StringIO(), 0
    try:
        call_command("replay_erasures", stdout=out, stderr=out)
    except SystemExit as ended:
        code = ended.code
    return code, out.getvalue()


def names(somme):
    with in_territory(somme):
        told = [str(each) for each in Idea.objects.values_list("title", "team__name", "team__email")]
    with in_programme():
        return "\n".join([*told, *User.objects.values_list("email", flat=True)])


def test_who_was_erased_since_is_erased_again_once(restored, somme, record):
    assert NAME in names(somme) and UNKNOWN in names(somme)

    code, said = replayed()

    assert (code, "2 done again" in said) == (0, True), said
    assert not re.search("Quetzal|zephyrine|Ursule|sans.compte", names(somme))
    with in_programme():
        assert {str(pk) for pk in Request.objects.values_list("pk", flat=True)} == {
            json.loads(line)["request"] for line in lines(record)
        }
    code, said = replayed()
    assert (code, "2 erasures stand, 0 done again" in said) == (0, True), said


def test_the_record_names_nobody(restored, record):
    told = "\n".join(lines(record))
    assert len(lines(record)) == 2
    assert not re.search("@|quetzal|ursule", told, re.IGNORECASE) and str(restored.user_id) not in told
    assert {path.stat().st_mode & 0o007 for path in record.glob("*")} == {0}


def test_a_thief_without_the_secret_cannot_try_addresses(restored, record, settings):
    told = json.loads(lines(record)[0])
    assert journal.digest(EMAIL) in told["addresses"]
    settings.SECRET_KEY = "another"
    assert journal.digest(EMAIL) not in told["addresses"]


def test_another_secret_is_said_and_its_lines_are_not_forgotten(restored, settings, somme):
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    code, said = replayed()
    assert (code, "2 erasures were recorded with another ECLORE_SECRET_KEY" in said, NAME in names(somme)) == (
        1,
        True,
        True,
    )
    settings.SECRET_KEY_FALLBACKS = [old]
    assert replayed()[0] == 0 and NAME not in names(somme)


def test_a_line_that_was_cut_off_is_told_and_spoils_no_other(restored, record):
    (path,) = record.glob("*.jsonl")
    with path.open("a") as cut:
        cut.write('{"at": "2026-')
    journal.note(orchestration.uuid4(), orchestration.somebody(EMAIL))
    found, broken = journal.read()
    assert (len(found), broken) == (3, 1)
    assert replayed()[0] == 1


def test_the_copy_that_backups_keep_is_enough(restored, record):
    record.rename(journal.beside_backups().parent.parent / "elsewhere")
    assert journal.read() == ([], 0)
    journal.beside_backups().parent.mkdir()
    (record.parent / "elsewhere").rename(journal.beside_backups())
    assert "2 done again" in replayed()[1]


def test_whoever_has_come_back_of_their_own_will_is_left_alone(real_db, somme):
    """The same address, a newer account, in a database that has gone nowhere."""
    person("member", at=somme, name=NAME, email=EMAIL)
    call_command("erase_person", EMAIL, stdout=StringIO())
    came_back = person("member", at=somme, name="Zéphyrine Revenue", email=EMAIL)
    with in_programme():
        Request.objects.all().delete()
    done = replaying.replay()
    with in_programme():
        assert User.objects.get(pk=came_back.user_id).email == EMAIL
    assert [line.request for line, _report in done.again] == []


def test_the_only_manager_is_erased_again_and_their_territory_is_named(real_db, somme):
    person("manager", at=somme, name=NAME, email=EMAIL)
    connections.close_all()
    with databases.copied(f"{real_db}_before", real_db) as copy:
        person("manager", at=somme)
        call_command("erase_person", EMAIL, stdout=StringIO())
        with databases.pointed_at(copy):
            code, said = replayed()
            assert (code, "nobody holds Somme any more" in said, EMAIL in names(somme)) == (0, True, False)


def test_nothing_is_erased_when_it_cannot_be_recorded(real_db, somme, record):
    person("member", at=somme, name=NAME, email=EMAIL)
    record.parent.mkdir(exist_ok=True)
    record.write_text("not a folder")
    with pytest.raises(OSError):
        call_command("erase_person", EMAIL, stdout=StringIO())
    with in_programme():
        assert User.objects.filter(email=EMAIL).exists()


def test_rows_that_came_back_alone_are_theirs_by_the_key_of_their_account(real_db, somme):
    """A territory that was restored holds what they wrote; their account stands erased, a namesake lives there."""
    who, namesake = person("member", at=somme, name=NAME, email=EMAIL), person("member", at=somme, name=NAME)
    author, also = who.at(somme), namesake.at(somme)
    with in_territory(somme):
        call = a_call()
        idea = an_idea(call, author, title=f"Une idée de {NAME}")
        other = an_idea(call, also, title=f"Une autre de {NAME}")
        before, team = Idea.objects.filter(pk=idea.pk).values("title").get(), idea.team.values().get()
    moment = clock.now()
    call_command("erase_person", EMAIL, stdout=StringIO())
    with in_territory(somme):
        Idea.objects.filter(pk=idea.pk).update(**before)
        idea.team.update(**team)
    assert replaying.replay().again == []
    assert len(replaying.replay(moment).again) == 1
    with in_territory(somme):
        titles = dict(Idea.objects.values_list("pk", "title"))
    assert NAME not in titles[idea.pk] and titles[other.pk] == f"Une autre de {NAME}"
