"""A person's strings are found however they are typed, and nobody else's are taken for them."""

import pytest

from tenants.privacy import matching

NEEDLES = matching.needles(
    names={"Zoé Œuvrard-Müller"}, emails={"zoe.o@exemple.fr"}, contacts={"+33 (0)6 12 34 56 78", "bureau 12 bis"}
)


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("Merci à Zoé Œuvrard-Müller.", "Merci à Personne effacée."),
        ("ZOE OEUVRARD MULLER", "Personne effacée"),
        ("Œuvrard-Müller, Zoé (Amiens)", "Personne effacée (Amiens)"),
        ("cv_zoe_oeuvrard_muller.pdf", "cv_Personne effacée.pdf"),
        ("Zoé\u00a0Œuvrard‑Müller\net Zoe\u0301 Œuvrard-Müller", "Personne effacée\net Personne effacée"),
        ("ZOE.O@EXEMPLE.FR, puis zoe.o@exemple.fr.", "adresse effacée, puis adresse effacée."),
        (
            "06 12 34 56 78 / 0612345678 / +33612345678 / 06.12.34.56.78",
            "coordonnées effacées / coordonnées effacées / coordonnées effacées / coordonnées effacées",
        ),
        ("Je suis au bureau 12 bis", "Je suis au coordonnées effacées"),
    ],
)
def test_a_string_gives_way_wherever_it_is(written, left):
    assert matching.replaced(written, NEEDLES) == left
    assert matching.held(written, NEEDLES)


@pytest.mark.parametrize(
    "text",
    [
        "Zoé et Müller",
        "Zoéline Œuvrard-Müller",
        "Zoé Œuvrard-Müllerin",
        "alzoe.o@exemple.fr",
        "zoe.o@exemple.fr.org",
        "10612345678",
        "0612345679",
        "bureau 12",
    ],
)
def test_somebody_else_is_left_alone(text):
    assert matching.replaced(text, NEEDLES) == text
    assert not matching.held(text, NEEDLES)


def test_texts_inside_json_and_their_keys_give_way():
    value = {"Zoé Œuvrard-Müller": ["zoe.o@exemple.fr", {"n": 3}], "x": None}
    assert matching.replaced(value, NEEDLES) == {"Personne effacée": ["adresse effacée", {"n": 3}], "x": None}


def test_one_short_word_is_nobody_s_name():
    assert matching.needles(names={"Camille", "A B"}, emails=(), contacts=()) == []
    assert [part.text for part in matching.parts({"Zoé Œuvrard-Müller"})] == ["muller", "oeuvrard", "zoe"]
