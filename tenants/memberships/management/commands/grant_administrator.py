"""`manage.py grant_administrator ADDRESS`: the first person of the national administration, who names the others."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eclore.kit.actor import system
from eclore.kit.errors import Refusal
from tenants.contexts import in_programme
from tenants.hosts import national_page
from tenants.memberships.domain import grants
from tenants.memberships.models import NationalKind
from tenants.memberships.queries import grant_held
from tenants.memberships.validators import plain_address


class Command(BaseCommand):
    help = "Gives the national administration to an address and writes to it; run again, it changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the person's address")
        parser.add_argument("--name", default="", help="the person's name, when they have no account yet")

    def handle(self, *args: Any, **options: Any) -> None:
        sign_in, kind = national_page("sign-in"), NationalKind.ADMINISTRATOR
        try:
            with in_programme():
                email = plain_address(options["email"])
                if grant_held(email, kind):
                    said = f"{email} fait déjà partie de l'administration nationale : rien n'est changé."
                else:
                    grants.grant(email, kind, by=system(), name=options["name"], link=sign_in)
                    said = f"{email} fait partie de l'administration nationale. Une lettre lui est envoyée."
        except Refusal as refusal:
            raise CommandError(str(refusal.sentence), returncode=2) from refusal
        self.stdout.write(f"{said}\nEntrer, avec cette adresse : {sign_in}")
