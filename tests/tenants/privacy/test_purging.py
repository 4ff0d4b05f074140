"""What has been kept long enough goes at night, by the project's clock; numbers stay; every night is written down."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone

from eclore.kit import clock, jobs
from eclore.kit.actor import ANONYMOUS
from programs.bridge import projection
from programs.joint.portfolio.models import IdeaRow
from programs.juries.models import EntryCard
from programs.local.calls.template import GROUNDS
from programs.local.ideas.domain import attachments, callbacks, drafts, ideas, triage
from programs.local.ideas.models import Callback, Draft, Idea
from programs.local.incubation.domain import journal
from programs.local.messages.models import Message
from tenants.accounts.models import Handoff, Session, User
from tenants.contexts import in_programme, in_territory
from tenants.memberships.models import Invitation, Visit
from tenants.privacy import inactivity, purging
from tenants.privacy.domain import requests, retention
from tenants.privacy.models import Purge, Request, Warned
from tenants.territories.models import Territory
from tests.factories.calls import a_call
from tests.factories.entry_cards import a_card
from tests.factories.files import pdf, upload
from tests.factories.ideas import a_draft, an_idea
from tests.factories.incubation import project
from tests.factories.juries import a_jury_setup
from tests.factories.people import invitation, visit
from tests.support.personas import person

NOW = timezone.now()


def months_later(months, days=1):
    return clock.months_before(NOW, -months) + timedelta(days=days)


def purge(**options):
    return {purged.site: purged.counts for purged in purging.purge_everywhere(**options)}


@pytest.fixture
def refused(real_db, somme):
    """An idea with a file, answered no today, and one that waits for its answer."""
    manager, author = (
        person("manager", at=somme).at(somme),
        person("member", at=somme, name="Aurélie Dufossé").at(somme),
    )
    with in_territory(somme):
        call = a_call()
        draft = a_draft(call, author, title="Pas pour nous")
        attachments.attach(draft, by=author, upload=upload(pdf(), "plan.pdf"))
        idea = ideas.submit(draft, by=author)
        triage.set_aside(idea, by=manager, ground=next(iter(GROUNDS)))
        waiting = an_idea(call, author, title="En attente")
    return idea, waiting


def test_a_refused_idea_is_emptied_two_years_after_its_answer_and_still_counts(refused, somme):
    idea, waiting = refused
    with in_territory(somme):
        [path] = [kept.path for kept in idea.attachments.all()]
    with clock.at(months_later(24, days=-2)):
        assert purge()["Somme"]["refused_ideas"] == 0
    with clock.at(months_later(24)):
        assert purge()["Somme"]["refused_ideas"] == 1
        assert purge()["Somme"]["refused_ideas"] == 0

    with in_territory(somme):
        kept = Idea.objects.get(pk=idea.pk)
        assert (kept.title, kept.answers, kept.direction) == ("Idée effacée", {}, "")
        assert (kept.number, kept.state, kept.submitted_at) == (idea.number, "out_of_scope", idea.submitted_at)
        assert not kept.team.exists() and not kept.attachments.exists()
        assert {(event.note, event.by_name) for event in kept.events.all()} == {("", "")}
        assert not Message.objects.filter(about=idea.pk).exists()
        assert Idea.objects.get(pk=waiting.pk).title == "En attente"
    assert not default_storage.exists(path)
    assert projection.differences(somme.schema_name) == []
    with in_programme():
        assert IdeaRow.objects.get(idea_id=idea.pk).state == "out_of_scope"


def test_a_dry_run_counts_and_changes_nothing(refused, somme):
    idea, _waiting = refused
    with clock.at(months_later(24)):
        out = StringIO()
        call_command("purge", dry_run=True, stdout=out)
    assert "Somme: accesses 0, raw_notes 0, refused_ideas 1" in out.getvalue()
    with in_territory(somme):
        assert Idea.objects.get(pk=idea.pk).title == "Pas pour nous"
        assert not Purge.objects.exists()


def test_each_territory_keeps_things_as_long_as_it_says(refused, somme):
    manager = person("manager", at=somme).at(somme)
    with in_territory(somme):
        retention.keep(Territory.objects.get(pk=somme.territory_id), by=manager, refused_ideas=3)
    with clock.at(months_later(3)):
        assert purge(dry_run=True)["Somme"]["refused_ideas"] == 1


def test_every_night_is_written_down_at_its_place(refused, somme, oise):
    with clock.at(months_later(24)):
        call_command("purge", territory="somme", stdout=StringIO())
    with clock.at(months_later(24, days=2)):
        jobs.TASKS["privacy.purge"].run(timestamp=0)
    with in_territory(somme):
        assert [night.counts["refused_ideas"] for night in Purge.objects.all()] == [0, 1]
    with in_territory(oise):
        assert [night.counts for night in Purge.objects.all()] == [{"accesses": 0, "refused_ideas": 0, "raw_notes": 0}]


def test_a_place_that_fails_stops_no_other_and_is_told(refused, somme, oise, monkeypatch):
    def fail(schema, *_rest):
        if schema == somme.schema_name:
            raise OSError("no space left")
        return 0

    monkeypatch.setitem(purging.rules(), "refused_ideas", replace(purging.rules()["refused_ideas"], forget=fail))
    said = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("purge", stdout=said)

    told = dict(line.split(": ", 1) for line in said.getvalue().splitlines())
    assert end.value.code == 1 and told["Somme"] == "failed, see the log" and "refused_ideas 0" in told["Oise"]
    with pytest.raises(CommandError, match="there is no schema sommes"):
        call_command("purge", territory="sommes")


def test_raw_notes_of_an_interview_go_after_three_months_and_the_line_stays(real_db, somme):
    coach = person("manager", at=somme).at(somme)
    with in_territory(somme):
        followed = project(started=clock.today())
        for kind in ("interview", "session"):
            journal.add(followed, by=coach, kind=kind, on=clock.today(), text="Mme Untel attend.", next_step="Rappeler")

    with clock.at(months_later(3, days=-2)):
        assert purge()["Somme"]["raw_notes"] == 0
    with clock.at(months_later(3, days=2)):
        assert purge()["Somme"]["raw_notes"] == 1

    with in_territory(somme):
        assert set(followed.journal.values_list("kind", "text", "next_step")) == {
            ("interview", "", "Rappeler"),
            ("session", "Mme Untel attend.", "Rappeler"),
        }


def test_what_was_begun_without_an_account_goes_too(real_db, somme):
    with in_territory(somme):
        call = a_call()
        drafts.begin(call, by=ANONYMOUS, title="Sans compte")
        callbacks.ask(call, by=ANONYMOUS, name="Une agente", contact="03 22 00 00 00")
    with clock.at(months_later(24)):
        assert purge(dry_run=True)["Somme"]["refused_ideas"] == purge()["Somme"]["refused_ideas"] == 2
    with in_territory(somme):
        assert not Draft.objects.exists() and not Callback.objects.exists()


def test_traces_of_access_go_after_a_year_but_the_last_entrance_of_each(real_db, somme, oise, national):
    manager, coach = person("manager", at=somme), person(national=("national_coach",))
    visit(somme, coach, national=national)
    invitation(somme, manager)
    with in_programme():
        for rank, (owner, role) in enumerate([(manager, somme.role), (manager, somme.role), (coach, oise.role)]):
            Handoff.objects.create(
                code_hash=f"c{rank}",
                owner_role=role,
                host="h",
                nonce_hash="n",
                user_id=owner.user_id,
                expires_at=NOW + timedelta(seconds=rank),
            )
        Session.objects.create(session_key="old", session_data="", expire_date=NOW)

    with clock.at(months_later(11)):
        assert purge()["Somme"]["accesses"] == 0
    with clock.at(months_later(14)):
        assert purge(dry_run=True)["Somme"]["accesses"] == 3
        assert purge()["Somme"]["accesses"] == 3
    with in_programme():
        assert not Visit.objects.exists() and not Invitation.objects.exists()
        assert set(Handoff.objects.values_list("code_hash", flat=True)) == {"c1", "c2"}
        assert not Session.objects.filter(session_key="old").exists()


def test_cards_of_a_jury_go_a_year_after_they_have_ended(real_db, somme):
    jury_setup = a_jury_setup(somme)
    a_card(somme, jury_setup.jury, by=jury_setup.president)
    with clock.at(months_later(12)):
        assert purge()["Somme"]["accesses"] == 0
    with clock.at(months_later(12, days=4)):
        assert purge(dry_run=True)["Somme"]["accesses"] == 1
        purge()
    with in_territory(somme):
        assert not EntryCard.objects.exists()


@pytest.fixture
def sleeper(real_db, somme):
    return person("member", at=somme, name="Aurélie Dufossé", email="aurelie@exemple.fr")


def queued_to(queue):
    return [args["to_email"] for name, args in queue.waiting if name == "mail.send"]


def test_an_account_that_sleeps_is_written_to_twice_then_erased(sleeper, somme, queue):
    with clock.at(months_later(21)):
        assert purge()["Éclore"][inactivity.FIRST] == 0
    with clock.at(months_later(22, days=2)):
        assert purge()["Éclore"][inactivity.FIRST] == 1
        assert purge()["Éclore"][inactivity.FIRST] == 0
    with clock.at(months_later(23, days=3)):
        assert purge()["Éclore"][inactivity.SECOND] == 1
    assert queued_to(queue) == ["aurelie@exemple.fr"] * 2
    assert "seront effacées à partir du" in queue.waiting[0][1]["body"]
    with clock.at(months_later(23, days=20)):
        assert purge()["Éclore"][inactivity.ERASED] == 0
    with clock.at(months_later(24, days=10)):
        assert purge()["Éclore"][inactivity.ERASED] == 1
        queue.run()

    with in_programme():
        assert User.objects.get(pk=sleeper.user_id).name == "Personne effacée"
        assert Request.objects.get().report["remaining"] == []


def test_a_dry_run_tells_what_the_night_then_does(refused, sleeper, somme, national, queue):
    """Ideas, drafts, traces, e-mails, erasures, copies; and the only manager, whom the night keeps."""
    actor = sleeper.at(national)
    with in_programme():
        requests.ask_for_copy(User.objects.get(pk=sleeper.user_id), by=actor)
    queue.run()
    with in_territory(somme):
        drafts.begin(a_call(), by=ANONYMOUS, title="Sans compte")
    for months, days in ((0, 9), (22, 2), (23, 3), (24, 10)):
        with clock.at(months_later(months, days=days)):
            foreseen = purge(dry_run=True)
            assert purge() == foreseen
    assert foreseen["Éclore"][inactivity.ERASED] == 2  # an agent and a colleague; not the only manager
    assert (foreseen["Somme"]["refused_ideas"], foreseen["Éclore"][purging.EXPIRED]) == (2, 0)


def test_signing_in_stops_it(sleeper, somme, queue):
    with clock.at(months_later(23)):
        purge()
        with in_programme():
            assert Warned.objects.count() == 1
            Handoff.objects.create(
                code_hash="c",
                owner_role=somme.role,
                host="h",
                nonce_hash="n",
                user_id=sleeper.user_id,
                expires_at=clock.now(),
            )
    with clock.at(months_later(25)):
        purge()
        with in_programme():
            assert not Warned.objects.exists()
            assert User.objects.get(pk=sleeper.user_id).is_active


def test_the_territory_that_keeps_an_account_longest_decides(sleeper, somme):
    manager = person("manager", at=somme).at(somme)
    with in_territory(somme):
        retention.keep(Territory.objects.get(pk=somme.territory_id), by=manager, idle_accounts=60)
    with clock.at(months_later(50)), in_programme():
        assert inactivity.sleepers() == []
    with clock.at(months_later(59)), in_programme():
        assert sleeper.user_id in {each.user_id for each in inactivity.sleepers()}
