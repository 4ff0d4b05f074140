"""A programme manager arranges their territory's own pages."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypedDict, Unpack

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit import records
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from tenants.territories import sites, validators
from tenants.territories.models import Joining, Territory


class Settings(TypedDict, total=False):
    """What `arrange` may change."""

    name: str
    accent: str
    contact_email: str
    joining: str
    email_domains: list[str]
    sirens: list[str]


def _answer(joining: str) -> str:
    if joining not in Joining.values:
        raise Invalid(_("Choisissez qui peut rejoindre le territoire."), field="joining")
    return joining


CHECKS: dict[str, Callable[[Any], object]] = {
    "name": validators.named,
    "accent": validators.readable_accent,
    "contact_email": partial(validators.address, field="contact_email"),
    "joining": _answer,
    "email_domains": validators.domain_names,
    "sirens": validators.siren_numbers,
}


def arrange(territory: Territory, *, by: Actor, **given: Unpack[Settings]) -> Territory:
    """Change some of what the territory's pages say and who may join. The accent kept is the readable one.

    Raises Invalid.
    """
    lock(territory)
    require(by, "territories.arrange", territory)
    changed = records.assign(territory, {name: CHECKS[name](value) for name, value in given.items()})
    if territory.joining == Joining.DOMAINS and not territory.email_domains:
        raise Invalid(_("Donnez au moins un domaine, par exemple somme.fr."), field="email_domains")
    if changed:
        territory.save(update_fields=changed)
        transaction.on_commit(sites.forget, robust=True)
    return territory


def show_logo(territory: Territory, *, by: Actor, drawn: "ContentFile[bytes]") -> Territory:
    """Put a picture, as `logos.drawn_again` gives it, in the header of every page."""
    lock(territory)
    require(by, "territories.arrange", territory)
    previous = territory.logo.name
    territory.logo.save(f"{territory.schema_name}/{drawn.name}", drawn, save=False)
    territory.save(update_fields=["logo"])
    _afterwards(territory, previous)
    return territory


def remove_logo(territory: Territory, *, by: Actor) -> Territory:
    """Back to the initial of the territory's name."""
    lock(territory)
    require(by, "territories.arrange", territory)
    previous = territory.logo.name
    territory.logo = ""
    territory.save(update_fields=["logo"])
    _afterwards(territory, previous)
    return territory


def _afterwards(territory: Territory, previous: str | None) -> None:
    """Once committed: other requests look the territory up again, and the former file goes."""
    storage = territory.logo.storage
    transaction.on_commit(sites.forget, robust=True)
    if previous:
        transaction.on_commit(lambda: storage.delete(previous), robust=True)
