"""What somebody would try who can write a statement into a page, and what must come of it.

`refused` by the cursor (it begins by no allowed word) or by PostgreSQL; `answered` when it is let through: then
it says what that gives. The test looks for canaries of another territory in every answer.
"""

from dataclasses import dataclass

OTHER, OWN = "oise", "somme"
SESSIONS = "FROM pg_stat_activity WHERE usename = 'eclore_app'"


@dataclass(frozen=True)
class Attack:
    """`sql` is sent as the page's whole statement; `title` is glued into the page's own, between quotes."""

    name: str
    sql: str = ""
    title: str = ""
    answered: str = ""


def glued(name: str, title: str, answered: str = "") -> Attack:
    return Attack(name, title=title, answered=answered)


STACKED = [
    glued("a second statement: SET ROLE", f"'; SET ROLE territory_{OTHER}; --"),
    glued("a second statement: RESET ROLE", "'; RESET ROLE; --"),
    glued("a second statement: COMMIT, then SET ROLE", f"'; COMMIT; SET ROLE territory_{OTHER}; --"),
    glued("a second statement: DELETE", "'; DELETE FROM ideas_idea; --"),
    glued("UNION with another schema", f"' UNION SELECT title FROM {OTHER}.ideas_idea --"),
    glued("UNION with password hashes", "' UNION SELECT hash FROM accounts_credential --"),
    glued(
        "UNION with everybody's names",
        "' UNION SELECT name FROM accounts_user --",
        "the territory's own people: row-level security hides the others",
    ),
    glued("a sub-query that becomes somebody else", "' OR set_config('role', 'none', true) = '' --"),
    glued("OR true", "' OR true --", "the territory's own rows: what its own pages could show"),
]

ROLES = [
    Attack("SET ROLE", f"SET ROLE territory_{OTHER}"),
    Attack("SET LOCAL ROLE", "SET LOCAL ROLE eclore_programme"),
    Attack("SET SESSION AUTHORIZATION", "SET SESSION AUTHORIZATION eclore_app"),
    Attack("RESET ROLE behind a comment", "/**/RESET ROLE"),
    Attack("RESET ROLE in parentheses", "(((RESET ROLE)))"),
    Attack("DISCARD ALL", "DISCARD ALL"),
    Attack("ROLLBACK, to lose the context", "ROLLBACK"),
    Attack("ROLLBACK TO a savepoint that is not there", "ROLLBACK TO SAVEPOINT before_the_context"),
    Attack("set_config('role')", "SELECT set_config('role', 'none', false)"),
    Attack("set_config('search_path')", f"SELECT set_config('search_path', '{OTHER}', false)"),
    Attack(
        "set_config inside query_to_xml",
        "SELECT query_to_xml($$SELECT set_config('role', 'none', true)$$, true, true, '')",
    ),
    Attack("SET ROLE inside query_to_xml", f"SELECT query_to_xml('SET ROLE territory_{OTHER}', true, true, '')"),
    Attack("RESET ROLE inside ts_stat", "SELECT * FROM ts_stat('RESET ROLE')"),
    Attack("RESET ROLE inside ts_rewrite", "SELECT ts_rewrite('a'::tsquery, 'RESET ROLE')"),
    Attack("UPDATE pg_settings", "UPDATE pg_settings SET setting = 'none' WHERE name = 'role'"),
    Attack("ALTER ROLE … SET role", f"ALTER ROLE eclore_app SET role = 'territory_{OTHER}'"),
    Attack("GRANT a role", f"GRANT territory_{OTHER} TO territory_{OWN}"),
    Attack("DO block", "DO $$ BEGIN EXECUTE 'RESET ROLE'; END $$"),
    Attack("CALL", "CALL anything()"),
    Attack("PREPARE", "PREPARE later AS SELECT 1"),
    Attack("EXPLAIN ANALYZE EXECUTE", "EXPLAIN ANALYZE EXECUTE later"),
]

