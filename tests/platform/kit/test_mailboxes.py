"""One mailbox, however its address is written."""

import pytest

from eclore.kit.mailboxes import folded, mark


@pytest.mark.parametrize(
    "address",
    ["prenom.nom@exemple.fr", "Prenom.Nom+chef@exemple.fr", "PRENOMNOM@EXEMPLE.FR", " prenomnom+a+b@exemple.fr "],
)
def test_an_address_is_folded_to_its_mailbox(address):
    assert folded(address) == "prenomnom@exemple.fr"
    assert mark(address) == mark("prenomnom@exemple.fr")


def test_another_mailbox_stays_another_and_a_mark_tells_no_address():
    assert folded("prenom.nom@autre.exemple.fr") != folded("prenom.nom@exemple.fr")
    assert "nom" not in mark("prenom.nom@exemple.fr")
