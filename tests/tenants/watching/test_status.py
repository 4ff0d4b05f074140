"""The page of the machine: the national administration sees what has failed, nobody else sees anything."""

from eclore.kit.actor import NATIONAL_ADMINISTRATOR, NATIONAL_COACH
from tenants.contexts import in_programme
from tenants.watching.domain import note_backup
from tests.support import databases
from tests.support.personas import browser, person

WHERE = "/etat-du-service/"


def test_the_national_administration_alone_sees_it(national):
    administrator, coach = person(national=(NATIONAL_ADMINISTRATOR,)), person(national=(NATIONAL_COACH,))
    assert browser(national, administrator).get(WHERE).status_code == 200
    assert browser(national, coach).get(WHERE).status_code == 403
    assert browser(national).get(WHERE).status_code == 302


def test_a_job_that_has_failed_does_not_hide(real_db, national):
    with databases.superuser(real_db) as server:
        server.execute("DELETE FROM procrastinate_jobs")
        for task, status, attempts in (
            ("mail.send", "failed", 8),
            ("bridge.sweep", "todo", 2),
            ("files.read", "todo", 0),
        ):
            server.execute(
                "INSERT INTO procrastinate_jobs (task_name, queue_name, status, attempts)"
                " VALUES (%s, 'default', %s, %s)",
                [task, status, attempts],
            )
    with in_programme():
        note_backup("whole")
    page = browser(national, person(national=(NATIONAL_ADMINISTRATOR,))).get(WHERE)
    found = page.context["queue"]
    assert [(each.task, each.jobs) for each in found.failed] == [("mail.send", 1)]
    assert [(each.task, each.jobs, each.attempts) for each in found.failing] == [("bridge.sweep", 1, 2)]
    assert (found.due, found.letters_waiting, found.letters_failed) == (2, 0, 1)
    assert "mail.send" in page.content.decode() and page.context["backup"] is not None
