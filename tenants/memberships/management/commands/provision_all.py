"""`manage.py provision_all territoires.csv`: every territory of a list, and an invitation to its first manager."""

from argparse import FileType
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from eclore.kit.errors import Invalid, Refusal
from tenants.contexts import in_programme
from tenants.memberships.management.commands.invite_manager import invited
from tenants.memberships.validators import plain_address
from tenants.territories import listing
from tenants.territories.listing import Listed
from tenants.territories.provisioning import provision
from tenants.territories.queries import by_slug

DETAILS = ("slug", "name", "kind", "code", "department", "accent")


class Command(BaseCommand):
    help = (
        "Makes the territories of a list (CSV, columns: " + ", ".join(listing.COLUMNS) + ") and invites their first"
        " managers. Run again, it makes and writes to those that are new; what fails is named, the others are made."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("list", type=FileType("rb"), help="a file, or - for what is typed")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            listed = listing.read(options["list"].read())
            _check_managers(listed)
        except Refusal as refusal:
            raise CommandError(f"{refusal.sentence}\nRien n'est créé.", returncode=2) from refusal
        failed = 0
        for rank, each in enumerate(listed, start=1):
            try:
                self.stdout.write(f"{rank}/{len(listed)} {_made(each)}")
            except Refusal as refusal:
                failed += 1
                self.stderr.write(f"Ligne {each.line}, {each.slug} : {refusal.sentence}")
        self.stdout.write(f"Territoires en place : {len(listed) - failed} sur {len(listed)}.")
        if failed:
            raise CommandError(f"Lignes à corriger : {failed} ; puis la même commande de nouveau.")


def _check_managers(listed: list[Listed]) -> None:
    """Raises Invalid with each line whose manager has no address that a letter could be sent to."""
    wrong = []
    for each in listed:
        try:
            if each.manager:
                plain_address(each.manager)
        except Refusal as refusal:
            wrong.append(_("Ligne %(line)d : %(said)s") % {"line": each.line, "said": refusal.sentence})
    if wrong:
        raise Invalid("\n".join(wrong))


def _made(each: Listed) -> str:
    """What is done of a line, in words: the territory, then the invitation, whatever an earlier run has left."""
    with in_programme():
        is_there = by_slug(each.slug) is not None
    if not is_there:
        provision(**{name: getattr(each, name) for name in DETAILS})
    said = f"{each.name} : {'déjà là' if is_there else 'créé'}."
    return f"{said} {invited(each.slug, each.manager, name=each.manager_name)}" if each.manager else said
