"""Types of django-rules, which ships none, as far as this project uses it."""

from rules.rulesets import RuleSet as RuleSet
