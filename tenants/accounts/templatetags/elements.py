"""How the elements of allauth's pages look here, from the tags that allauth gives them ("outline,cancel")."""

from collections.abc import Collection, Sequence

from django import template

register = template.Library()

# The first line with one of an element's tags says how it looks.
Looks = Sequence[tuple[str, frozenset[str]]]
BUTTONS: Looks = (
    ("danger", frozenset({"danger"})),
    ("text", frozenset({"cancel", "link"})),
    ("second", frozenset({"outline", "secondary"})),
)
LINKS: Looks = (
    ("danger", frozenset({"danger"})),
    ("second", frozenset({"outline", "secondary", "panel"})),
    ("text", frozenset({"link", "cancel"})),
)
BADGES: Looks = (("good", frozenset({"success", "current"})), ("warn", frozenset({"warning"})))


@register.filter
def button_kind(tags: Collection[str]) -> str:
    """The kind of a button that submits; `tags` may be empty, or absent and then ""."""
    return _look(tags, BUTTONS, "main")


@register.filter
def link_kind(tags: Collection[str]) -> str:
    """The kind of a link drawn as a button: never the main one of its page."""
    return _look(tags, LINKS, "second")


@register.filter
def badge_tone(tags: Collection[str]) -> str:
    """The tone of a word on its own ground."""
    return _look(tags, BADGES, "neutral")


def _look(tags: Collection[str], looks: Looks, otherwise: str) -> str:
    return next((look for look, known in looks if known.intersection(tags)), otherwise)
