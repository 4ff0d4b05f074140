"""Jobs: put in PostgreSQL's queue by the transaction that wants them, run by name."""

import pytest
from django.db import connection

from eclore.kit import jobs
from tenants.contexts import in_territory

EVERY = "SELECT task_name, args FROM procrastinate_jobs WHERE task_name LIKE 'example.%' ORDER BY id"


@pytest.fixture(autouse=True)
def own_tasks(monkeypatch):
    """Tasks of the test's own: those of the program are registered once for all."""
    monkeypatch.setattr(jobs, "TASKS", {})


def failing(error):
    def function(**args):
        raise error

    return function


class Heard(list):
    """What a task's `gives_up` was told."""

    def __call__(self, error, **args):
        self.append((error, args))


def test_a_function_is_registered_under_its_name_and_stays_itself():
    def function(**args):
        """Does something."""

    assert jobs.task("example.one", attempts=3)(function) is function
    assert jobs.periodic("example.two", cron="0 3 * * *")(function) is function
    assert dict(jobs.TASKS) == {
        "example.one": jobs.Task("example.one", function, 3),
        "example.two": jobs.Task("example.two", function, 1, cron="0 3 * * *"),
    }


def test_a_name_is_taken_once():
    jobs.task("example.one")(print)
    with pytest.raises(ValueError, match=r"example\.one is registered twice"):
        jobs.periodic("example.one", cron="0 3 * * *")(print)


def test_a_task_runs_its_function_with_what_it_was_given():
    given = []
    jobs.Task("example.one", lambda **args: given.append(args), 1).run(tenant_context="somme", size=3)
    assert given == [{"tenant_context": "somme", "size": 3}]


def test_an_error_goes_back_to_the_queue_and_nobody_is_told_while_attempts_are_left():
    told, error = Heard(), OSError()
    with pytest.raises(OSError):
        jobs.Task("example.one", failing(error), 3, told).run(attempt=2, tenant_context="somme")
    assert told == []


def test_after_the_last_attempt_somebody_is_told_and_the_job_has_failed():
    told, error = Heard(), OSError()
    with pytest.raises(OSError):
        jobs.Task("example.one", failing(error), 3, told).run(attempt=3, tenant_context="somme")
    assert told == [(error, {"tenant_context": "somme"})]


def test_what_is_hopeless_is_told_at_once_and_the_job_is_done():
    told, error = Heard(), jobs.Hopeless("Rien à faire.")
    jobs.Task("example.one", failing(error), 3, told).run(attempt=1, tenant_context="somme")
    assert told == [(error, {"tenant_context": "somme"})]


def test_what_is_hopeless_fails_when_nobody_is_to_be_told():
    with pytest.raises(jobs.Hopeless):
        jobs.Task("example.one", failing(jobs.Hopeless()), 3).run()


def queued(db):
    from tests.support.databases import superuser

    with superuser(db) as server:
        return server.execute(EVERY).fetchall()


def test_jobs_are_written_with_the_context_that_they_come_from(real_db, somme):
    with in_territory(somme):
        jobs.defer("example.one", size=3)
        jobs.defer_all("example.two", [{"n": 1}, {"n": 2}])
        jobs.defer_all("example.three", [])

    assert queued(real_db) == [
        ("example.one", {"size": 3, "tenant_context": somme.role}),
        ("example.two", {"n": 1, "tenant_context": somme.role}),
        ("example.two", {"n": 2, "tenant_context": somme.role}),
    ]


def test_a_transaction_that_is_undone_leaves_no_job(real_db, somme):
    with pytest.raises(RuntimeError), in_territory(somme):
        jobs.defer("example.one", size=3)
        raise RuntimeError
    assert queued(real_db) == []
    assert connection.tenant_context is None
