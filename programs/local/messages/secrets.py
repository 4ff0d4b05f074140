"""A message may hold a link that is its addressee's alone: whoever else reads it sees that it is there, not the key."""

import re

# What secrets.token_urlsafe(32) makes, as one part of an address.
KEY = re.compile(r"(?<=/)[A-Za-z0-9_-]{43}(?=[/\s]|$)")
MASK = "lien-personnel"


def masked(text: str) -> str:
    """The text with every key hidden."""
    return KEY.sub(MASK, text)


def restored(text: str, original: str) -> str:
    """What was corrected on a masked text, with the keys of the `original` back where they were, in order."""
    for key in KEY.findall(original):
        text = text.replace(f"/{MASK}", f"/{key}", 1)
    return text
