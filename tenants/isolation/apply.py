"""Writes grants.py into the catalogue: row-level security, policies, privileges. Safe to run again."""

from typing import Any

from eclore.database.context import PROGRAMME_ROLE, TERRITORY_GROUP, territory_role
from tenants import grants
from tenants.grants import APPLICATION, OWNER, WORKER, Shared

OTHERS = ", ".join(["PUBLIC", PROGRAMME_ROLE, TERRITORY_GROUP, WORKER, APPLICATION])


def secure_territory(cursor: Any, schema: str) -> None:
    """A territory's own tables, for its role alone."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
    tables = [name for (name,) in cursor.fetchall()]
    cursor.execute(";\n".join(territory_statements(schema, tables)))


def new_tables(cursor: Any, schema: str) -> list[str]:
    """The tables of a territory that nobody but their owner has ever been given anything on."""
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind IN ('r', 'p')"
        " AND relacl IS NULL ORDER BY 1",
        [f'"{schema}"'],
    )
    return [name for (name,) in cursor.fetchall()]


def table_statements(table: str, shared: Shared) -> list[str]:
    """The statements that give one shared table its policies and privileges."""
    statements = [
        f'ALTER TABLE public."{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE public."{table}" FORCE ROW LEVEL SECURITY',
        f'REVOKE ALL ON public."{table}" FROM {OTHERS}',
    ]
    for role, rows in table_policies(table, shared).items():
        statements.append(f'DROP POLICY IF EXISTS {role} ON public."{table}"')
        if rows:
            statements.append(
                f'CREATE POLICY {role} ON public."{table}" TO {role} USING ({rows[0]}) WITH CHECK ({rows[1]})'
            )
    granted = {PROGRAMME_ROLE: shared.programme, TERRITORY_GROUP: shared.territory, WORKER: shared.worker}
    for role, text in granted.items():
        if text:
            statements.append(f'GRANT {text} ON public."{table}" TO {role}')
    return statements


def table_policies(table: str, shared: Shared) -> dict[str, tuple[str, str] | None]:
    """Role → (rows it may reach, rows it may write) on one shared table; None for no policy."""
    programme = grants.PROGRAMME_ROWS.get(table, "true")
    return {
        OWNER: ("true", "true"),
        PROGRAMME_ROLE: (programme, programme) if shared.programme else None,
        TERRITORY_GROUP: (shared.rows, shared.check or shared.rows) if shared.territory else None,
        WORKER: ("true", "true") if shared.worker else None,
    }


def territory_statements(schema: str, tables: list[str]) -> list[str]:
    """The statements that give a territory's role its schema and its tables."""
    role = territory_role(schema)
    statements = [f'GRANT USAGE ON SCHEMA "{schema}" TO {role}']
    for table in tables:
        statements.append(f'REVOKE ALL ON "{schema}"."{table}" FROM PUBLIC, {role}')
        if text := grants.territory_privileges(table):
            statements.append(f'GRANT {text} ON "{schema}"."{table}" TO {role}')
    return statements


def role_statements(schema: str, *, server_version: int) -> list[str]:
    """The statements that make a territory's role, and let the application become it for one transaction.

    Roles are the cluster's: another database of it may be making this one at the same instant.
    """
    role = territory_role(schema)
    may_become = " WITH INHERIT FALSE, SET TRUE" if server_version >= 160000 else ""
    return [
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}')"
        f' THEN CREATE ROLE "{role}" NOLOGIN; END IF;'
        " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
        f'GRANT {TERRITORY_GROUP} TO "{role}"',
        f'GRANT "{role}" TO {APPLICATION}{may_become}',
    ]


def functions(cursor: Any) -> list[tuple[str, str]]:
    """(name, signature) of each function of ours in the shared schema."""
    cursor.execute(
        "SELECT proname, oid::regprocedure::text FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace AND proowner = %s::regrole",
        [OWNER],
    )
    return list(cursor.fetchall())


def function_statements(name: str, signature: str) -> list[str]:
    """The statements that say who may execute one function of the shared schema."""
    roles = grants.FUNCTIONS.get(name)
    granted = [f"GRANT EXECUTE ON FUNCTION {signature} TO {', '.join(roles)}"] if roles else []
    return [f"REVOKE ALL ON FUNCTION {signature} FROM {OTHERS}", *granted]


def sequence_statements(sequence: str, table: str) -> list[str]:
    """A sequence follows its table: who may insert may draw a number."""
    granted = [f'GRANT USAGE ON SEQUENCE public."{sequence}" TO {role}' for role in sequence_roles(table)]
    return [f'REVOKE ALL ON SEQUENCE public."{sequence}" FROM {OTHERS}', *granted]


def sequence_roles(table: str) -> list[str]:
    """The roles that insert into a shared table."""
    shared = grants.SHARED_TABLES.get(table, Shared(programme=""))
    texts = {PROGRAMME_ROLE: shared.programme, TERRITORY_GROUP: shared.territory, WORKER: shared.worker}
    return [role for role, text in texts.items() if "INSERT" in text]
