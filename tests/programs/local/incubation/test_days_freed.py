"""Nobody frees more days than there are."""

from datetime import timedelta
from decimal import Decimal

import pytest

from eclore.kit import clock, weeks
from eclore.kit.errors import Invalid
from programs.local.incubation.domain import journal
from programs.local.incubation.models import EntryKind
from tenants.contexts import in_territory
from tests.factories import incubation
from tests.factories.calls import manager


def test_a_phase_frees_no_more_days_than_it_has(somme):
    by = manager()
    with in_territory(somme):
        project = incubation.project(started=clock.today() - timedelta(days=4))

        def note(days):
            return journal.add(
                project, by=by, kind=EntryKind.SESSION, on=clock.today(), text="Vu.", days_freed=Decimal(days)
            )

        note(5)
        with pytest.raises(Invalid) as refusal:
            note(3)
        note(2)
    assert (refusal.value.code, refusal.value.field) == ("more_than_there_are", "days_freed")
    assert "2 au plus" in str(refusal.value.sentence)


def test_more_than_was_signed_is_told_as_an_exception():
    assert weeks.freed_of(Decimal(4), Decimal(9)) == "4 sur 9"
    assert weeks.freed_of(Decimal(12), Decimal(9)) == "12, plus que les 9 signés"
