"""A territory leaves in an archive that needs nobody to be read, and is the same elsewhere."""

import csv
import hashlib
import io
import json
import re
import zipfile
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.storage import InMemoryStorage, storages
from django.core.management import CommandError, call_command
from django.db import connections

from eclore.kit import personal
from tenants import grants
from tenants.contexts import in_territory
from tenants.isolation.check import check
from tenants.moving import archive as archives
from tenants.moving import described, shares
from tenants.storage import under
from tests.isolation import cast
from tests.support import databases
from tests.support.auditing import found, verified

SLUG = cast.OURS
SECRET = re.compile(r"hash|token|secret|password|session|stamp|salt|digest|pin|otp|nonce")
# What such a word names, and is no access: proofs that stay with what they prove.
HARMLESS = {
    ("territory_audit_entry", "digest"),
    ("ideas_attachment", "sha256"),
    ("portfolio_projectrow", "last_session_on"),
    *shares.KEPT_ALL_THE_SAME,
}
# A second export differs from the first by these alone, and each test says how.
DIFFERS = {"tables/territory_audit_entry.jsonl", "shared/territories_domain.jsonl", "shared/schema.json"}


def write(path: Path) -> dict[str, bytes]:
    call_command("export_territory", SLUG, "--to", str(path), stdout=io.StringIO())
    return members(path)


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as read:
        return {name: read.read(name) for name in read.namelist()}


def rows(found: dict[str, bytes], name: str) -> list[dict]:
    return [json.loads(line) for line in found[name].splitlines()]


@pytest.fixture(scope="module")
def season(own_database, django_db_blocker):
    """A database where a season was played, with a commitment to sign, an invitation and a draft."""
    with django_db_blocker.unblock(), databases.copied(f"{own_database}_leaving") as name:
        with databases.pointed_at(name):
            cast.play()
        yield name


