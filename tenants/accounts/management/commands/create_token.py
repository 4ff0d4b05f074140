"""Make a token for a script: its secret is printed once and kept nowhere."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eclore.database.context import PROGRAMME_ROLE
from eclore.kit import actor
from tenants.accounts.domain import tokens
from tenants.accounts.models import User
from tenants.contexts import in_programme
from tenants.territories.models import Territory


class Command(BaseCommand):
    help = "Prints a new API token of a person, for one territory or for the national host."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the person's address")
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("--territory", metavar="SLUG", help="the token opens this territory")
        where.add_argument("--national", action="store_true", help="the token opens the national host")
        parser.add_argument("--label", default="", help="what the token is for")

    def handle(self, *args: Any, **options: Any) -> None:
        with in_programme():
            user = User.objects.filter(email=options["email"].lower(), is_active=True).first()
            if user is None:
                raise CommandError(
                    f"Nobody signs in with {options['email']}. Check the address, or have them sign in once."
                )
            role = PROGRAMME_ROLE if options["national"] else self._role(options["territory"])
            secret = tokens.create(user, territory_role=role, label=options["label"][:100], by=actor.system())
        self.stdout.write(secret)

    @staticmethod
    def _role(slug: str) -> str:
        role = Territory.objects.filter(slug=slug).values_list("role", flat=True).first()
        if role is None:
            known = ", ".join(Territory.objects.order_by("slug").values_list("slug", flat=True)[:20])
            raise CommandError(f"No territory answers to {slug!r}. Known ones: {known or 'none yet'}.")
        return role
