"""The recorded template takes fewer statements, and makes what migrations make; else what they executed is kept."""

import pytest
from django.db import connections

from tenants.territories import condensing, template

pytestmark = pytest.mark.usefixtures("real_db")

TABLES = [
    'CREATE TABLE "b" ("id" uuid NOT NULL PRIMARY KEY, "a_id" uuid NOT NULL)',
    'CREATE TABLE "a" ("id" uuid NOT NULL PRIMARY KEY)',
]
REFERS = 'CONSTRAINT "b_a" FOREIGN KEY ("a_id") REFERENCES "a" ("id") DEFERRABLE INITIALLY DEFERRED'
APPLIED = 'INSERT INTO "django_migrations" ("app", "name", "applied") VALUES (%s) RETURNING "django_migrations"."id"'


def test_what_is_added_to_a_table_comes_with_it_and_tables_in_the_order_that_they_need():
    found = condensing.condensed(
        [
            *TABLES,
            APPLIED % "'x', '1', now()",
            'CREATE INDEX "b_a_id" ON "b" ("a_id")',
            f'ALTER TABLE "b" ADD {REFERS}',
            'ALTER TABLE "a" ADD COLUMN "words" varchar(9) DEFAULT \'\' NOT NULL',
            'ALTER TABLE "a" ALTER COLUMN "words" DROP DEFAULT',
            'ALTER TABLE "elsewhere" ADD COLUMN "size" integer NULL',
            APPLIED % "'x', '2', now()",
        ]
    )
    assert found == [
        'CREATE TABLE "a" ("id" uuid NOT NULL PRIMARY KEY, "words" varchar(9) DEFAULT \'\' NOT NULL)',
        f'CREATE TABLE "b" ("id" uuid NOT NULL PRIMARY KEY, "a_id" uuid NOT NULL, {REFERS})',
        'CREATE INDEX "b_a_id" ON "b" ("a_id")',
        'ALTER TABLE "a" ALTER COLUMN "words" DROP DEFAULT',
        'ALTER TABLE "elsewhere" ADD COLUMN "size" integer NULL',
        'INSERT INTO "django_migrations" ("app", "name", "applied") VALUES'
        " ('x', '1', now()), ('x', '2', now())",
    ]


def test_tables_that_refer_to_each_other_are_tied_once_both_are_there():
    back = 'CONSTRAINT "a_b" FOREIGN KEY ("b_id") REFERENCES "b" ("id")'
    found = condensing.condensed([*TABLES, f'ALTER TABLE "b" ADD {REFERS}', f'ALTER TABLE "a" ADD {back}'])
    assert found[-1] == f'ALTER TABLE "b" ADD {REFERS}'
    assert [each.split('"')[1] for each in found[:-1]] == ["b", "a"] and back in found[1]


def test_the_template_makes_what_migrations_make_in_half_as_many_statements():
    with template.scratch():
        recorded = template.migrate(template.SCRATCH)
        made = template._made()
    fewer = template._record_from_nothing()
    with template.scratch():
        template.replay(template.SCRATCH, fewer)
        assert template._made() == made
    assert len(fewer) < len(recorded) / 2


def test_what_would_make_something_else_is_not_kept(monkeypatch):
    with template.scratch():
        recorded = template.migrate(template.SCRATCH)
    for wrong in (recorded[:-1], [*recorded, 'ALTER TABLE "calls_call" ADD COLUMN "odd" integer'], ["no SQL"]):
        monkeypatch.setattr(condensing, "condensed", lambda _statements, wrong=wrong: wrong)
        assert len(template._record_from_nothing()) == len(recorded)
    assert connections["owner"].is_usable()
