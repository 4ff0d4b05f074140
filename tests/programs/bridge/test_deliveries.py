"""A published decision comes home once: the idea's outcome, a project, emails, and the stamp that closes the loop."""

from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connection

from eclore.database.context import ContextError
from eclore.kit.actor import MANAGER
from eclore.kit.errors import Refusal
from eclore.kit.jobs import TASKS
from programs.bridge import deliveries
from programs.joint.juries import queries
from programs.joint.juries.models import Decision
from programs.local.ideas.models import Idea
from programs.local.incubation.models import Project
from programs.local.messages.models import Message
from tenants.contexts import in_programme, in_territory
from tests.factories.calls import manager
from tests.factories.forums import a_decided_forum
from tests.support.personas import person


def outcome(site):
    """What the territory has after a delivery: ideas, projects, kinds of email."""
    with in_territory(site.schema_name):
        return (
            list(Idea.objects.values_list("title", "state")),
            list(Project.objects.values_list("name", "state", "taken_over_locally")),
            sorted(Message.objects.filter(kind__startswith="bridge.").values_list("kind", flat=True)),
        )


def test_retained_opens_a_project_and_the_other_is_answered(somme, oise):
    person(MANAGER, at=somme, name="Chargée de la Somme")
    jury = a_decided_forum(somme, oise, retained=["Somme"])
    assert deliveries.deliver(somme) == 1
    assert deliveries.deliver(oise.schema_name) == 1
    told = ["bridge.decided", "bridge.nominated", "bridge.retained"]
    assert outcome(somme) == ([("Somme", "laureate")], [("Somme", "to_sign", False)], told)
    assert outcome(oise) == ([("Oise", "not_retained")], [], ["bridge.nominated", "bridge.not_retained"])
    with in_territory(somme.schema_name):
        project, idea = Project.objects.get(), Idea.objects.get()
        assert project.forum_id == jury.forum_id
        event = idea.events.get(verb="retain")
        assert (event.by_name, event.note) == (f"Jury · {jury.forum.name}", "Motif pour Somme.")
        email = Message.objects.get(kind="bridge.retained")
        assert (email.to_email, "Motif pour Somme." in email.body) == (idea.team.get().email, True)
        assert Message.objects.get(kind="bridge.decided").to_name == "Chargée de la Somme"


def test_an_idea_on_the_waiting_list_is_at_home_again_neither_retained_nor_refused(somme):
    person(MANAGER, at=somme, name="Chargée de la Somme")
    a_decided_forum(somme, waiting=["Somme"])
    assert deliveries.deliver(somme) == 1
    told = ["bridge.decided", "bridge.nominated", "bridge.waiting_list"]
    assert outcome(somme) == ([("Somme", "shortlisted")], [], told)
    with in_territory(somme.schema_name):
        assert Idea.objects.get().events.get(verb="wait_list").note == "Motif pour Somme."
        letters = {email.kind: email for email in Message.objects.filter(kind__startswith="bridge.")}
        assert "en liste d'attente : elle n'est ni retenue ni refusée" in letters["bridge.waiting_list"].body
        assert "Son rang" not in letters["bridge.waiting_list"].body
        assert letters["bridge.decided"].subject.endswith("« Somme », liste d'attente")


def test_delivering_again_changes_nothing(somme):
    a_decided_forum(somme, retained=["Somme"])
    assert [deliveries.deliver(somme), deliveries.deliver(somme), deliveries.sweep()] == [1, 0, 0]
    with in_programme():
        assert Decision.objects.get().delivered_at is not None


def test_nothing_is_delivered_before_publication(somme):
    a_decided_forum(somme, retained=["Somme"], published=False)
    assert deliveries.deliver(somme) == 0
    assert outcome(somme)[0] == [("Somme", "nominated")]


def test_the_sweep_and_the_command_bring_home_what_is_left_everywhere(somme, oise, nord, capsys):
    jury = a_decided_forum(somme, oise, nord, retained=["Nord"])
    deliveries.deliver(somme)
    with in_programme():
        assert queries.awaited_by() == ["nord", "oise"]
        assert queries.delivery(jury) == queries.Delivery(delivered=1, territories=3)
    call_command("deliver")
    assert capsys.readouterr().out == "2 decision(s) delivered\n"
    with in_programme():
        assert queries.delivery(jury) == queries.Delivery(delivered=3, territories=3)
    assert outcome(nord)[1] == [("Nord", "to_sign", False)]


def test_one_territory_that_fails_does_not_stop_the_others(somme, oise, monkeypatch):
    a_decided_forum(somme, oise)
    deliver = deliveries.deliver
    monkeypatch.setattr(deliveries, "deliver", lambda schema: 1 / 0 if schema == "oise" else deliver(schema))
    assert deliveries.sweep() == 1
    assert outcome(somme)[0] == [("Somme", "not_retained")]


def test_an_idea_that_has_moved_meanwhile_keeps_its_state_and_the_decision_is_noted(somme):
    a_decided_forum(somme, retained=["Somme"])
    with in_territory(somme.schema_name):
        Idea.objects.update(state="taken_internally", answered_at="2026-01-01T00:00Z")
    assert deliveries.deliver(somme) == 1
    with in_territory(somme.schema_name):
        idea = Idea.objects.get()
        noted = idea.events.filter(verb="forum_decision").values_list("target", "note")
        assert (idea.state, list(noted)) == ("taken_internally", [("retained", "Motif pour Somme.")])


def test_publication_puts_one_job_for_each_territory_in_the_queue(somme, oise, monkeypatch):
    queued = []
    monkeypatch.setattr("programs.bridge.tasks.jobs.defer_all", lambda name, each: queued.append((name, each)))
    a_decided_forum(oise, somme)
    assert [job for job in queued if job[0] == "bridge.deliver"] == [
        ("bridge.deliver", [{"schema": "oise"}, {"schema": "somme"}])
    ]


def test_only_the_programme_asks_for_a_delivery(somme):
    a_decided_forum(somme)
    task = TASKS["bridge.deliver"]
    with pytest.raises(ContextError):
        task.run(tenant_context="territory_oise", schema="somme")
    task.run(tenant_context="eclore_programme", schema="somme")
    assert outcome(somme)[0] == [("Somme", "not_retained")]


def test_two_deliveries_at_once_deliver_once(real_db, somme):
    a_decided_forum(somme, retained=["Somme"])
    together, counts = Barrier(2, timeout=20), []

    def run():
        together.wait()
        counts.append(deliveries.deliver("somme"))
        connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(counts) == [0, 1]
    assert outcome(somme)[1:] == ([("Somme", "to_sign", False)], ["bridge.nominated", "bridge.retained"])


def test_a_not_retained_idea_is_taken_up_at_home(somme):
    a_decided_forum(somme)
    deliveries.deliver(somme)
    with in_territory(somme.schema_name):
        project = deliveries.take_up(Idea.objects.get(), by=manager("somme"))
        assert (project.taken_over_locally, project.forum_id, Idea.objects.get().state) == (
            True,
            None,
            "taken_internally",
        )
        with pytest.raises(Refusal) as refused:
            deliveries.take_up(Idea.objects.get(), by=manager("somme"))
        assert refused.value.code == "not_declined"
