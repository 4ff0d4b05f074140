"""What a superuser does once for an installation, and again without harm: roles, passwords, the database, its rights.

Each step answers what it has done, in words, or "" when there was nothing to do: a file of deploy/postgres is run in a
transaction, and kept only if it has changed something. Raises NotInstalled, which says what to type.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from psycopg import sql

FOLDER = Path(settings.ROOT) / "deploy" / "postgres"
OLDEST = 15
OWNER = "eclore_owner"
LOGINS = ("eclore_app", OWNER, "eclore_worker", "eclore_backup")
VARIABLE = "DATABASE_SUPERUSER_URL"
AS_POSTGRES = "sudo -u postgres psql -v ON_ERROR_STOP=1"

ROLES = """
SELECT md5(concat(
    (SELECT string_agg(r::text, ',' ORDER BY rolname) FROM (
        SELECT rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolbypassrls, rolconfig
        FROM pg_roles WHERE rolname LIKE 'eclore\\_%') r),
    (SELECT string_agg(to_jsonb(m)::text, ',' ORDER BY to_jsonb(m)::text) FROM pg_auth_members m)
))
"""
RIGHTS = """
SELECT md5(concat(
    (SELECT datacl::text FROM pg_database WHERE datname = current_database()),
    (SELECT string_agg(concat(oid, proacl), ',' ORDER BY oid) FROM pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace),
    (SELECT concat(nspowner, nspacl) FROM pg_namespace WHERE nspname = 'public'),
    (SELECT relacl::text FROM pg_class WHERE oid = 'pg_catalog.pg_settings'::regclass),
    (SELECT string_agg(extname, ',' ORDER BY 1) FROM pg_extension),
    (SELECT string_agg(concat(parname, paracl), ',' ORDER BY parname) FROM pg_parameter_acl),
    (SELECT string_agg(concat(defaclrole, defaclobjtype, defaclacl), ',' ORDER BY oid) FROM pg_default_acl)
))
"""
# What the owner can see of database.sql without a superuser.
IS_SECURED = """
SELECT NOT EXISTS (
    SELECT FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    WHERE p.oid = 'pg_catalog.set_config(text,text,boolean)'::regprocedure AND a.grantee = 0
) AND EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')
AND (SELECT nspowner = 'eclore_owner'::regrole FROM pg_namespace WHERE nspname = 'public')
"""


class NotInstalled(Exception):
    """`str()` is what is wrong and what to type."""


def roles(server: psycopg.Connection[Any]) -> str:
    """deploy/postgres/roles.sql, in the whole cluster."""
    version = server.info.server_version // 10_000
    if version < OLDEST:
        raise NotInstalled(
            f"PostgreSQL {version} est trop ancien : il faut le {OLDEST} au moins. Sur Debian 12 :"
            f" apt install postgresql"
        )
    return "créés ou corrigés" if _kept(server, "roles.sql", ROLES) else ""


def passwords(server: psycopg.Connection[Any], wanted: Mapping[str, str]) -> str:
    """Login → the password of its address, which is given when the server has another. It never travels in clear."""
    given = []
    for login, password in wanted.items():
        row = server.execute("SELECT rolpassword FROM pg_authid WHERE rolname = %s", [login]).fetchone()
        if password and not is_password(password, (row and row[0]) or ""):
            verifier = server.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
            server.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(login), sql.Literal(verifier)))
            given.append(login)
    return f"donnés à {', '.join(given)}" if given else ""


def is_password(password: str, verifier: str) -> bool:
    """Whether `verifier` (RFC 5803, as PostgreSQL keeps it) is of this password."""
    if not verifier.startswith("SCRAM-SHA-256$"):
        return False
    _name, counted, keys = verifier.split("$")
    times, salt = counted.split(":")
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), base64.b64decode(salt), int(times))
    client = hmac.new(salted, b"Client Key", hashlib.sha256).digest()
    return hmac.compare_digest(hashlib.sha256(client).digest(), base64.b64decode(keys.partition(":")[0]))


def database(server: psycopg.Connection[Any], name: str) -> str:
    """The database in UTF-8, at the owner's; the cluster's own order of letters when it has one."""
    found = server.execute(
        "SELECT pg_get_userbyid(datdba), pg_encoding_to_char(encoding) FROM pg_database WHERE datname = %s", [name]
    ).fetchone()
    if found is None:
        (encoding,) = server.execute("SHOW server_encoding").fetchone() or ("",)
        locale = "" if encoding == "UTF8" else " TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
        making = sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(OWNER))
        server.execute(making + sql.SQL(locale))
        return f"{name} créée"
    owner, encoding = found
    if encoding != "UTF8":
        raise NotInstalled(
            f"La base {name} est en {encoding} : il la faut en UTF-8. Vide, elle se refait ainsi :\n"
            f"  sudo -u postgres dropdb {name}\n  puis la même commande de nouveau."
        )
    if owner == OWNER:
        return ""
    server.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(sql.Identifier(name), sql.Identifier(OWNER)))
    return f"{name} rendue à {OWNER}"


def rights(inside: psycopg.Connection[Any]) -> str:
    """deploy/postgres/database.sql, in the database."""
    return "appliqués" if _kept(inside, "database.sql", RIGHTS) else ""


def is_secured(owner: psycopg.Connection[Any]) -> bool:
    """Whether a superuser has passed by this database, as its owner sees it."""
    row = owner.execute(IS_SECURED).fetchone()
    return bool(row and row[0])


def lines_to_type(name: str, *, has_database: bool) -> str:
    """What a superuser types where nobody gives us a superuser's address."""
    lines = []
    if not has_database:
        lines += [f"{AS_POSTGRES} -f {FOLDER / 'roles.sql'}"]
        lines += [f"sudo -u postgres psql -c '\\password {login}'" for login in LOGINS]
        lines += [f"sudo -u postgres createdb -O {OWNER} {name}"]
    lines += [f"{AS_POSTGRES} -d {name} -f {FOLDER / 'database.sql'}"]
    return "\n".join(f"  {line}" for line in lines)


def _kept(connection: psycopg.Connection[Any], name: str, fingerprint: str) -> bool:
    """Run a file; keep what it has done, if that is anything."""
    with connection.transaction() as transaction:
        before = connection.execute(fingerprint).fetchone()
        connection.execute((FOLDER / name).read_text())
        is_changed = connection.execute(fingerprint).fetchone() != before
        if not is_changed:
            raise psycopg.Rollback(transaction)
    return is_changed
