"""A search is a few words; those that were not looked for are said."""

import pytest

from eclore.kit.folding import left_out, words


@pytest.mark.parametrize(
    ("text", "found", "said"),
    [
        ("", [], ""),
        ("  Camille   Petit ", ["camille", "petit"], ""),
        ("e e e e e e e e e e e e e e e", ["e"], ""),
        ("a b c d e f g h i", list("abcdefgh"), "La recherche porte sur 8 mots au plus : « i » n'a pas été cherché."),
        (
            "a b c d e f g h i j",
            list("abcdefgh"),
            "La recherche porte sur 8 mots au plus : « i j » n'ont pas été cherchés.",
        ),
    ],
)
def test_eight_words_are_searched_for(text, found, said):
    assert (words(text), left_out(text)) == (found, said)
