"""What names, titles and labels are made of: one line that reads as it is written.

Marks that turn the direction of writing, letters that nobody sees and line breaks would let a name show as another
one, in minutes and under signatures: they are taken out, whoever typed them, wherever it was pasted from.
"""

import re
import unicodedata

JOINER = "\u200d"  # between the parts of one emoji, the only place where it is kept
BREAKS = re.compile("[\t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")
# Letters, for Unicode, that draw nothing: fillers of Hangul, the empty pattern of Braille, the joiner of graphemes.
BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5")
# Twice as long as the longest of them all: what is longer is no line, and is refused for its length.
LONGEST = 1000
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")


def line(text: str) -> str:
    """The same words in composed letters (NFC), on one line, without what is not seen nor spaces around.

    A text longer than LONGEST comes back as it is: reading millions of letters one by one would take seconds.
    """
    if len(text) > LONGEST:
        return text
    written = BREAKS.sub(" ", unicodedata.normalize("NFC", text))
    kept = (letter for index, letter in enumerate(written) if _is_seen(letter) or _joins(written, index))
    return "".join(kept).strip()


def _is_seen(letter: str) -> bool:
    return letter not in BLANK and unicodedata.category(letter) not in UNSEEN


def _joins(text: str, index: int) -> bool:
    """Whether this is the joiner of two parts of an emoji."""
    before, after = text[max(index - 2, 0) : index], text[index + 1 : index + 2]
    pictured = any(unicodedata.category(letter) in ("So", "Sk") for letter in before)
    return text[index] == JOINER and pictured and bool(after) and unicodedata.category(after) == "So"
