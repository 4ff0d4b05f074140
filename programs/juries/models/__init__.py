"""Abstract tables of a jury. A concrete app subclasses each and adds what it judges.

Foreign keys between them name the concrete models, which bear the same names without `Abstract`.
"""

from programs.juries.models.criteria import AbstractCriterion
from programs.juries.models.deliberation import AbstractOpinion, AbstractPreference, AbstractVote
from programs.juries.models.entry_cards import EntryCard, Opens
from programs.juries.models.minutes import AbstractMinutes, AbstractMinutesSignature
from programs.juries.models.papers import AbstractPaperEntry
from programs.juries.models.records import (
    HIGHEST_MARK,
    LOWEST_MARK,
    AbstractAmendment,
    AbstractBallot,
    AbstractDecision,
    AbstractJuryEvent,
    AbstractLateBallot,
    AbstractMark,
    AbstractRecusal,
)
from programs.juries.models.sessions import AbstractJury, AbstractPassage, AbstractSeat

__all__ = [
    "HIGHEST_MARK",
    "LOWEST_MARK",
    "AbstractAmendment",
    "AbstractBallot",
    "AbstractCriterion",
    "AbstractDecision",
    "AbstractJury",
    "AbstractJuryEvent",
    "AbstractLateBallot",
    "AbstractMark",
    "AbstractMinutes",
    "AbstractMinutesSignature",
    "AbstractOpinion",
    "AbstractPaperEntry",
    "AbstractPassage",
    "AbstractPreference",
    "AbstractRecusal",
    "AbstractSeat",
    "AbstractVote",
    "EntryCard",
    "Opens",
]
