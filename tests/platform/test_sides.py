"""The reading of every statement: which side its tables are of."""

import pytest

from programs.local.ideas.models import Idea
from tenants.accounts.models import User
from tenants.contexts import in_territory
from tests.support.sides import Reader, readable, sides

BOTH = {
    "a join": 'SELECT 1 FROM "ideas_idea" JOIN public.accounts_user ON true',
    "a subquery": "SELECT (SELECT name FROM accounts_user LIMIT 1) FROM somme.ideas_idea",
    "what is written": "INSERT INTO ideas_idea (title) SELECT name FROM accounts_user",
    "an update": "UPDATE ideas_idea SET title = u.name FROM accounts_user u",
    "a common expression": "WITH gone AS (DELETE FROM ideas_idea RETURNING 1) SELECT 1 FROM gone, accounts_user",
}


@pytest.mark.parametrize("statement", BOTH.values(), ids=BOTH)
def test_tables_of_both_sides_are_seen_wherever_they_are_named(db, statement):
    assert sides().of(statement) == ({"accounts_user"}, {"ideas_idea"})


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT 'accounts_user' FROM ideas_idea",
        "WITH accounts_usr AS (SELECT 1) SELECT 1 FROM accounts_usr, ideas_idea",
        "SAVEPOINT accounts_user",
    ],
)
def test_what_only_looks_like_a_shared_table_is_none(db, statement):
    assert sides().of(statement)[0] == set()


def test_values_play_no_part():
    assert readable("SELECT %s, '100 %%' LIMIT %s", True) == "SELECT '1', '100 %' LIMIT '1'"
    assert readable("SELECT 5 % 2", False) == "SELECT 5 % 2"


def test_what_the_program_sends_is_heard_and_a_statement_of_both_sides_is_an_error(somme):
    reader = Reader()
    with reader.listening(), in_territory(somme.schema_name):
        list(User.objects.filter(pk__in=list(Idea.objects.values_list("author_id", flat=True))))
    assert any("ideas_idea" in text for text, _has_values in reader.waiting)
    reader.judge()
    reader.waiting.add((BOTH["a join"], False))
    with pytest.raises(AssertionError, match="accounts_user and ideas_idea, in one statement"):
        reader.judge()
    reader.judge()
