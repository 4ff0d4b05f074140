"""Where a territory lives, and what its time is called."""

from zoneinfo import ZoneInfo

import pytest

from eclore.kit import zones


@pytest.mark.parametrize(
    ("codes", "zone"),
    [
        (("80", "80"), "Europe/Paris"),
        (("974", ""), "Indian/Reunion"),
        (("", "97411"), "Indian/Reunion"),
        (("2A", "2A004"), "Europe/Paris"),
        (("", "974123456"), "Europe/Paris"),
        (("987", "987"), "Pacific/Tahiti"),
    ],
)
def test_an_insee_code_says_the_zone_and_a_siren_does_not(codes, zone):
    assert zones.of_codes(*codes) == zone


def test_every_zone_exists_and_has_a_name():
    assert set(zones.BY_CODE.values()) <= set(zones.CALLED)
    assert [str(ZoneInfo(zone)) for zone in zones.CALLED] == list(zones.CALLED)
