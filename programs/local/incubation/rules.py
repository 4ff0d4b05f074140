"""Who may follow, write and decide about projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.predicates import predicate

from eclore.kit.actor import COACH, MANAGER, NATIONAL_ADMINISTRATOR, NATIONAL_COACH, SPONSOR, Actor
from eclore.kit.permissions import has_role, sees_as

if TYPE_CHECKING:  # the models are not ready when rules are read
    from programs.local.incubation.models import JournalEntry, Project

TEAM = "team"  # `Part.TEAM`
follows_every_project = sees_as(MANAGER, COACH, SPONSOR, NATIONAL_COACH, NATIONAL_ADMINISTRATOR)
runs_the_programme = has_role(MANAGER)


@predicate
def has_a_part(actor: Actor, project: Project | None) -> bool:
    """A name on the project: team, coach, designer or sponsor; a visitor has none."""
    if project is None or not actor.is_authenticated or actor.visitor:
        return False
    return any(member.user_id == actor.user_id for member in project.members.all())


@predicate
def is_of_the_team(actor: Actor, project: Project | None) -> bool:
    """One of those who carry it: they may say that everybody reads about it, and take that back."""
    if project is None or not actor.is_authenticated or actor.visitor:
        return False
    return any(member.user_id == actor.user_id and member.part == TEAM for member in project.members.all())


@predicate
def is_public(actor: Actor, project: Project | None) -> bool:
    return project is not None and project.public


@predicate
def wrote_it(actor: Actor, entry: JournalEntry | None) -> bool:
    return entry is not None and actor.is_authenticated and not actor.visitor and entry.author_id == actor.user_id


CAN = {
    "incubation.see": is_public | follows_every_project | has_a_part,
    "incubation.see_inside": follows_every_project | has_a_part,
    "incubation.see_committees": follows_every_project,
    "incubation.open": runs_the_programme,
    "incubation.manage": runs_the_programme,
    "incubation.show": runs_the_programme | is_of_the_team,
    "incubation.write": runs_the_programme | has_a_part,
    "incubation.erase": runs_the_programme | wrote_it,
    "incubation.plan": runs_the_programme,
    "incubation.decide": runs_the_programme,
}
