"""`verify_audit` names the line that somebody has tampered with, as a superuser who can switch every trigger off."""

import time

import pytest

from eclore.kit import audit
from eclore.kit.actor import system
from eclore.kit.audit import Act
from tenants.contexts import in_programme, in_territory
from tests.support import databases
from tests.support.auditing import found, tamper, verified

DIGEST = "audit_digest(number, previous, id, at, act, verb, by_id, by_kind, subject_kind, subject_id, facts)"
RESEAL = f"UPDATE somme.territory_audit_entry SET digest = public.{DIGEST} WHERE number = 3"
TWICE = "ALTER TABLE somme.territory_audit_entry DROP CONSTRAINT territory_audit_entry_number_once"
COPY = (
    "INSERT INTO somme.territory_audit_entry SELECT gen_random_uuid(), {number}, at, act, verb, by_id, by_kind,"
    " subject_kind, subject_id, '{{\"rows\":9}}', {previous}, repeat('a', 64)"
    " FROM somme.territory_audit_entry WHERE number = 3"
)


@pytest.fixture
def kept(real_db, somme) -> str:
    """Five lines in one territory, one in the programme's log; returns what an operator keeps elsewhere."""
    for number in range(1, 6):
        with in_territory(somme.schema_name):
            audit.record(Act.EXPORT, by=system(), rows=number)
    with in_programme():
        audit.record(Act.EXPORT, by=system())
    code, text = verified()
    assert (code, "6 lignes vérifiées dans 4 journaux : 0 anomalie(s)." in text) == (0, True)
    return text


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["UPDATE somme.territory_audit_entry SET facts = '{\"rows\":90}' WHERE number = 3"], ["3: altered"]),
        (["UPDATE somme.territory_audit_entry SET at = at - interval '1 day' WHERE number = 1"], ["1: altered"]),
        (["UPDATE somme.territory_audit_entry SET by_id = gen_random_uuid() WHERE number = 5"], ["5: altered"]),
        (
            ["UPDATE somme.territory_audit_entry SET facts = '{\"rows\":90}' WHERE number = 3", RESEAL],
            ["4: does not follow the line before: inserted, moved, or the line before was sealed anew"],
        ),
        (["DELETE FROM somme.territory_audit_entry WHERE number = 3"], ["3: removed"]),
        (["DELETE FROM somme.territory_audit_entry WHERE number IN (2, 3)"], ["2: removed, as are the next up to 3"]),
        (["DELETE FROM somme.territory_audit_entry WHERE number = 1"], ["1: removed"]),
        ([TWICE, COPY.format(number=3, previous="previous")], ["3: inserted: the number is taken", "3: altered"]),
        ([COPY.format(number="NULL", previous="''")], ["5: 1 more without number nor digest: inserted"]),
        (
            [TWICE, "UPDATE somme.territory_audit_entry SET number = 7 - number WHERE number IN (3, 4)"],
            [
                "3: does not follow the line before: inserted, moved, or the line before was sealed anew",
                "3: altered",
                "4: does not follow the line before: inserted, moved, or the line before was sealed anew",
                "4: altered",
                "5: does not follow the line before: inserted, moved, or the line before was sealed anew",
            ],
        ),
    ],
    ids=["content", "date", "author", "resealed", "removed", "two", "first", "inserted", "slipped in", "reordered"],
)
def test_a_tampered_line_is_named(kept, real_db, statements, expected):
    tamper(real_db, *statements)

    code, text = verified()

    assert code == 1
    told = [line.removeprefix("somme: line ") for line in found(text)]
    assert sorted(told) == sorted(expected)


def test_a_line_inserted_under_a_taken_number_is_told_wherever_it_sorts(kept, real_db):
    tamper(real_db, TWICE, COPY.format(number=5, previous="previous"))

    code, text = verified("somme")

    assert (code, "somme: line 5: inserted: the number is taken" in text) == (1, True)


def test_the_end_cut_off_is_found_with_a_head_kept_elsewhere(kept, real_db, tmp_path):
    tamper(real_db, "DELETE FROM somme.territory_audit_entry WHERE number > 3")
    (tmp_path / "heads").write_text(kept)

    assert verified()[0] == 0
    code, text = verified("--expect", str(tmp_path / "heads"))

    assert code == 1
    assert found(text) == ["somme: line 4: the end is cut off: 5 lines were kept in mind, 3 are left"]


def test_a_log_written_anew_is_found_with_a_head_kept_elsewhere(kept, real_db, somme, tmp_path):
    tamper(real_db, "DELETE FROM somme.territory_audit_entry")
    for number in range(1, 8):
        with in_territory(somme.schema_name):
            audit.record(Act.EXPORT, by=system(), rows=number)
    (tmp_path / "heads").write_text(kept)

    assert verified()[0] == 0
    code, text = verified("--expect", str(tmp_path / "heads"))

    assert code == 1
    assert found(text) == ["somme: line 5: is not the line that was kept in mind: the log was written anew"]


def test_a_log_that_has_grown_still_matches_its_head(kept, somme, tmp_path):
    with in_territory(somme.schema_name):
        audit.record(Act.EXPORT, by=system())
    (tmp_path / "heads").write_text(kept)

    assert verified("--expect", str(tmp_path / "heads"))[0] == 0


@pytest.mark.parametrize(
    "sql", ["UPDATE somme.territory_audit_entry SET verb = 'x'", "DELETE FROM somme.territory_audit_entry"]
)
def test_even_the_owner_changes_no_line(kept, real_db, sql):
    with databases.superuser(real_db) as server, pytest.raises(Exception, match="never changed nor removed"):
        server.execute("SET ROLE eclore_owner")
        server.execute(sql)


@pytest.mark.slow
def test_a_hundred_thousand_lines_are_read_in_seconds(real_db, somme, record_property):
    with databases.superuser(real_db) as server:
        server.execute(
            "INSERT INTO somme.territory_audit_entry (id, at, act, verb, by_kind, subject_kind, facts,"
            " previous, digest) SELECT gen_random_uuid(), now(), 'mark', 'cast', 'system', '', '{\"rows\":1}', '', ''"
            " FROM generate_series(1, 100000)"
        )
    start = time.perf_counter()

    code, text = verified("somme")

    spent = time.perf_counter() - start
    record_property("seconds", round(spent, 2))
    assert (code, "100000 lignes vérifiées" in text) == (0, True)
    assert spent < 20
