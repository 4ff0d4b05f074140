"""What French people type is found: the fold, the same in Python and in PostgreSQL."""

import unicodedata

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from eclore.kit import folding
from tenants.contexts import in_programme, in_territory

SAME = [
    ("Obscurité", "obscurite"),
    ("L’Haÿ-les-Roses", "l'hay les roses"),
    ("cœur d’Œuvre, Ægir", "coeur d'oeuvre, aegir"),
    ("E\u0301te\u0301", "été"),
    ("«\u00a0Nous\u202f»", "nous"),
    ("\u201cNous\u201d", '"nous"'),
    ("deux\r\n  lignes\t", "deux lignes"),
    ("Val-d’Oise", "val d'oise"),
    ("non\u2011sécable", "non-secable"),
    ("n° 12", "nº12"),
    ("N°\u00a012", "№ 12"),
    ("Place n°3", "place no 3"),
    ("m²", "m2"),
    ("Gaz\u00ad de l\u200binvisible", "gaz de linvisible"),
    ("l´eau", "l'eau"),
    ("ÉCLORE", "éclore"),
    ("ΣΟΦΟΣ", "σοφος"),
    ("Йод", "иод"),
]
ODD = (
    "'’‘`´«»“”\"- ‑–—\u00a0\u202f\u2009\n\r\t°º№no0129œŒæÆßþÞéÉeE\u0301\u0308ﬁ½…\\%"
    "_{}[]$^|()*+?.\u00ad\u200b\u2028\x85\x7f\x01"
)
# Both sides write what Unicode has decomposed since version 14 their own way: they may know different versions.
LETTERS = st.characters(exclude_categories=("Cs", "Cn", "Co"), exclude_characters="\x00")


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_a_reader_calls_the_same_is_the_same(one, other):
    assert folding.fold(one) == folding.fold(other)


@pytest.mark.parametrize(("one", "other"), [("Somme", "Sommes"), ("a/b", "ab"), ("l'eau", "leau"), ("été", "etre")])
def test_what_differs_stays_different(one, other):
    assert folding.fold(one) != folding.fold(other)


def in_sql(*texts: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT public.eclore_fold(t) FROM unnest(%s::text[]) WITH ORDINALITY AS u(t, n) ORDER BY n", [list(texts)]
        )
        return [folded for (folded,) in cursor.fetchall()]


@settings(deadline=None, max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(LETTERS, max_size=40) | st.text(st.sampled_from(ODD), max_size=40), min_size=20, max_size=60))
@example([one for pair in SAME for one in pair])
def test_postgresql_folds_any_text_as_python_does(context, texts):
    assert in_sql(*texts) == [folding.fold(text) for text in texts]


def test_every_letter_there_is_folds_the_same(context):
    kept = [chr(point) for point in range(1, 0x110000) if unicodedata.category(chr(point)) not in ("Cs", "Cn", "Co")]
    texts = ["|".join(kept[start : start + 64]) for start in range(0, len(kept), 64)]
    assert in_sql(*texts) == [folding.fold(text) for text in texts]


@pytest.fixture
def context(db, somme):
    with in_territory(somme):
        yield


def test_the_national_host_folds_too(db):
    with in_programme():
        assert in_sql("Éclairage") == ["eclairage"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", []),
        ("  la  réunion ", ["la", "reunion"]),
        ("n° 12 vélo vélo", ["no 12", "velo"]),
        ("Jean-Pierre", ["jean", "pierre"]),
        ("a b c d e f g h i j", list("abcdefgh")),
    ],
)
def test_a_search_is_its_words_once_each(typed, found):
    assert folding.words(typed) == found


def test_the_texts_of_json_are_read_and_its_keys_are_not(context):
    with connection.cursor() as cursor:
        cursor.execute("""SELECT public.eclore_texts('{"b": "deux", "a": {"c": ["un", 3, null]}}')""")
        assert cursor.fetchone() in [("un deux",), ("deux un",)]


def test_accents_do_not_change_an_order():
    assert sorted(["Zones", "Éclairage", "eau", "Eau"], key=folding.sort_key) == ["Eau", "eau", "Éclairage", "Zones"]
