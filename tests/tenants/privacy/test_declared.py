"""No column can be forgotten: the declarations and the catalogue tell of the same texts."""

import pytest
from django.db import connections

from eclore.kit import personal
from tenants.privacy import catalogue, register
from tests.support.databases import superuser

COPIED = {"id", "number"}


@pytest.fixture
def columns(somme):
    """{table: {column: Column}} of the shared schema and of a territory, as PostgreSQL tells."""
    with superuser(connections["default"].settings_dict["NAME"]) as server:
        cursor = server.cursor()
        return {**catalogue.columns(cursor, "public"), **catalogue.columns(cursor, somme.schema_name)}


def test_every_text_of_every_table_is_declared_once(columns):
    """A new column: say in its app's personal.py whether it is personal, free text or a word of the project."""
    texts = {
        f"{table}.{column.name}"
        for table, found in columns.items()
        for column in found.values()
        if column.is_text and column.kind not in ("name", "_name")
    }
    declared = [f"{table.name}.{column}" for table in personal.TABLES.values() for column in table.declared]

    assert texts - set(declared) == set()
    assert set(declared) - texts == set()
    assert sorted(declared) == sorted(set(declared))


def test_what_ties_rows_to_a_person_exists(columns):
    missing = [
        f"{table.name}.{column}"
        for table in personal.TABLES.values()
        for column in (*table.keys, *(link.column for link in table.through))
        if column not in columns[table.name]
    ]
    assert missing == []
    assert [
        link.table for table in personal.TABLES.values() for link in table.through if link.table not in columns
    ] == []


def test_every_key_of_a_person_ties_its_row(columns):
    """A column that points at a person without being declared would keep their rows out of a copy."""
    from django.apps import apps

    from tenants.accounts.models import User

    pointing = {
        f"{model._meta.db_table}.{each.column}"
        for model in apps.get_models(include_auto_created=True)
        for each in model._meta.local_fields
        if each.is_relation and each.related_model is User and model._meta.managed
    }
    named = {
        f"{table}.{column}"
        for table, found in columns.items()
        for column in found
        if column in ("by_id", "author_id", "uploaded_by_id", "asked_by_id", "user_id")
    }
    declared = {f"{table.name}.{key}" for table in personal.TABLES.values() for key in table.keys}
    assert (pointing | named) - declared == set()


def test_each_table_that_knows_people_is_in_one_activity_of_the_register():
    for table in personal.TABLES.values():
        activities = [each for each in register.ACTIVITIES if table.name.startswith(each.tables)]
        assert len(activities) == 1 or not table.is_personal, table.name
