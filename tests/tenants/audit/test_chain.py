"""A log seals itself: numbered without a gap, chained, and closed to every hand."""

import uuid

import pytest
from django.db import DatabaseError, InternalError, ProgrammingError, connection

from eclore.kit import audit
from eclore.kit.actor import system
from eclore.kit.audit import Act
from tenants.contexts import in_programme, in_territory
from tests.support.databases import superuser
from tests.support.personas import person


def lines(site):
    with in_territory(site.schema_name):
        return list(audit.log()._default_manager.order_by("number"))


def test_lines_are_numbered_and_chained_within_their_schema(somme, oise):
    for site in (somme, oise):
        with in_territory(site.schema_name):
            first = audit.record(Act.EXPORT, by=system(), rows=1)
            audit.record(Act.EXPORT, by=system(), rows=2)
        found = lines(site)
        assert [line.number for line in found] == [1, 2]
        assert found[0].pk == first.pk
        assert [line.previous for line in found] == [audit.GENESIS, found[0].digest]


def test_the_database_and_the_system_compute_the_same_digest(somme):
    manager = person("manager", at=somme).at(somme)
    with in_territory(somme.schema_name):
        audit.record(Act.GRANT, by=manager, verb="give", role="juror", person=uuid.uuid4(), on=None)
    [line] = [line for line in lines(somme) if line.verb == "give"]
    assert line.digest == audit.digest(line)
    assert line.by_id == manager.user_id
    assert manager.name not in audit.message(line)


def test_the_programme_has_its_own_log(somme):
    with in_programme():
        audit.record(Act.EXPORT, by=system(), format="csv")
    with in_programme():
        assert [line.told for line in audit.log()._default_manager.all()] == [{"format": "csv"}]
    assert lines(somme) == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE territory_audit_entry SET verb = 'x'",
        "UPDATE territory_audit_entry SET number = 7",
        "DELETE FROM territory_audit_entry",
        "TRUNCATE territory_audit_entry",
    ],
)
def test_a_territory_changes_no_line(somme, sql):
    with in_territory(somme.schema_name):
        audit.record(Act.EXPORT, by=system())
    with pytest.raises((ProgrammingError, DatabaseError)), in_territory(somme.schema_name):
        connection.cursor().execute(sql)


def test_no_role_but_the_owner_may_change_a_line_of_any_log(db, own_database):
    """Whatever grants.py says: a log that it would open by mistake fails here."""
    with superuser(own_database) as server:
        logs = server.execute(
            "SELECT c.oid::regclass::text, c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE relname IN ('programme_audit_entry', 'territory_audit_entry') AND relkind = 'r'"
        ).fetchall()
        roles = [
            name for (name,) in server.execute("SELECT rolname FROM pg_roles WHERE NOT rolsuper AND rolname !~ '^pg_'")
        ]
        allowed = server.execute(
            "SELECT l.name, r.name, p.name FROM unnest(%s::oid[]) l (name), unnest(%s::text[]) r (name),"
            " unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) p (name) WHERE has_table_privilege(r.name, l.name, p.name)"
            " OR (p.name = 'UPDATE' AND has_any_column_privilege(r.name, l.name, 'UPDATE'))",
            [[oid for _name, oid in logs], roles],
        ).fetchall()

    assert len(logs) == 4 and {"eclore_app", "eclore_programme", "eclore_worker", "territory_somme"} <= set(roles)
    assert {role for _log, role, _privilege in allowed} == {"eclore_owner"}


def test_who_inserts_chooses_neither_number_nor_digest(somme):
    with in_territory(somme.schema_name):
        audit.record(Act.EXPORT, by=system())
        connection.cursor().execute(
            "INSERT INTO territory_audit_entry (id, number, at, act, verb, by_kind, subject_kind, facts,"
            " previous, digest)"
            " VALUES (gen_random_uuid(), 90, now(), 'export', '', 'system', '', '{}', '', repeat('a', 64))"
        )
    assert [(line.number, line.digest == audit.digest(line)) for line in lines(somme)] == [(1, True), (2, True)]


def test_a_line_undone_leaves_no_gap(somme):
    with pytest.raises(InternalError), in_territory(somme.schema_name):
        audit.record(Act.EXPORT, by=system())
        raise InternalError
    with in_territory(somme.schema_name):
        audit.record(Act.EXPORT, by=system())
    assert [line.number for line in lines(somme)] == [1]


@pytest.mark.parametrize("fact", ["Camille Durand", "camille@exemple.fr", "avis très réservé", 1.5, object()])
def test_a_fact_that_could_hold_a_name_or_an_opinion_is_refused(somme, fact):
    with in_territory(somme.schema_name), pytest.raises(ValueError, match="does not belong in a log"):
        audit.record(Act.EXPORT, by=system(), note=fact)


def test_what_is_sealed_is_found_again_only_with_its_salt():
    salt = audit.new_salt()
    assert audit.sealed({"a": 4}, salt) == audit.sealed({"a": 4}, salt)
    assert (
        len({audit.sealed({"a": 4}, salt), audit.sealed({"a": 5}, salt), audit.sealed({"a": 4}, audit.new_salt())}) == 3
    )
