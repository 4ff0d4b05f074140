"""The declared walls against the real ones."""

from dataclasses import dataclass, field
from typing import Any

from eclore.database.context import PROGRAMME_ROLE, TERRITORY_GROUP, territory_role
from tenants import grants
from tenants.grants import APPLICATION, BACKUP, WORKER
from tenants.isolation import apply, found, policies
from tenants.isolation.privileges import Privilege, on_table


@dataclass
class Report:
    """`compared` counts the (role, object, privilege) triples looked at, granted and refused alike."""

    compared: int = 0
    violations: list[str] = field(default_factory=list)


# Every privilege that a role could hold on each kind of object: what "compared" counts.
POSSIBLE = {"table": 8, "sequence": 3, "function": 1, "schema": 2, "database": 3}


def check(cursor: Any, schemas: list[str]) -> Report:
    """Compare the catalogue with grants.py for the shared schema and these territories."""
    tables = found.tables(cursor, schemas)
    actual = found.privileges(cursor, schemas)
    expected = declared(tables, found.sequences(cursor), schemas)
    roles = len(schemas) + 5
    objects = {(p.kind, p.schema, p.object) for p in actual | expected if p.kind != "column"}
    objects |= {("table", schema, name) for schema, names in tables.items() for name in names}
    report = Report(compared=roles * sum(POSSIBLE.get(kind, 1) for kind, _schema, _name in objects))
    report.violations += [f"not declared: {privilege}" for privilege in sorted(actual - expected)]
    report.violations += [f"missing: {privilege}" for privilege in sorted(expected - actual)]
    undeclared = [name for name in tables.get("public", []) if name not in grants.SHARED_TABLES]
    report.violations += [f"not in grants.py: public.{name}" for name in undeclared]
    members = found.memberships(cursor)
    report.compared += len(members)
    report.violations += [f"membership astray: {m}" for m in sorted(members ^ declared_memberships(members, schemas))]
    rows, wanted = policies.actual(cursor, schemas), policies.declared(cursor, set(tables.get("public", [])))
    report.compared += len(rows | wanted)
    report.violations += [f"policy astray: {policy}" for policy in sorted(rows - wanted)]
    report.violations += [f"policy missing: {policy}" for policy in sorted(wanted - rows)]
    report.violations += found.weaknesses(cursor, schemas)
    return report


def declared(tables: dict[str, list[str]], sequences: list[tuple[str, str]], schemas: list[str]) -> set[Privilege]:
    """Every privilege that should hold."""
    facts = {Privilege(role, "schema", "public", "", "USAGE") for role in (PROGRAMME_ROLE, TERRITORY_GROUP, WORKER)} | {
        Privilege(role, "database", "", "", "CONNECT") for role in (APPLICATION, WORKER, BACKUP)
    }
    for table, shared in grants.SHARED_TABLES.items():
        facts |= set(on_table(PROGRAMME_ROLE, "public", table, shared.programme))
        facts |= set(on_table(TERRITORY_GROUP, "public", table, shared.territory))
        facts |= set(on_table(WORKER, "public", table, shared.worker))
    for name, roles in grants.FUNCTIONS.items():
        facts |= {Privilege(role, "function", "public", name, "EXECUTE") for role in roles}
    for sequence, table in sequences:
        facts |= {Privilege(r, "sequence", "public", sequence, "USAGE") for r in apply.sequence_roles(table)}
    for schema in schemas:
        role = territory_role(schema)
        facts.add(Privilege(role, "schema", schema, "", "USAGE"))
        for table in tables.get(schema, []):
            facts |= set(on_table(role, schema, table, grants.territory_privileges(table)))
    return facts


def declared_memberships(actual: set[tuple[str, str, bool]], schemas: list[str]) -> set[tuple[str, str, bool]]:
    """Who may become whom. Roles of territories in other databases of the cluster count when they follow the rule."""
    rule = {(PROGRAMME_ROLE, APPLICATION, False), ("pg_read_all_data", BACKUP, True)}
    for role in {territory_role(schema) for schema in schemas} | _elsewhere(actual):
        rule |= {(TERRITORY_GROUP, role, True), (role, APPLICATION, False)}
    return rule


def _elsewhere(actual: set[tuple[str, str, bool]]) -> set[str]:
    """Territory roles that this database does not hold: the cluster may serve several databases."""
    return {name for row in actual for name in row[:2] if name.startswith("territory_")}
