"""The queue in the contexts: a job leaves with its transaction, under the name of the context that wanted it."""

import pytest
from django.db import ProgrammingError, connection
from procrastinate.exceptions import ConnectorException

from eclore.database.context import ContextError
from eclore.kit import jobs
from tenants.contexts import in_programme, in_territory
from tenants.jobs import job_context, require_programme
from tests.support.databases import superuser


def queue_of(database):
    with superuser(database) as server:
        return server.execute("SELECT task_name, args FROM procrastinate_jobs ORDER BY id").fetchall()


def test_the_queue_writes_down_whose_context_it_was_whatever_is_claimed(real_db, somme):
    with in_territory(somme.schema_name):
        jobs.defer("example", tenant_context="eclore_programme", key="a")
    with in_programme():
        jobs.defer_all("example", [{"key": "b"}, {"key": "c"}])

    assert queue_of(real_db) == [
        ("example", {"tenant_context": "territory_somme", "key": "a"}),
        ("example", {"tenant_context": "eclore_programme", "key": "b"}),
        ("example", {"tenant_context": "eclore_programme", "key": "c"}),
    ]


def test_a_job_of_a_transaction_that_failed_does_not_exist(real_db, somme):
    with pytest.raises(RuntimeError), in_territory(somme.schema_name):
        jobs.defer("example", key="a")
        raise RuntimeError

    assert queue_of(real_db) == []


def test_no_job_can_be_added_outside_a_context(real_db):
    with pytest.raises(ConnectorException):
        jobs.defer("example", key="a")


@pytest.mark.parametrize("table", ["procrastinate_jobs", "procrastinate_events", "procrastinate_workers"])
@pytest.mark.parametrize("site", ["somme", "national"])
def test_nobody_but_the_worker_reads_the_queue(request, site, table):
    tenant_context = request.getfixturevalue(site).tenant_context

    with pytest.raises(ProgrammingError, match="permission denied"), connection.opened(tenant_context):
        connection.cursor().execute(f"SELECT * FROM {table}")


def test_a_task_opens_the_context_that_was_stamped(somme):
    with job_context("territory_somme"):
        here = (connection.tenant_context.role, connection.tenant_context.schema)
    with job_context("eclore_programme"):
        there = (connection.tenant_context.role, connection.tenant_context.schema)

    assert (here, there) == (("territory_somme", "somme"), ("eclore_programme", None))


@pytest.mark.parametrize("tenant_context", ["none", "", "eclore_owner", "territory_", "territory_a; RESET ROLE"])
def test_a_task_opens_no_other_context(db, tenant_context):
    with pytest.raises(ContextError), job_context(tenant_context):
        pass


def test_a_territory_cannot_have_the_programmes_work_done(db):
    with pytest.raises(ContextError, match="national programme"):
        require_programme("territory_somme")


def test_the_worker_defers_by_the_clock_without_any_context(real_db):
    with superuser(real_db) as server:
        server.execute("SET SESSION AUTHORIZATION eclore_worker")
        server.execute(
            "SELECT procrastinate_defer_periodic_job_v2('default', null, null, 'example', 0, '', 1, '{}'::jsonb)"
        )

    assert queue_of(real_db) == [("example", {"tenant_context": "none"})]
