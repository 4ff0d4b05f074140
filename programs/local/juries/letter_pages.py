"""What became of the letters of a published session: team by team, where each of them stands."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from eclore.kit.actor import Actor
from eclore.kit.elements import Action, Tag
from programs.local.juries.models import Jury, Passage
from programs.local.juries.promotion_pages import Freed, acts_of, freed, freeing, tag_of
from programs.local.messages.letter_pages import Letter, letters
from programs.local.messages.queries import letters_of

ON_A_PAGE = 20


@dataclass(frozen=True)
class TeamLetters:
    """A dossier, its decision, and the letters about it: none where there was nobody to write to."""

    passage: Passage
    decision: Any
    letters: list[Letter]
    since: Tag | None  # what was done after publication
    freeing: Action | None


@dataclass(frozen=True)
class Sent:
    """A page of them."""

    rows: list[TeamLetters]
    page: Page[Passage]
    freed: Freed | None

    @property
    def moves(self) -> bool:
        """Whether one is still leaving: the page asks again."""
        return any(letter.moves for row in self.rows for letter in row.letters)


def sent(jury: Jury, actor: Actor, *, page: str = "1") -> Sent:
    """Of a published session; the caller has checked who asks."""
    decided = jury.passages.filter(decision__published_at__isnull=False).select_related("decision")
    leaf: Page[Any] = Paginator(decided.order_by("position", "pk"), ON_A_PAGE).get_page(page)
    found: dict[UUID, list[Letter]] = defaultdict(list)
    for letter in letters(letters_of(actor, [passage.decision.pk for passage in leaf])):
        found[letter.message.decision_id or jury.pk].append(letter)
    acts = acts_of(jury, [passage.pk for passage in leaf])
    return Sent([_row(each, found[each.decision.pk], acts.get(each.pk, "")) for each in leaf], leaf, freed(jury))


def _row(passage: Any, letters: list[Letter], act: str) -> TeamLetters:
    decision = passage.decision
    return TeamLetters(passage, decision, letters, tag_of(act), freeing(passage, decision, act))
