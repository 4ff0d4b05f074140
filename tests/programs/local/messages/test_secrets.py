"""A key in a e-mail is its addressee's; a manager may correct the words around it."""

from programs.local.messages.secrets import masked, restored

ONE, OTHER = "a1_" + "x" * 40, "b2-" + "y" * 40
EMAIL = f"Bonjour,\nhttps://somme.exemple.fr/engagement/{ONE}/\nou https://somme.exemple.fr/engagement/{OTHER}\n"


def test_keys_are_hidden_and_ordinary_addresses_are_not():
    plain = "https://somme.exemple.fr/idees/0f8fad5b-d9cb-469f-a165-70867728950e/ et /appels/nouveau/"

    assert masked(plain) == plain
    assert masked(EMAIL) == (
        "Bonjour,\nhttps://somme.exemple.fr/engagement/lien-personnel/\n"
        "ou https://somme.exemple.fr/engagement/lien-personnel\n"
    )


def test_a_corrected_letter_finds_its_keys_again_in_order():
    corrected = masked(EMAIL).replace("Bonjour", "Madame")

    assert restored(corrected, EMAIL) == EMAIL.replace("Bonjour", "Madame")


def test_a_letter_without_key_stays_as_typed():
    assert restored("Bonjour /lien-personnel", "Rien.") == "Bonjour /lien-personnel"
