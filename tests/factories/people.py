"""Members, invitations and visits, made as people make them."""

from tenants.contexts import in_programme, in_territory
from tenants.hosts import Site
from tenants.memberships.domain import invitations, visits
from tenants.memberships.models import Invitation, Visit
from tenants.territories.models import Territory
from tests.support.personas import Persona


def invitation(site: Site, by: Persona, *, email: str = "invitee@exemple.fr", role: str = "juror") -> Invitation:
    """A pending invitation, made by a manager of the site."""
    manager = by.at(site)
    with in_territory(site.schema_name):
        return invitations.invite(email, role, site=site, by=manager)


def visit(site: Site, by: Persona, *, national: Site) -> Visit:
    """A visit that somebody of the national team is paying now."""
    visitor = by.at(national)
    with in_programme():
        return visits.enter(Territory.objects.get(pk=site.territory_id), by=visitor)
