"""A database that this code cannot bring up to date is left as it is, and says what to do."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connections


def migrations() -> set[tuple[str, str]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT app, name FROM public.django_migrations")
        return set(cursor.fetchall())


@pytest.fixture
def made_before(real_db) -> set[tuple[str, str]]:
    """As after 0.1.0, where accounts and memberships were one app."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.django_migrations (app, name, applied) VALUES ('people', '0001_initial', now()),"
            " ('logbook', '0001_initial', now())"
        )
        cursor.execute("DELETE FROM public.django_migrations WHERE app = 'accounts'")
    return migrations()


def test_a_database_of_an_earlier_version_says_what_to_do_and_is_left_alone(made_before):
    with pytest.raises(CommandError) as refused:
        call_command("upgrade", stdout=io.StringIO())

    assert "migrations inconnues : logbook, people" in str(refused.value)
    assert "`make demo-reset`" in str(refused.value) and "UPGRADING.md" in str(refused.value)
    assert migrations() == made_before


def test_a_database_of_this_version_is_upgraded_again_for_nothing(real_db):
    said = io.StringIO()
    call_command("upgrade", stdout=said)
    assert said.getvalue().splitlines() == ["Schéma partagé à jour (0 instructions).", "Territoires mis à jour : 0."]
