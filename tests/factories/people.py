"""Members, invitations and visits, made as people make them."""

from tenants.doors import in_programme, in_territory
from tenants.hosts import Place
from tenants.people.domain import invitations, visits
from tenants.people.models import Invitation, Visit
from tenants.territories.models import Territory
from tests.support.personas import Persona


def invitation(place: Place, by: Persona, *, email: str = "invitee@exemple.fr", role: str = "juror") -> Invitation:
    """A promise made by a manager of the place."""
    manager = by.at(place)
    with in_territory(place.schema_name):
        return invitations.invite(email, role, place=place, by=manager)


def visit(place: Place, by: Persona, *, national: Place) -> Visit:
    """A visit that somebody of the national team is paying now."""
    visitor = by.at(national)
    with in_programme():
        return visits.enter(Territory.objects.get(pk=place.territory_id), by=visitor)
