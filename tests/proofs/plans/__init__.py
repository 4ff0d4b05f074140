"""Who sends what to everything that writes, in the season of `tests/isolation/cast.py`: told, never guessed."""

from tests.proofs.plans import (
    pages_of_territories,
    pages_of_the_nation,
    programs_of_territories,
    programs_of_the_nation,
)
from tests.proofs.plans.by_rule import DONE_ONCE_BY_RULE
from tests.proofs.plans.shape import Plan

PLANS = {
    **pages_of_territories.PLANS,
    **pages_of_the_nation.PLANS,
    **programs_of_territories.PLANS,
    **programs_of_the_nation.PLANS,
}

__all__ = ["DONE_ONCE_BY_RULE", "PLANS", "Plan"]
