"""A name, a title, a label reads as it is written."""

import unicodedata
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eclore.kit.lines import line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Zoé\u00a0Cœur ", "Zoé\u00a0Cœur"),
        ("E\u0301ric", "Éric"),
        ("Anne\u202eeiraM", "AnneeiraM"),
        ("Deux\r\nlignes", "Deux lignes"),
        ("so\u00adlaire\u200b", "solaire"),
        ("\u3164\u2800", ""),
        ("Famille 👨\u200d👩\u200d👧 🌱", "Famille 👨\u200d👩\u200d👧 🌱"),
        ("a\u200db", "ab"),
        ("L’Haÿ-les-Roses, n° 2", "L’Haÿ-les-Roses, n° 2"),
    ],
)
def test_what_is_seen_is_what_is_kept(typed, kept):
    assert line(typed) == kept


def test_what_is_too_long_to_be_a_line_is_not_read_letter_by_letter():
    begun = process_time()
    assert len(line("\u202e" * 2_000_000)) == 2_000_000
    assert process_time() - begun < 0.1


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_a_line_is_one_line_in_composed_letters_and_stays_the_same(text):
    kept = line(text)
    assert kept == line(kept)
    assert unicodedata.is_normalized("NFC", kept)
    assert len(kept.splitlines()) <= 1
