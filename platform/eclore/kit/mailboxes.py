"""Whose mailbox an address is: `Prenom.Nom+chef@exemple.fr` and `prenomnom@exemple.fr` reach the same person."""

from django.utils.crypto import salted_hmac


def folded(address: str) -> str:
    """The address without capitals, without what follows a `+`, without dots before the `@`: to compare, not to use."""
    name, at, domain = address.strip().lower().rpartition("@")
    return f"{name.partition('+')[0].replace('.', '')}{at}{domain}"


def mark(address: str) -> str:
    """The same, told without telling the address: 64 digits that only this installation can make."""
    return salted_hmac("eclore.mailbox", folded(address), algorithm="sha256").hexdigest()
