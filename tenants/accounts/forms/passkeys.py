"""What a browser says that a passkey has answered: whatever else it is, it is refused in a sentence."""

import struct
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.webauthn import forms as webauthn
from django.core.exceptions import ValidationError
from django.forms import HiddenInput, JSONField
from django.utils.translation import gettext_lazy as _

from tenants.accounts.forms.accounts import Plain

# What the libraries raise on an answer that is not made as one is: they expect browsers of good faith.
MISSHAPEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, struct.error)


class Answer(JSONField):
    """A JSON object (allauth would take `0` for a key that needs no proof), which is not shown again in the page."""

    def to_python(self, value: Any) -> Any:
        try:
            answer = super().to_python(value)
        except (ValueError, RecursionError) as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        if not isinstance(answer, dict):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return answer

    def bound_data(self, data: Any, initial: Any) -> str:
        return ""

    def prepare_value(self, value: Any) -> str:
        return ""


def refusing(clean: Callable[..., Any]) -> Callable[..., Any]:
    """A step of a form that takes an answer that is misshapen for a wrong one."""

    @wraps(clean)
    def checked(*args: Any, **kwargs: Any) -> Any:
        try:
            return clean(*args, **kwargs)
        except MISSHAPEN as error:
            raise get_adapter().validation_error("incorrect_code") from error

    return checked


class SignIn(webauthn.LoginWebAuthnForm):
    credential = Answer(widget=HiddenInput)
    clean_credential = refusing(webauthn.LoginWebAuthnForm.clean_credential)


class Authenticate(webauthn.AuthenticateWebAuthnForm):
    credential = Answer(widget=HiddenInput)
    clean_credential = refusing(webauthn.AuthenticateWebAuthnForm.clean_credential)


class Reauthenticate(webauthn.ReauthenticateWebAuthnForm):
    credential = Answer(widget=HiddenInput)
    clean_credential = refusing(webauthn.ReauthenticateWebAuthnForm.clean_credential)


class AddPasskey(Plain, webauthn.AddWebAuthnForm):
    """A name to tell it from others; a passkey is what we ask for unless the person says otherwise."""

    credential = Answer(widget=HiddenInput)
    clean = refusing(webauthn.AddWebAuthnForm.clean)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Le nom de cette clé")
        self.fields["name"].help_text = _("Pour la reconnaître plus tard : « mon téléphone », « clé du bureau ».")
        self.fields["passwordless"].label = _("Me connecter avec elle seule, sans code ni mot de passe")
        self.fields["passwordless"].help_text = ""
