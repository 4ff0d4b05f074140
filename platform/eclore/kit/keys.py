"""Keys that open something by being known: 256 random bits, told once, of which only the digest is kept."""

import hashlib
import secrets
import unicodedata


def new_key() -> str:
    """43 letters that fit in an address."""
    return secrets.token_urlsafe(32)


def digest(key: str) -> str:
    """What is kept of it: so many random bits need no slow hash. Whatever an address holds has one, nonsense too."""
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()


def plain_code(typed: str) -> str:
    """A code as it is compared: its letters and digits, whatever separates them (no-break spaces, hyphens, dots)."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", typed) if letter.isalnum())
