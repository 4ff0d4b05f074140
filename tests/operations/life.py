"""What people do on an installation, in a process of its own: each act that was acknowledged is a line printed.

python -m tests.operations.life found SLUG…          territories, each with a call for ideas and its managers
python -m tests.operations.life write NUMBER SLUG…   so many ideas in each, with a file, in transactions of their own
python -m tests.operations.life person SLUG ADDRESS  somebody who belongs there and has an idea of their own
"""

import os
import sys
from uuid import UUID

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eclore.config.settings.development")
django.setup()

from django.core.management import call_command  # noqa: E402  once Django is ready

from eclore.kit.actor import MANAGER, MEMBER, Actor  # noqa: E402
from programs.local.calls.models import Call  # noqa: E402
from tenants.contexts import in_territory  # noqa: E402
from tenants.hosts import Site  # noqa: E402
from tenants.territories import sites  # noqa: E402
from tenants.territories.provisioning import provision  # noqa: E402
from tests.factories import calls, ideas  # noqa: E402
from tests.support.personas import person  # noqa: E402


def main(act: str, *rest: str) -> None:
    {"found": found, "write": write, "person": somebody, "manage": manage}[act](*rest)


def manage(*commands: str) -> None:
    for command in commands:
        try:
            call_command(*command.split())
        except SystemExit as ended:
            if ended.code:
                sys.exit(f"{command} has ended with {ended.code}")


def found(*slugs: str) -> None:
    for slug in slugs:
        provision(slug=slug, name=slug.title(), kind="ville")
        for number in range(2):
            person(MANAGER, at=site(slug), email=f"gestion{number}.{slug}@exemple.fr", name=f"Gestion {number} {slug}")
        with in_territory(slug):
            calls.a_call()


def write(number: str, *slugs: str) -> None:
    """In each of these territories, in turn."""
    author = Actor(UUID(int=1), "Camille Écrivant", "camille@exemple.fr", frozenset({MEMBER}))
    for _each in range(int(number)):
        for slug in slugs:
            with in_territory(slug):
                idea = ideas.an_idea(Call.objects.get(), author)
                ideas.a_file(idea)
            acknowledged(f"{slug}:{idea.pk}")


def somebody(slug: str, address: str) -> None:
    who = person(MEMBER, at=site(slug), email=address, name="Zéphyrine Quetzalcóatl-Ñandú")
    actor = who.at(site(slug))
    with in_territory(slug):
        idea = ideas.an_idea(Call.objects.get(), actor, title="Une idée de Zéphyrine Quetzalcóatl-Ñandú")
    acknowledged(f"{slug}:{idea.pk}")


def site(slug: str) -> Site:
    found = sites.find(f"{slug}.{settings.BASE_HOST}")
    assert found
    return found


def acknowledged(key: object) -> None:
    sys.stdout.write(f"{key}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
