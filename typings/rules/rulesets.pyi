"""A set of named rules."""

from collections.abc import Callable

from rules.predicates import Predicate

class RuleSet(dict[str, Predicate]):
    def add_rule(self, name: str, pred: Callable[..., bool]) -> None: ...
