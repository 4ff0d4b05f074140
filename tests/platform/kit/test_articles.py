"""A territory's name after « de »."""

import json
from pathlib import Path

import pytest
from django.utils import translation

from eclore.kit import articles
from eclore.kit.folding import fold

DEPARTMENTS = json.loads((Path(articles.__file__).parent / "data/france-departments.json").read_text(encoding="utf-8"))[
    "departments"
]
WITHOUT = {
    *("eure et loir", "ille et vilaine", "indre et loire", "loir et cher", "lot et garonne", "maine et loire"),
    *("meurthe et moselle", "paris", "saone et loire", "seine et marne", "tarn et garonne", "vaucluse"),
    *("la reunion", "mayotte"),
}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Somme", "de la Somme"),
        ("Nord", "du Nord"),
        ("Oise", "de l’Oise"),
        ("Landes", "des Landes"),
        ("Val d’Oise", "du Val d’Oise"),
        ("Eure-et-Loir", "d’Eure-et-Loir"),
        ("La Réunion", "de La Réunion"),
        ("Mayotte", "de Mayotte"),
        ("Éclore", "d’Éclore"),
        ("Amiens", "d’Amiens"),
        ("Le Havre", "du Havre"),
        ("Les Lilas", "des Lilas"),
        ("L’Haÿ-les-Roses", "de L’Haÿ-les-Roses"),
        ("Ville de Paris", "de la Ville de Paris"),
        ("Métropole de Lyon", "de la Métropole de Lyon"),
        ("Ministère de la Culture", "du Ministère de la Culture"),
    ],
)
def test_a_place_after_de(name, said):
    assert articles.of(name) == said


def test_every_departement_has_its_article_or_is_known_to_have_none():
    names = {fold(each["name"]) for each in DEPARTMENTS} - {"ville de paris"}  # a common noun says its own
    assert len(names) > 90
    assert names - set(articles.BY_NAME) - WITHOUT == set()


def test_english_says_of():
    with translation.override("en"):
        assert articles.of("Somme") == "of Somme"
