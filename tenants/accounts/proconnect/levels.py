"""How sure ProConnect is: values of `acr`, as its documentation lists them for service providers.

Two vocabularies live together there while the levels are being redefined; we ask for what discovery announces of both.
"""

from collections.abc import Collection

ASSURANCE = "https://proconnect.gouv.fr/assurance/"
TWO_FACTORS = (
    "eidas2",
    "eidas3",
    f"{ASSURANCE}self-asserted-2fa",
    f"{ASSURANCE}consistency-checked-2fa",
    "eidas1-mfa",
    "eidas0-mfa",
)
ONE_FACTOR = ("eidas1", f"{ASSURANCE}self-asserted", f"{ASSURANCE}consistency-checked", "eidas0")


def accepted(*, two_factors: bool) -> tuple[str, ...]:
    """What the id_token may say, whether a second factor is demanded or not."""
    return TWO_FACTORS if two_factors else ONE_FACTOR + TWO_FACTORS


def demanded(*, two_factors: bool, supported: Collection[str]) -> list[str]:
    """What is asked for: the accepted levels that the provider knows; all of them when it announces none."""
    wanted = accepted(two_factors=two_factors)
    return [level for level in wanted if level in supported] or list(wanted)
