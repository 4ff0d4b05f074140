"""`manage.py invite_manager somme ADDRESS`: a territory's first programme manager, who invites the others."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eclore.kit.actor import system
from eclore.kit.dates import calendar_day
from eclore.kit.errors import Refusal
from tenants.contexts import in_programme, in_territory
from tenants.hosts import Site
from tenants.memberships import queries
from tenants.memberships.domain import invitations, members
from tenants.memberships.models import Role
from tenants.memberships.validators import plain_address
from tenants.territories.queries import by_slug, main_domain
from tenants.territories.sites import territory_site


class Command(BaseCommand):
    help = "Invites a territory's programme manager by e-mail; run again, it changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the name under which the territory answers")
        parser.add_argument("email", help="the person's address")
        parser.add_argument("--name", default="", help="the person's name, for the letter")
        parser.add_argument("--again", action="store_true", help="end a pending invitation and send a new one")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            said = invited(options["slug"], options["email"], name=options["name"], again=options["again"])
        except Refusal as refusal:
            raise CommandError(str(refusal.sentence), returncode=2) from refusal
        self.stdout.write(f"{said}\nEntrer, avec cette adresse : {_site(options['slug']).page('sign-in')}")


def invited(slug: str, email: str, *, name: str = "", again: bool = False) -> str:
    """Do what is left to do for this person to manage this territory, and say what it was. Raises Refusal."""
    email, site = plain_address(email), _site(slug)
    with in_territory(site.schema_name):
        return _named(email, site, name=name, again=again)


def _site(slug: str) -> Site:
    with in_programme():
        if territory := by_slug(slug):
            return territory_site(main_domain(territory))
    raise CommandError(
        f"Aucun territoire ne répond sous le nom « {slug} ». `manage.py provision` en crée un.", returncode=2
    )


def _named(email: str, site: Site, *, name: str, again: bool) -> str:
    """In the territory's open context."""
    by = system(schema=site.schema_name)
    if member := queries.member(by, site.territory_id, email):
        if Role.MANAGER in member.roles:
            return f"{email} gère déjà {site.name} : rien n'est changé."
        members.grant(member.user, Role.MANAGER, territory_id=site.territory_id, by=by)
        return f"{email}, déjà membre, gère maintenant {site.name}."
    expected = queries.invitations(by, site.territory_id).filter(email=email, role=Role.MANAGER).first()
    if expected and not again:
        until = calendar_day(expected.expires_at)
        return f"{email} est déjà sur invitation jusqu'au {until} : rien n'est envoyé (--again écrit de nouveau)."
    sent = invitations.invite(email, Role.MANAGER, site=site, by=by, name=name)
    until = calendar_day(sent.expires_at)
    return f"Une invitation à gérer {site.name} est envoyée à {email} ; elle vaut jusqu'au {until}."