ROWS = [
    Attack("reading another schema", f"SELECT title FROM {OTHER}.ideas_idea"),
    Attack("the same inside query_to_xml", f"SELECT query_to_xml('SELECT * FROM {OTHER}.ideas_idea', true, true, '')"),
    Attack("table_to_xml of another schema", f"SELECT table_to_xml('{OTHER}.ideas_idea', true, true, '')"),
    Attack("schema_to_xml", f"SELECT schema_to_xml('{OTHER}', true, true, '')"),
    Attack("ts_stat of another schema", f"SELECT * FROM ts_stat('SELECT title::tsvector FROM {OTHER}.ideas_idea')"),
    Attack("DELETE in another schema inside WITH", f"WITH x AS (DELETE FROM {OTHER}.ideas_idea RETURNING 1) TABLE x"),
    Attack(
        "INSERT in another schema inside WITH",
        f"WITH x AS (INSERT INTO {OTHER}.ideas_idea (title) VALUES ('x') RETURNING 1) SELECT * FROM x",
    ),
    Attack("locking another schema's rows", f"SELECT 1 FROM {OTHER}.ideas_idea FOR UPDATE"),
    Attack("EXPLAIN ANALYZE in another schema", f"EXPLAIN ANALYZE SELECT * FROM {OTHER}.ideas_idea"),
    Attack("joint juries' marks", "SELECT * FROM joint_juries_mark"),
    Attack("rewriting a history", "UPDATE ideas_ideaevent SET note = ''"),
    Attack(
        "other territories' memberships",
        f"SELECT role FROM memberships_membership WHERE territory_role = 'territory_{OTHER}'",
        answered="nothing: row-level security",
    ),
    Attack(
        "other hosts' sessions",
        "SELECT session_key FROM accounts_session WHERE owner_role <> current_user",
        answered="nothing: row-level security",
    ),
    Attack(
        "a membership for oneself elsewhere", f"UPDATE memberships_membership SET territory_role = 'territory_{OTHER}'"
    ),
    Attack("the queue of jobs", "SELECT * FROM procrastinate_jobs"),
]

OBJECTS = [
    Attack("temporary table that shadows another", "CREATE TEMP TABLE accounts_user AS SELECT 1"),
    Attack("SELECT INTO a temporary table", "SELECT 1 AS id INTO TEMP accounts_user"),
    Attack("SELECT INTO a table", "SELECT 1 AS id INTO public.accounts_shadow"),
    Attack("EXPLAIN ANALYZE of CREATE TABLE", "EXPLAIN ANALYZE CREATE TEMP TABLE x AS SELECT 1"),
    Attack("a function in pg_temp", "CREATE FUNCTION pg_temp.lower(text) RETURNS text LANGUAGE sql AS 'SELECT 1'"),
    Attack("an operator or a schema of one's own", "CREATE SCHEMA mine"),
    Attack("dropping a policy", "DROP POLICY eclore_territory ON accounts_user"),
    Attack("CREATE EXTENSION dblink", "CREATE EXTENSION dblink"),
    Attack("dblink", "SELECT * FROM dblink('dbname=postgres', 'SELECT 1') AS t (a int)"),
    Attack("LOAD a library", "LOAD 'dblink'"),
    Attack("SECURITY DEFINER function of the read model", f"SELECT portfolio_store_editions('{OTHER}', NULL)"),
    Attack("the queue's own functions", "SELECT procrastinate_fetch_job_v2(ARRAY['default'], 1)"),
]

