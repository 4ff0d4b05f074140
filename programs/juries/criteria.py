"""Which of a session's criteria a dossier is marked on: a selection and a renewal have their own sheets."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from programs.juries.models import AbstractCriterion, AbstractPassage
from programs.juries.states import PassageKind

CriterionT = TypeVar("CriterionT", bound=AbstractCriterion)


def fitting(criteria: Iterable[CriterionT], kind: str) -> list[CriterionT]:
    """Those that dossiers of this kind are marked on, in their order."""
    return [each for each in criteria if each.fits(kind)]


def criteria_of(passage: AbstractPassage) -> list[AbstractCriterion]:
    """What this dossier is marked on."""
    return fitting(passage.jury.criteria.all(), passage.kind)


def sheets(criteria: Sequence[AbstractCriterion], kinds: Iterable[str]) -> list[tuple[str, list[AbstractCriterion]]]:
    """The sheets of a session that hears dossiers of these `kinds`: (kind in words, its criteria) of each.

    One without a name where all dossiers are marked on the same.
    """
    heard = [kind for kind in PassageKind if kind in set(kinds)]
    asked = [(str(kind.label), fitting(criteria, kind)) for kind in heard]
    alike = all(sheet == asked[0][1] for _kind, sheet in asked)
    return [("", asked[0][1] if asked else list(criteria))] if alike else asked


def unmarkable(criteria: Sequence[AbstractCriterion], kinds: Iterable[str]) -> list[str]:
    """Of these `kinds` of dossiers, those that no criterion is for, in words."""
    heard = set(kinds)
    return [str(kind.label) for kind in PassageKind if kind in heard and not fitting(criteria, kind)]
