"""`{% load eclore %}`: every component, and dates in words; arguments and examples are in docs/components.md."""

from eclore.components import acts, blocks, forms, keeping, lists, register, signs, words

__all__ = ["acts", "blocks", "forms", "keeping", "lists", "register", "signs", "words"]
