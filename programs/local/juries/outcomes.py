"""What a published verdict sets going in the layers above."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from eclore.kit.actor import Actor
from eclore.kit.hooks import Hook
from programs.juries.renewals import Facts

if TYPE_CHECKING:
    from programs.local.juries.models import Decision, Passage


class Addressee(NamedTuple):
    """Who receives a letter."""

    email: str
    name: str


Part = tuple[UUID, str, UUID | None, str]

# Of these renewals, those whose project can no longer be decided: passage's key → why, in words.
projects_lapsed: "Hook[[Sequence[Passage]], dict[UUID, str]]" = Hook("local_juries.projects_lapsed")
# What the projects of these renewals bring: passage's key → it, of those that are still there.
project_facts: "Hook[[Sequence[Passage]], dict[UUID, Facts]]" = Hook("local_juries.project_facts")
# Why a laureate still holds its place, in words: its project runs; empty or nothing once it may be given back.
place_held: "Hook[[Passage], str]" = Hook("local_juries.place_held")
# Who has a part in the projects of these renewals: (passage's key, address, person's key, part in words) of each.
project_people: "Hook[[Sequence[Passage]], list[Part]]" = Hook("local_juries.project_people")
# Who is written to about these renewals: (passage's key, who) of each, once.
project_addressees: "Hook[[Sequence[Passage]], list[tuple[UUID, Addressee]]]" = Hook("local_juries.project_addressees")
# The decision of a passage is published, by an actor; in the publication's transaction.
published: "Hook[[Passage, Decision, Actor], None]" = Hook("local_juries.published")
