"""A provisioned territory is the same as a migrated one, quick to make, and leaves nothing when it cannot be made."""

import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connections, transaction

from eclore.database.context import territory_role
from eclore.kit.errors import Invalid
from tenants.contexts import in_programme, in_territory
from tenants.isolation import apply
from tenants.territories import provisioning, template
from tenants.territories.models import Domain, Territory
from tests.support import databases
from tests.tenants.territories.catalogue import described

QUICK = 1 / 10  # of what migrations cost: a machine may be three times as slow as it was the day before


def schemas():
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information)' ORDER BY 1")
        return [name for (name,) in cursor.fetchall()]


def busy():
    """Seconds of processor spent by us and by our server process, which other tests on the machine do not lengthen."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        ((pid,),) = cursor.fetchall()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def migrated(schema):
    """A schema that Django's own migrations have made, without any template."""
    connection = connections["owner"]
    with connection.cursor() as cursor:
        for statement in apply.role_statements(schema, server_version=connection.connection.info.server_version):
            cursor.execute(statement)
        cursor.execute(f"CREATE SCHEMA {schema}")
    template.migrate(schema)
    with connection.cursor() as cursor:
        apply.secure_territory(cursor, schema)


def test_a_provisioned_schema_is_the_same_as_a_migrated_one(real_db):
    provisioning.provision(slug="replayed", name="Rejoué", kind="ville")
    migrated("stepwise")

    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        replayed, stepwise = described(cursor, "replayed"), described(cursor, "stepwise")

    for kind in replayed:
        assert replayed[kind] == stepwise[kind], kind
    assert len(replayed["columns"]) > 100


def test_its_migrations_are_written_down(real_db):
    provisioning.provision(slug="replayed", name="Rejoué", kind="ville")

    assert template.pending("replayed") == []


def test_a_territory_is_made_quickly_once_the_template_is_built(real_db, record_property):
    template.current()
    start = busy()
    migrated("stepwise")
    migrations = busy() - start
    spent = []
    for number in range(5):
        start = busy()
        provisioning.provision(slug=f"rapide-{number}", name=f"Rapide {number}", kind="ville")
        spent.append(busy() - start)

    each = statistics.median(spent)
    record_property("figure", f"A territory costs {each:.2f} s of processor, its migrations {migrations:.1f} s")
    assert each < QUICK * migrations, (spent, migrations)


def test_it_answers_at_its_address_with_a_readable_accent(real_db):
    provisioning.provision(slug="pas-de-calais", name="Pas-de-Calais", kind="departement", code="62", accent="#ffee00")

    with in_programme():
        domain = Domain.objects.select_related("tenant").get(tenant__slug="pas-de-calais")
    made = domain.tenant
    assert (domain.domain, made.schema_name, made.role, made.code) == (
        "pas-de-calais.eclore.localhost",
        "pas_de_calais",
        "territory_pas_de_calais",
        "62",
    )
    assert made.accent != "#ffee00"
    with in_territory("pas_de_calais"):
        assert Territory.objects.filter(slug="pas-de-calais").exists()


@pytest.mark.parametrize(
    "slug",
    [
        "",
        " ",
        "Somme",
        "9",
        "a b",
        "a--b",
        "-a",
        "a-",
        "a_b",
        "é",
        "pg-x",
        "compte",
        "www",
        "public",
        "a" * 41,
        'a"; DROP SCHEMA somme; --',
        "a\x00",
        "a\n",
    ],
)
def test_a_slug_that_can_be_no_address_is_refused(db, slug):
    before = schemas()

    with pytest.raises(Invalid) as refusal:
        provisioning.provision(slug=slug, name="Impossible", kind="ville")

    assert (refusal.value.field, schemas()) == ("slug", before)


def test_a_slug_that_is_taken_is_refused(db):
    with pytest.raises(Invalid, match="répond déjà à cette adresse"):
        provisioning.provision(slug="somme", name="Somme", kind="departement")


def test_an_unknown_kind_is_refused(db):
    with pytest.raises(Invalid) as refusal:
        provisioning.provision(slug="ailleurs", name="Ailleurs", kind="pays")

    assert refusal.value.field == "kind"


def test_a_role_that_another_database_is_making_is_waited_for(own_database):
    make, *_grants = apply.role_statements("ensemble", server_version=150000)
    waits = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid = %s"
    with databases.superuser() as first, databases.superuser(own_database) as second, ThreadPoolExecutor() as threads:
        first.execute("BEGIN")
        first.execute(make)
        made = threads.submit(second.execute, make)
        try:
            while not first.execute(waits, [second.info.backend_pid]).fetchone()[0]:
                assert not made.done()
            first.execute("COMMIT")
            made.result(10)
        finally:
            second.execute(f"DROP ROLE {territory_role('ensemble')}")


def test_a_failure_on_the_way_leaves_nothing(real_db, monkeypatch):
    before = schemas()
    monkeypatch.setattr(Domain, "save", lambda *_args, **_options: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        provisioning.provision(slug="interrompu", name="Interrompu", kind="ville")

    assert schemas() == before
    with in_programme():
        assert not Territory.objects.filter(slug="interrompu").exists()
