"""A person's strings, found however they are typed: case, accents, spaces, order of the name, way to write a phone.

`fold_sql` and `Folded` put a text in the same plain letters, in PostgreSQL and here; patterns are read by both.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from django.utils.translation import gettext_lazy as _

NAME, EMAIL, CONTACT, PART = "name", "email", "contact", "part"
# What takes their place: stored, therefore in French like all that the system writes in a territory.
INSTEAD = {NAME: "Personne effacée", EMAIL: "adresse effacée", CONTACT: "coordonnées effacées"}
LABELS = {NAME: _("nom"), EMAIL: _("adresse"), CONTACT: _("coordonnées"), PART: _("une partie du nom")}
# Letters that PostgreSQL's unaccent writes with several, or otherwise than by dropping a mark.
SPELLED = {
    "œ": "oe",
    "æ": "ae",
    "ß": "ss",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "’": "'",
    "‘": "'",
    "‐": "-",
    "‑": "-",
    "–": "-",
    "—": "-",
    "ı": "i",
}
APART = r"[\s_.,;-]+"
SEPARATORS = re.compile(APART)
SPACES = "\u00a0\u202f\u2009\u2007"
PHONE = re.compile(r"^(?:\+|00)?[\d\s().-]{8,20}$")
SHORTEST_NAME, SHORTEST_PART, MOST_PERMUTED = 6, 3, 4


@dataclass(frozen=True)
class Needle:
    """One string of a person. `coarse` is for PostgreSQL, over texts whose separators are single spaces."""

    kind: str
    text: str
    exact: re.Pattern[str]
    coarse: str


def needles(*, names: Iterable[str], emails: Iterable[str], contacts: Iterable[str]) -> list[Needle]:
    """What is looked for, the longest first; names too common to be anybody's (one short word) are left out."""
    found = [_of_email(email) for email in emails if email]
    found += [_of_contact(contact) for contact in contacts if len(contact.strip()) >= SHORTEST_NAME]
    found += [_of_name(words) for name in names if is_distinctive(name) for words in _orders(tokens(name))]
    unique = {(one.kind, one.exact.pattern): one for one in found}
    return sorted(unique.values(), key=lambda one: (one.kind == NAME, -len(one.text)))


def parts(names: Iterable[str]) -> list[Needle]:
    """Each word of a name alone: never replaced, shown to somebody who can tell whom it names."""
    words = {word for name in names if is_distinctive(name) for word in tokens(name) if len(word) >= SHORTEST_PART}
    return [Needle(PART, word, _bounded(re.escape(word)), re.escape(word)) for word in sorted(words)]


def is_distinctive(name: str) -> bool:
    """Two words at least, and long enough not to be found by chance."""
    words = tokens(name)
    return len(words) >= 2 and sum(map(len, words)) >= SHORTEST_NAME


def tokens(name: str) -> list[str]:
    """The words of a name, folded: "Jean-Pierre O’Neil" is jean, pierre, o'neil."""
    return [word for word in SEPARATORS.split(Folded(name).text) if word]


class Folded:
    """A text in plain letters, and where each of them comes from."""

    def __init__(self, text: str) -> None:
        letters: list[str] = []
        self._from: list[int] = []
        for index, letter in enumerate(text):
            for plain in _plain(letter):
                letters.append(plain)
                self._from.append(index)
        self._end = len(text)
        self.text = "".join(letters)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where it is in the original text, marks that follow the last letter included."""
        return self._from[start], self._from[end] if end < len(self._from) else self._end


def replaced(value: Any, needles: Iterable[Needle]) -> Any:
    """The value with every needle in its texts, keys included, given way to what stands instead."""
    if isinstance(value, str):
        for needle in needles:
            value = _replaced_in(value, needle)
        return value
    if isinstance(value, list):
        return [replaced(each, needles) for each in value]
    if isinstance(value, dict):
        return {replaced(key, needles): replaced(each, needles) for key, each in value.items()}
    return value


def held(value: Any, needles: Iterable[Needle]) -> set[str]:
    """The kinds of needles that a value holds."""
    texts = [Folded(text).text for text in _texts(value)]
    return {needle.kind for needle in needles if any(needle.exact.search(text) for text in texts)}


def fold_sql(expression: str) -> str:
    """The same folding in SQL, every run of separators made one space; line breaks inside JSON are written \\n."""
    spaced = f"translate(normalize({expression}, NFC), '{SPACES}’', '{' ' * len(SPACES)}''')"
    return rf"lower(public.unaccent(regexp_replace({spaced}, '(\\[nrt]|[\s_.,;–-])+', ' ', 'g')))"


def _of_name(words: list[str]) -> Needle:
    text = " ".join(words)
    return Needle(NAME, text, _bounded(APART.join(map(re.escape, words))), re.escape(text))


def _of_email(email: str) -> Needle:
    folded = Folded(email).text
    exact = re.compile(rf"(?<![\w.+-]){re.escape(folded)}(?![\w-]|\.\w)")
    return Needle(EMAIL, email, exact, re.escape(SEPARATORS.sub(" ", folded)))


def _of_contact(contact: str) -> Needle:
    text = contact.strip()
    if PHONE.match(text):
        digits = re.sub(r"\D", "", re.sub(r"^(\+33|0033)\s*(\(0\))?", "0", text))
        national = digits[1:] if digits.startswith("0") else digits
        body = r"[\s_.,;()-]*".join(national)
        prefix = r"(?:(?:\+|00)33[\s_.,;()-]*(?:\(?0\)?)?|0)?[\s_.,;()-]*"
        return Needle(CONTACT, digits, re.compile(rf"(?<!\d){prefix}{body}(?!\d)"), "[ ()]*".join(national))
    if "@" in text:
        return _of_email(text.lower())
    folded = Folded(text).text
    words = [word for word in SEPARATORS.split(folded) if word]
    return Needle(CONTACT, text, _bounded(APART.join(map(re.escape, words))), re.escape(" ".join(words)))


def _orders(words: list[str]) -> list[list[str]]:
    """Given name first, family name first; any order of a few words."""
    if len(words) <= MOST_PERMUTED:
        return [list(order) for order in permutations(words)]
    return [words, [*words[1:], words[0]], [words[-1], *words[:-1]]]


def _bounded(pattern: str) -> re.Pattern[str]:
    """Not inside a longer word; an underscore ends one."""
    return re.compile(rf"(?<![^\W_]){pattern}(?![^\W_])")


def _plain(letter: str) -> str:
    if letter in SPACES:
        return " "
    lower = letter.lower()
    if lower in SPELLED:
        return SPELLED[lower]
    decomposed = unicodedata.normalize("NFKD", lower)
    return "".join(part for part in decomposed if not unicodedata.combining(part))


def _replaced_in(text: str, needle: Needle) -> str:
    folded = Folded(text)
    for match in reversed(list(needle.exact.finditer(folded.text))):
        start, end = folded.span(*match.span())
        text = text[:start] + INSTEAD[needle.kind] + text[end:]
    return text


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield str(key)
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
