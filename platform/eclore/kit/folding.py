"""How French text is compared: one fold, the same in Python (`fold`) and in PostgreSQL (`public.eclore_fold`).

Every list, search, duplicate check and sort goes through here. "L’Haÿ-les-Roses" is "l'hay les roses" whatever its
case, accents, apostrophes, quotes, hyphens, spaces, line breaks, ligatures, and the way its letters are composed.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import F, Func, Model, Q, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Collate, Concat
from django.db.models.lookups import Contains, Exact
from django.utils.translation import ngettext

MOST_WORDS = 8
Row = TypeVar("Row", bound=Model)

# tenants/territories/migrations/0006_folding.py writes the same five constants in SQL; a test compares the two.
APOSTROPHES = "`´‘’‚‛′ʹʻʼʽ"
DROPPED = (  # marks over and under letters, and what is never seen
    r"\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    r"\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
APART = (  # control characters, spaces, quotes, hyphens and dashes
    r"\u0001-\u0020\u0022\u007f-\u009f\u1680\u2028\u2029\u00ab\u00bb\u2039\u203a\u201c-\u201f"
    r"\u002d\u2010-\u2015\u2043\u2212"
)
SPELLED = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ẞ": "ss", "þ": "th", "Þ": "th"}
UPPER = "ØŁĐÐĦŊŦƏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄЅІЈЉЊЋЏҐ" + "øłđðħŋŧəı°"
LOWER = "olddhntəαβγδεζηθικλμνξοπρστυφχψωσабвгдежзиклмнопрстуфхцчшщъыьэюяђєѕіјљњћџґ" + "olddhntəio"

_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_DROPPED, _APART = re.compile(f"[{DROPPED}]+"), re.compile(f"[{APART}]+")
_LETTERS = str.maketrans({**dict(zip(UPPER, LOWER, strict=True)), **SPELLED})
_CAPITALS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_NUMBER = re.compile(r"(^|[^a-z0-9])no ?([0-9])")
_WORD = re.compile(r"no [0-9]+|[^ ]+")


class Fold(Func):
    """`fold` in SQL."""

    function = "public.eclore_fold"
    output_field = TextField()


class Texts(Func):
    """The texts that a JSON column holds, keys left out, one after the other."""

    function = "public.eclore_texts"
    output_field = TextField()


def fold(text: str) -> str:
    """What two texts share when a reader would call them the same."""
    plain = unicodedata.normalize("NFKD", text.replace("\x00", "").translate(_APOSTROPHES))
    spaced = _APART.sub(" ", _DROPPED.sub("", plain))
    return _NUMBER.sub(r"\1no \2", spaced.translate(_CAPITALS).translate(_LETTERS)).strip(" ")


def words(text: str) -> list[str]:
    """What a search looks for: each word once, « n° 12 » as one; at most MOST_WORDS, since each is a filter."""
    return _every_word(text)[:MOST_WORDS]


def left_out(text: str) -> str:
    """Which words of a search were not looked for, in a sentence; empty when all were."""
    rest = _every_word(text)[MOST_WORDS:]
    if not rest:
        return ""
    sentence = ngettext(
        "La recherche porte sur %(most)d mots au plus : « %(words)s » n'a pas été cherché.",
        "La recherche porte sur %(most)d mots au plus : « %(words)s » n'ont pas été cherchés.",
        len(rest),
    )
    return sentence % {"most": MOST_WORDS, "words": " ".join(rest)}


def _every_word(text: str) -> list[str]:
    return list(dict.fromkeys(_WORD.findall(fold(text))))


def sort_key(text: str) -> tuple[str, str]:
    """The order of `in_order`, for what is sorted here."""
    return fold(text), text


def once(texts: Iterable[str]) -> list[str]:
    """Each text that says something new, as it was first written."""
    kept: dict[str, str] = {}
    for text in texts:
        kept.setdefault(fold(text), text)
    return list(kept.values())


def in_order(text: Combinable | str, *, descending: bool = False) -> list[Any]:
    """What to give `order_by` so that « Éclairage » comes before « Zones »."""
    exact = Collate(F(text) if isinstance(text, str) else text, "C")
    keys = (Collate(Fold(text), "C"), exact)
    return [key.desc() if descending else key.asc() for key in keys]


def joined(*texts: Combinable | str) -> Combinable | str:
    """Several columns read as one text."""
    if len(texts) == 1:
        return texts[0]
    spaced = [part for text in texts for part in (Value(" "), text)][1:]
    return Concat(*spaced, output_field=TextField())


def holds(word: str, *texts: Combinable | str) -> Q:
    """Whether one of `words` is in the texts read as one."""
    return Q(Contains(Fold(joined(*texts)), word))


def holds_kept(word: str, column: str) -> Q:
    """The same of a column where the database keeps texts folded."""
    return Q(Contains(F(column), word))


def same(text: Combinable | str, value: str) -> Q:
    """Whether a column says the same thing."""
    return Q(Exact(Fold(text), fold(value)))


def searched(rows: QuerySet[Row], text: str, *texts: Combinable | str) -> QuerySet[Row]:
    """The rows whose texts, read as one, hold every word of what was typed, in any order."""
    for word in words(text):
        rows = rows.filter(holds(word, *texts))
    return rows