@pytest.fixture(scope="module")
def left(season, django_db_blocker, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("leaving") / "archive.zip"
    with django_db_blocker.unblock(), databases.pointed_at(season):
        write(path)
    return path


def findings() -> list[str]:
    """What verify_audit says of this territory's log and of what it seals."""
    return sorted(line for line in found(verified(SLUG)[1]) if line.startswith(f"{SLUG}:"))


@pytest.fixture(scope="module")
def faults(season, django_db_blocker) -> list[str]:
    """What it says where the season was played: rows written in bulk, that no line tells of."""
    with django_db_blocker.unblock(), databases.pointed_at(season):
        return findings()


@contextmanager
def elsewhere(own_database: str):
    """Another installation: nobody's yet, with files of its own."""
    before = storages["default"]
    with databases.empty(f"{own_database}_elsewhere") as name, databases.pointed_at(name):
        call_command("upgrade", stdout=io.StringIO())
        storages._storages["default"] = InMemoryStorage()
        try:
            yield name
        finally:
            storages._storages["default"] = before


def sql(statement: str, values=()):
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def bring(path: Path) -> str:
    said = io.StringIO()
    call_command("import_territory", str(path), stdout=said)
    return said.getvalue()


def test_every_shared_table_leaves_or_stays_by_name():
    assert {*shares.SHARES} | shares.STAYS == {*grants.SHARED_TABLES}
    assert not {*shares.SHARES} & shares.STAYS


def test_no_column_that_may_open_something_leaves(season, django_db_blocker):
    """By its name, or because a person is never shown it."""
    with django_db_blocker.unblock(), databases.pointed_at(season), connections["owner"].cursor() as cursor:
        leaving = [("public", table) for table in shares.SHARES]
        leaving += [(SLUG, table) for table in described.tables(cursor, SLUG) if table not in shares.OWN_TABLES_LEFT]
        told = {table: described.described(cursor, schema, table)["columns"] for schema, table in leaving}
    columns = {(table, column["name"]) for table, found in told.items() for column in found}
    hidden = {(table, name) for table in told if table in personal.TABLES for name in personal.TABLES[table].hidden}
    odd = {(table, name) for table, name in columns if SECRET.search(name) or (table, name) in hidden}
    assert odd - HARMLESS == set()


def test_no_secret_of_the_database_is_in_the_archive(season, left, django_db_blocker):
    found = b"\n".join(members(left).values())
    with django_db_blocker.unblock(), databases.pointed_at(season):
        secrets = [
            *sql("SELECT stamp FROM accounts_user"),
            *sql("SELECT hash FROM accounts_credential"),
            *sql("SELECT session_key FROM accounts_session"),
            *sql("SELECT digest FROM accounts_apitoken"),
            *sql("SELECT secret_hash FROM memberships_invitation WHERE secret_hash IS NOT NULL"),
            *sql("SELECT secret_hash FROM juries_entrycard"),
            *sql(f"SELECT token_hash FROM {SLUG}.ideas_commitment"),
            *sql(f"SELECT secret_hash FROM {SLUG}.ideas_draft"),
            *sql(f"SELECT pin_salt FROM {SLUG}.local_juries_jury"),
        ]
    assert len(secrets) > 20
    assert [secret for (secret,) in secrets if secret and secret.encode() in found] == []


def test_the_archive_tells_what_it_holds_without_the_program(left):
    found = members(left)
    schema = json.loads(found["tables/schema.json"])
    ideas = rows(found, "tables/ideas_idea.jsonl")
    assert len(ideas) > 5
    assert [column["name"] for column in schema["ideas_idea"]["columns"]][:1] == ["id"]
    assert {*ideas[0]} == {column["name"] for column in schema["ideas_idea"]["columns"]}
    state = next(column for column in schema["ideas_idea"]["columns"] if column["name"] == "state")
    assert state["type"].startswith("character varying") and state["choices"]["draft"]
    table = list(csv.reader(io.StringIO(found["csv/idees.csv"].decode("utf-8-sig")), delimiter=";"))
    assert (table[0][:2], len(table) - 1) == (["Numéro", "Titre"], len(ideas))
    assert {"csv/projets.csv", "csv/personnes.csv", "LISEZMOI.txt"} <= {*found}
    assert SLUG in found["LISEZMOI.txt"].decode()


def test_nothing_of_another_territory_leaves(left):
    found = members(left)
    for name in found:
        if name.startswith("shared/") and name.endswith(".jsonl"):
            roles = {row["territory_role"] for row in rows(found, name) if "territory_role" in row}
            assert roles <= {f"territory_{SLUG}"}, name
    assert [row["slug"] for row in rows(found, "shared/territories_territory.jsonl")] == [SLUG]


def test_a_second_export_elsewhere_says_the_same(left, faults, own_database, django_db_blocker, tmp_path):
    first = members(left)
    with django_db_blocker.unblock(), elsewhere(own_database):
        bring(left)
        with connections["owner"].cursor() as cursor:
            assert check(cursor, [SLUG]).violations == []
        assert findings() == faults
        with in_territory(SLUG), connections["default"].cursor() as cursor:
            cursor.execute("SELECT * FROM public.portfolio_differences()")
            assert cursor.fetchall() == []
        second = write(tmp_path / "second.zip")

    stays = {f"shared/{table}.jsonl" for table, share in shares.SHARES.items() if share.why_stays}
    derived = {f"shared/{table}.jsonl" for table in shares.SHARES if table.startswith("portfolio_")}
    may_differ = DIFFERS | (stays - derived) | {archives.MANIFEST}
    assert {name for name in {*first} ^ {*second} if not name.startswith("files/programme/")} == set()
    assert [name for name in first if name in second and first[name] != second[name] and name not in may_differ] == []
    log = "tables/territory_audit_entry.jsonl"
    assert second[log].startswith(first[log])
    assert [row["verb"] for row in rows(second, log)[len(rows(first, log)) :]] == ["import_territory"]


def test_people_are_known_by_their_address(left, faults, own_database, django_db_blocker):
    """One is there already under another key; somebody else has taken the key of a third."""
    known, other = rows(members(left), "shared/accounts_user.jsonl")[:2]
    with django_db_blocker.unblock(), elsewhere(own_database):
        sql(
            "INSERT INTO accounts_user (id, created_at, email, name, function, is_active, stamp, language, generated,"
            " visible_to) VALUES (gen_random_uuid(), now(), %s, 'Déjà là', '', true, 'a', 'fr', false, '{}'),"
            " (%s, now(), 'autre@exemple.fr', 'Autre', '', true, 'b', 'fr', false, '{}')",
            [known["email"], other["id"]],
        )
        said = bring(left)
        found = dict(sql("SELECT email, id::text FROM accounts_user"))
        names = dict(sql("SELECT email, name FROM accounts_user"))
        held = sql("SELECT count(*) FROM memberships_membership WHERE user_id = ANY (%s::uuid[])", [[known["id"]]])
        of_log = sql(f"SELECT facts FROM {SLUG}.territory_audit_entry WHERE verb = 'import_territory'")
        assert findings() == faults
    assert "1 known here by their address" in said
    assert (names[known["email"]], found[known["email"]] != known["id"], held) == ("Déjà là", True, [(0,)])
    assert found[other["email"]] not in (other["id"], known["id"])
    assert sorted(json.loads(of_log[0][0])["keys"]) == sorted(
        f"{row['id']}:{found[row['email']]}" for row in (known, other)
    )


@pytest.mark.parametrize("harm", ["a byte", "a member less", "a member more", "cut", "the log"])
def test_a_damaged_archive_is_refused_before_anything_is_written(left, own_database, django_db_blocker, tmp_path, harm):
    path = tmp_path / "damaged.zip"
    found = members(left)
    if harm == "cut":
        path.write_bytes(left.read_bytes()[:-2000])
    else:
        if harm == "a byte":
            found["tables/ideas_idea.jsonl"] = found["tables/ideas_idea.jsonl"][:-3] + b"}\n "
        if harm == "a member less":
            del found["tables/ideas_idea.jsonl"]
        if harm == "a member more":
            found["tables/other.jsonl"] = b"{}\n"
        if harm == "the log":
            _forge(found)
        with zipfile.ZipFile(path, "w") as written:
            for name, content in found.items():
                written.writestr(name, content)
    with django_db_blocker.unblock(), databases.pointed_at(own_database):
        before = sql("SELECT count(*) FROM accounts_user")
        with pytest.raises(CommandError, match="Nothing was written"):
            bring(path)
        assert sql("SELECT count(*) FROM accounts_user") == before


@pytest.mark.parametrize(
    "member", ["shared/memberships_membership.jsonl", "files/territories/nord/ideas/a", "a stranger"]
)
def test_an_archive_writes_nothing_at_somebody_else_s(left, own_database, django_db_blocker, tmp_path, member):
    """Its hashes agree, and it names another territory, its shelf, or a person of this installation."""
    there, path = members(left), tmp_path / "hostile.zip"
    name = "shared/memberships_membership.jsonl" if member == "a stranger" else member
    if member.startswith("files/"):
        content = b"%PDF"
    else:
        lines = rows(there, name)
        lines[0] |= {"user_id": str(uuid4())} if member == "a stranger" else {"territory_role": "territory_nord"}
        content = "".join(json.dumps(line) + "\n" for line in lines).encode()
    _swap(there, name, content)
    with zipfile.ZipFile(path, "w") as written:
        for each, bytes_of in there.items():
            written.writestr(each, bytes_of)
    with django_db_blocker.unblock(), elsewhere(own_database):
        with pytest.raises(CommandError, match=r"another territory|nobody's shelf|not in the archive"):
            bring(path)
        left_behind = sql("SELECT count(*) FROM accounts_user") + sql("SELECT count(*) FROM territories_territory")
        assert (left_behind, list(under(storages["default"], "territories"))) == ([(0,), (0,)], [])


def _swap(found: dict[str, bytes], name: str, content: bytes) -> None:
    """Another content, with the manifest that agrees."""
    manifest = json.loads(found[archives.MANIFEST])
    entry = manifest["members"].setdefault(name, {})
    entry |= {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    found |= {name: content, archives.MANIFEST: json.dumps(manifest).encode()}


def _forge(found: dict[str, bytes]) -> None:
    """Whoever changes a line of the log and the manifest with it, and not the chain."""
    name = "tables/territory_audit_entry.jsonl"
    lines = rows(found, name)
    lines[0]["verb"] = "forged"
    content = "".join(json.dumps(line) + "\n" for line in lines).encode()
    _swap(found, name, content)


def test_a_slug_that_is_taken_is_refused(left, own_database, django_db_blocker):
    with (
        django_db_blocker.unblock(),
        databases.pointed_at(own_database),
        pytest.raises(CommandError, match="here already"),
    ):
        bring(left)


def test_an_archive_is_never_written_over_a_file(season, left, django_db_blocker):
    with (
        django_db_blocker.unblock(),
        databases.pointed_at(season),
        pytest.raises(CommandError, match="is there already"),
    ):
        write(left)
