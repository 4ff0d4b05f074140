"""Columns that hold the role whose context was open."""

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import connection

from eclore.kit.fields import CurrentUser, RoleField, current_role_field, role_list
from tenants.contexts import in_programme, in_territory


def rebuilt(field):
    _name, _path, args, kwargs = field.deconstruct()
    return type(field)(*args, **kwargs)


@pytest.mark.parametrize("cast", ["db_type", "cast_db_type"])
def test_a_role_is_of_the_type_that_postgresql_compares_with_its_own(cast):
    assert getattr(RoleField(), cast)(connection) == "name"


def test_a_role_is_as_long_as_postgresql_lets_it_and_migrations_do_not_say_so():
    field = RoleField(null=True)
    assert field.max_length == 63
    assert field.deconstruct()[3] == {"null": True}
    assert (rebuilt(field).max_length, rebuilt(field).null) == (63, True)


def test_a_role_of_one_s_own_fills_itself_and_is_not_edited():
    field = current_role_field(db_index=True)
    assert (type(field.db_default), field.editable, field.db_index) == (CurrentUser, False, True)


def test_a_list_of_roles_is_an_array_of_names():
    field = role_list(default=list)
    assert (type(field), field.db_type(connection), field.get_default()) == (ArrayField, "name[]", [])


def test_the_database_says_whose_context_is_open(somme):
    def current():
        with connection.cursor() as cursor:
            cursor.execute("SELECT CURRENT_USER")
            return cursor.fetchone()[0]

    with in_territory(somme):
        inside = current()
    with in_programme():
        programme = current()
    assert (inside, programme, CurrentUser.template) == (somme.role, "eclore_programme", "CURRENT_USER")
