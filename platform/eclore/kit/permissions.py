"""One question for pages, API and buttons: may this actor do this to that?

Each app's `rules.py` holds predicates that read as sentences and one `CAN` table, permission → predicate.
A permission is written "app.verb" ("ideas.submit"). Apps add their table in `AppConfig.ready`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rules import RuleSet
from rules.predicates import Predicate, predicate

from eclore.kit.actor import Actor
from eclore.kit.errors import NotAllowed

_rules = RuleSet()


def register(table: Mapping[str, Callable[..., bool]]) -> None:
    """Add an app's CAN table; naming a permission twice is an error."""
    for name, rule in table.items():
        _rules.add_rule(name, rule)


def known() -> list[str]:
    """Every permission of the project, sorted."""
    return sorted(_rules)


def can(actor: Actor, permission: str, subject: Any = None) -> bool:
    """Whether `actor` may; an unknown permission raises KeyError."""
    return _rules[permission].test(actor, subject)


def require(actor: Actor, permission: str, subject: Any = None) -> None:
    """Raise NotAllowed unless `actor` may."""
    if not can(actor, permission, subject):
        raise NotAllowed(_("Vous n'avez pas le droit de faire cela ici."), permission=permission)


@predicate
def is_signed_in(actor: Actor) -> bool:
    return actor.is_authenticated


@predicate
def is_the_system(actor: Actor) -> bool:
    return actor.system


@predicate
def is_on_the_shared_side(actor: Actor) -> bool:
    """in no territory's context: a national role says nothing by itself inside one."""
    return actor.schema == "public"


def has_role(*roles: str) -> Predicate:
    """A predicate: the actor holds one of `roles` on this host and is no visitor."""

    @predicate(f"has_role:{'|'.join(roles)}")
    def holds(actor: Actor) -> bool:
        return actor.system or actor.has(*roles)

    return holds


def sees_as(*roles: str) -> Predicate:
    """A predicate for reading: like has_role, but true of a read-only visitor too."""

    @predicate(f"sees_as:{'|'.join(roles)}")
    def sees(actor: Actor) -> bool:
        return actor.system or bool(actor.roles.intersection(roles))

    return sees
