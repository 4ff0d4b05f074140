"""What people type to name somebody."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from eclore.kit.errors import Invalid


def plain_address(raw: str, *, field: str = "email") -> str:
    """A complete e-mail address, in lower case; raises Invalid on `field` otherwise."""
    address = raw.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Invalid(
            _("Écrivez une adresse électronique complète, comme prenom.nom@exemple.fr."), field=field
        ) from None
    return address