SERVER = [
    Attack("COPY TO PROGRAM", "COPY (SELECT 1) TO PROGRAM 'true'"),
    Attack("COPY FROM a file", "COPY accounts_user FROM '/etc/passwd'"),
    Attack("COPY TO STDOUT", f"COPY {OTHER}.ideas_idea TO STDOUT"),
    Attack("pg_read_file", "SELECT pg_read_file('/etc/passwd')"),
    Attack("pg_ls_dir", "SELECT pg_ls_dir('.')"),
    Attack("pg_stat_file", "SELECT pg_stat_file('postgresql.conf')"),
    Attack("lo_import", "SELECT lo_import('/etc/passwd')"),
    Attack("lo_create", "SELECT lo_create(0)"),
    Attack("lo_from_bytea", "SELECT lo_from_bytea(0, 'x')"),
    Attack("loread of a large object", "SELECT loread(0, 1)"),
    Attack("pg_terminate_backend", f"SELECT pg_terminate_backend(pid) {SESSIONS}"),
    Attack("pg_cancel_backend", f"SELECT pg_cancel_backend(pid) {SESSIONS}"),
    Attack("pg_reload_conf", "SELECT pg_reload_conf()"),
    Attack("LISTEN", "LISTEN procrastinate_any_queue_v1"),
    Attack("pg_notify to the worker", "SELECT pg_notify('procrastinate_any_queue_v1', '{}')"),
    Attack("advisory lock that outlives the request", "SELECT pg_advisory_lock(1)"),
    Attack("trying an advisory lock", "SELECT pg_try_advisory_lock(1)"),
    Attack("releasing the others' advisory locks", "SELECT pg_advisory_unlock_all()"),
    Attack("pg_logical_emit_message", "SELECT pg_logical_emit_message(false, 'a', 'b')"),
    Attack("pg_export_snapshot", "SELECT pg_export_snapshot()"),
    Attack(
        "advisory lock of one transaction",
        "SELECT pg_advisory_xact_lock(1)",
        answered="kept until the request ends, which statement_timeout bounds; the system itself needs it",
    ),
    Attack("a wait of 1 s", "SELECT pg_sleep(1)", answered="it waits; statement_timeout (30 s) bounds it"),
]

CATALOGUE = [
    Attack("password hashes of roles", "SELECT rolpassword FROM pg_authid"),
    Attack("statistics with values", "SELECT stavalues1 FROM pg_statistic"),
    Attack(
        "pg_stats of another schema",
        f"SELECT most_common_vals FROM pg_stats WHERE schemaname = '{OTHER}'",
        answered="nothing: pg_stats shows columns that the role may read",
    ),
    Attack(
        "statements of other sessions",
        f"SELECT query {SESSIONS} AND pid <> pg_backend_pid() AND query NOT IN ('', '<insufficient privilege>')",
        answered="nothing: other sessions belong to a role it is no member of",
    ),
    Attack(
        "prepared statements of the connection",
        "SELECT statement FROM pg_prepared_statements",
        answered="nothing: the cursor prepares none under a name",
    ),
    Attack("large objects' pages", "SELECT * FROM pg_largeobject"),
    Attack("user mappings", "SELECT umoptions FROM pg_user_mapping"),
    Attack("files of authentication", "SELECT * FROM pg_hba_file_rules"),
    Attack(
        "names of schemas",
        f"SELECT nspname FROM pg_namespace WHERE nspname = '{OTHER}'",
        answered="the name: the catalogue is everybody's; territories' names are public",
    ),
    Attack(
        "names of tables and columns",
        f"SELECT relname FROM pg_class WHERE relnamespace = '{OTHER}'::regnamespace LIMIT 1",
        answered="the name: the tables are those of this free software",
    ),
    Attack(
        "estimated rows of another territory",
        f"SELECT reltuples FROM pg_class WHERE oid = (SELECT oid FROM pg_class WHERE relname = 'ideas_idea'"
        f" AND relnamespace = '{OTHER}'::regnamespace)",
        answered="a number of rows, as estimated at the last ANALYZE: PostgreSQL cannot hide it",
    ),
    Attack(
        "size of another territory's table",
        f"SELECT relpages, pg_relation_size(oid) FROM pg_class WHERE relname ="
        f" 'ideas_idea' AND relnamespace = '{OTHER}'::regnamespace",
        answered="a number of pages, as above",
    ),
    Attack(
        "counters of another territory's tables",
        f"SELECT pg_stat_get_live_tuples(oid) FROM pg_class WHERE relnamespace = '{OTHER}'::regnamespace",
    ),
    Attack("the view of these counters", f"SELECT n_live_tup FROM pg_stat_all_tables WHERE schemaname = '{OTHER}'"),
]

FAMILIES = {
    "Glued into the page's own statement": STACKED,
    "Becoming somebody else": ROLES,
    "Rows of others": ROWS,
    "Objects of one's own": OBJECTS,
    "The server": SERVER,
    "The catalogue": CATALOGUE,
}
