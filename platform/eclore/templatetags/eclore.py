"""`{% load eclore %}`: every component, and dates in words; arguments and examples are in docs/components.md."""

from eclore.components import blocks, forms, lists, register, signs, words

__all__ = ["blocks", "forms", "lists", "register", "signs", "words"]
