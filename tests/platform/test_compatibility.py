"""Which databases belong with which code, by the migrations that each knows."""

import pytest
from django.apps import apps

from eclore.database import compatibility
from eclore.database.compatibility import Code, Compatibility, SchemaState, compare

CODE = Code(
    frozenset({("accounts", "0001"), ("accounts", "0002"), ("ideas", "0001"), ("auth", "0001"), ("auth", "0002")}),
    frozenset({"accounts", "ideas"}),
)
WHOLE = CODE.migrations


def state(*schemas: set[tuple[str, str]] | frozenset[tuple[str, str]]) -> SchemaState:
    return compare(dict(zip(("public", "oise", "somme"), schemas, strict=False)), CODE).state


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (WHOLE, SchemaState.CURRENT),
        (WHOLE - {("accounts", "0002")}, SchemaState.BEHIND),
        (WHOLE - {("ideas", "0001")}, SchemaState.BEHIND),
        (WHOLE | {("accounts", "0003")}, SchemaState.AHEAD),
        (WHOLE | {("surveys", "0001")}, SchemaState.AHEAD),
        (WHOLE - {("ideas", "0001")} | {("accounts", "0003")}, SchemaState.AHEAD),
        (WHOLE - {("accounts", "0002")} | {("surveys", "0001")}, SchemaState.AHEAD),
        (WHOLE - {("accounts", "0002")} | {("accounts", "0002_other")}, SchemaState.ANOTHER_LINE),
        (WHOLE - {("ideas", "0001")} | {("people", "0001")}, SchemaState.ANOTHER_LINE),
        (frozenset(), SchemaState.EMPTY),
    ],
)
def test_what_a_database_has_run_is_judged_against_the_code(run, expected):
    assert state(run) == expected


def test_a_library_may_rename_its_migrations():
    assert state(WHOLE | {("auth", "0002_squashed")}) == SchemaState.CURRENT
    assert state(WHOLE - {("auth", "0002")} | {("auth", "0002_squashed")}) == SchemaState.BEHIND


def test_what_an_app_that_has_left_has_run_says_nothing(monkeypatch):
    monkeypatch.setattr(compatibility, "FORMER_APPS", frozenset({"people"}))
    assert state(WHOLE | {("people", "0001")}) == SchemaState.CURRENT
    assert state(WHOLE - {("ideas", "0001")} | {("people", "0001")}) == SchemaState.BEHIND


def test_of_several_schemas_the_furthest_from_the_code_is_told_the_shared_one_first():
    other = WHOLE - {("accounts", "0002")} | {("accounts", "0002_other")}
    late = WHOLE - {("ideas", "0001")}
    assert compare({"public": WHOLE, "oise": late, "somme": other}, CODE) == Compatibility(
        SchemaState.ANOTHER_LINE, ("accounts.0002_other",), ("accounts",), "somme"
    )
    assert compare({"public": other, "somme": other}, CODE).schema == "public"
    assert state(WHOLE, late) == SchemaState.BEHIND


def test_a_sentence_names_what_was_found_and_where():
    found = Compatibility(SchemaState.ANOTHER_LINE, ("logbook", "people"), (), "somme")
    assert "(migrations inconnues : logbook, people, dans le schéma somme)" in found.sentence
    assert "(migrations inconnues : people)" in Compatibility(SchemaState.AHEAD, ("people",)).sentence
    assert [Compatibility(each).sentence for each in (SchemaState.CURRENT, SchemaState.BEHIND)] == ["", ""]


def test_the_packages_of_the_project_are_ours_and_no_library_is():
    ours = compatibility.of_code().ours
    assert {"accounts", "ideas", "joint_juries", "bridge"} <= ours
    assert not ours & {"auth", "account", "mfa", "procrastinate", "contenttypes"}
    assert ours <= {config.label for config in apps.get_app_configs()}
