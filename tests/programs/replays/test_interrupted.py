"""Half a season is not taken for a whole one."""

from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from programs.local.calls.domain import editions
from programs.replays import catalogue, season
from programs.replays.management.commands import replay
from tenants.contexts import in_territory
from tests.factories.calls import an_edition, manager


def test_an_edition_that_was_begun_only_is_said_and_a_closed_one_is_played(somme):
    people = SimpleNamespace(territory=somme)
    seen = [season.is_played(people, "Appel", 1)]
    with in_territory(somme):
        edition = an_edition(programme="Appel", number=1)

    with pytest.raises(season.Interrupted, match="Appel, édition 1"):
        season.is_played(people, "Appel", 1)
    with in_territory(somme):
        editions.close(edition, by=manager())
    seen.append(season.is_played(people, "Appel", 1))
    with in_territory(somme):
        editions.reopen(edition, by=manager())
    seen.append(season.is_played(people, "Appel", 1))

    assert seen == [False, True, True]


def test_the_command_says_what_to_do(db, monkeypatch):
    def interrupted(_territories):
        raise season.Interrupted("Appel, édition 1 (Somme)")

    monkeypatch.setattr(replay, "territories", dict)
    monkeypatch.setitem(catalogue.REPLAYS, "le-havre", catalogue.Replay("Le Havre", interrupted))

    with pytest.raises(CommandError, match="make demo-reset"):
        call_command("replay", "le-havre")
