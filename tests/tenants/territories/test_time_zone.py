"""A territory's own hours: on its pages, in what it types, and told to others by their name."""

from datetime import UTC, datetime, timedelta

import pytest

from eclore.kit import clock
from eclore.kit.errors import Invalid
from programs.local.calls.domain import editions
from programs.local.calls.models import Call
from tenants.contexts import in_programme, in_territory
from tenants.territories import sites
from tenants.territories.models import Territory
from tests.factories.calls import an_edition, manager
from tests.support.personas import api_client, browser, person

CLOSING = datetime(2030, 12, 28, 14, 0, tzinfo=UTC)  # 18 h in La Réunion, 15 h in Paris


@pytest.fixture
def reunion(db, somme):
    with in_programme():
        Territory.objects.filter(slug="somme").update(time_zone="Indian/Reunion", name="La Réunion")
    sites.forget()
    return sites.find("somme.eclore.localhost")


def test_the_hours_of_a_territory_are_its_own_on_its_pages(reunion):
    manager = browser(reunion, person("manager", at=reunion))
    with in_territory(reunion):
        edition = an_edition(closes_at=CLOSING, commitment_required=False)
    page = manager.get("/appel/").content.decode()
    form = manager.get(f"/appels/{edition.pk}/modifier/").content.decode()

    assert "28\u00a0décembre 2030 à 18\u00a0h" in page
    assert 'value="2030-12-28T18:00"' in form


def test_they_are_named_on_the_national_pages(reunion, national):
    with in_territory(reunion):
        an_edition(closes_at=clock.now() + timedelta(days=20), commitment_required=False)
    assert ", heure de La Réunion" in browser(national).get("/").content.decode()


@pytest.mark.parametrize(("kind", "status"), [("national_administrator", 302), ("national_coach", 403)])
def test_the_national_administration_says_where_a_territory_lives(db, national, somme, kind, status):
    someone = browser(national, person(national=(kind,)))
    assert someone.post("/territoires/somme/heure/", {"time_zone": "Pacific/Tahiti"}).status_code == status
    with in_programme():
        zone = Territory.objects.get(slug="somme").time_zone
    assert zone == ("Pacific/Tahiti" if status == 302 else "Europe/Paris")


def test_the_same_by_the_api(db, national, somme):
    client = api_client(national, person(national=("national_administrator",)))
    address = "/api/v1/territories/somme/time-zone/"
    assert client.get(address).json() == {"time_zone": "Europe/Paris"}
    assert client.send("put", address, {"time_zone": "Indian/Mayotte"}).json() == {"time_zone": "Indian/Mayotte"}
    assert client.send("put", address, {"time_zone": "Mars"}).status_code == 422


def test_a_past_closing_is_refused_once_the_call_is_open(reunion):
    with in_territory(reunion):
        edition = an_edition(commitment_required=False)
        closes_at = edition.call.closes_at
        with pytest.raises(Invalid) as refusal:
            editions.edit(edition, by=manager(), closes_at=clock.now() - timedelta(days=1))
        assert (refusal.value.field, Call.objects.get().closes_at) == ("closes_at", closes_at)
