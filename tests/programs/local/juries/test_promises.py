"""An invitation to a jury goes with the session that asked for it: published, it is expected elsewhere or falls."""

import pytest

from programs.local.juries import domain
from tenants.contexts import in_territory
from tenants.memberships.models import Invitation
from tests.factories.juries import a_jury_setup, decide_all, deliberating

STRANGER = "inconnue@ailleurs.fr"


def waiting():
    """The seat on which the stranger's invitation stands, once for each that may still be accepted."""
    rows = Invitation.objects.filter(email=STRANGER, accepted_at=None, revoked_at=None)
    return list(rows.values_list("reason_id", flat=True))


@pytest.mark.parametrize("sits_elsewhere", [False, True])
def test_publishing_ends_what_was_promised_to_who_never_came(somme, sits_elsewhere):
    jury_setup = deliberating(somme, titles="A B")
    other = a_jury_setup(somme, kind="reading", titles="C", opened=False)
    with in_territory(somme):
        seat = domain.add_seat(jury_setup.jury, by=jury_setup.runs, email=STRANGER, name="Inconnue")
        assert waiting() == [seat.pk]
        elsewhere = []
        if sits_elsewhere:
            again = domain.add_seat(other.jury, by=other.runs, email=STRANGER, name="Inconnue")
            elsewhere = [again.pk]
        decide_all(jury_setup, "laureate", "not_retained")
        domain.publish(jury_setup.jury, by=jury_setup.runs)

        assert waiting() == elsewhere


def test_a_seat_taken_back_is_not_expected_in_a_session_that_is_over(somme):
    past = deliberating(somme, titles="A")
    jury_setup = a_jury_setup(somme, kind="reading", titles="B", opened=False)
    with in_territory(somme):
        domain.add_seat(past.jury, by=past.runs, email=STRANGER, name="Inconnue")
        seat = domain.add_seat(jury_setup.jury, by=jury_setup.runs, email=STRANGER, name="Inconnue")
        decide_all(past, "not_retained")
        domain.publish(past.jury, by=past.runs)
        assert waiting() == [seat.pk]
        domain.remove_seat(seat, by=jury_setup.runs)

        assert waiting() == []
