"""allauth's forms in the project's dress: our labels, our sentences, no placeholder."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _

from eclore.database.current import current
from eclore.kit import limits
from eclore.kit.editing import Edited
from eclore.kit.forms import CodeField, Dressed, ModelForm
from tenants.accounts.models import User

EMAIL = {"autocomplete": "email", "inputmode": "email", "autocapitalize": "none", "spellcheck": "false"}
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}


class Plain(Dressed):
    """No placeholder: labels stay while one types. A code is read whatever separates its digits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if code := self.fields.get("code"):
            self.fields["code"] = CodeField(label=code.label, help_text=code.help_text, widget=code.widget)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


def _email(field: forms.Field, hint: Any = "") -> None:
    field.label, field.help_text = _("Votre adresse électronique"), hint
    field.widget.attrs.update(EMAIL)


class Address(Plain, account.RequestLoginCodeForm):
    """The first thing asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _email(self.fields["email"], _("Professionnelle ou personnelle : celle que vous lisez le plus facilement."))


class Code(Plain, account.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Le code reçu")
        self.fields["code"].widget.attrs.update(CODE)


class Confirm(Dressed, forms.Form):
    """The code that confirms who one is."""

    code = CodeField(label=_("Le code reçu"), max_length=20, widget=forms.TextInput(attrs=CODE))


class EmailCode(Plain, account.ConfirmEmailVerificationCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Le code reçu")
        self.fields["code"].widget.attrs.update(CODE)


class ResetCode(Plain, account.ConfirmPasswordResetCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Le code reçu")
        self.fields["code"].widget.attrs.update(CODE)


class Password(Plain, account.LoginForm):
    """Address and password; allauth drops the password when sign-up asks for none, we keep it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _email(self.fields["login"])
        self.fields["password"].label = _("Votre mot de passe")
        self.fields["password"].help_text = ""

    def _setup_password_field(self) -> None:
        """Keep it."""


class SignUp(Plain, account.SignupForm):
    """A name is all that an account needs besides an address."""

    name = forms.CharField(
        label=_("Votre prénom et votre nom"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _email(self.fields["email"])


class AddEmail(Plain, account.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _email(self.fields["email"])
        self.fields["email"].label = _("La nouvelle adresse")


class ChangePassword(Plain, account.ChangePasswordForm):
    pass


class SetPassword(Plain, account.SetPasswordForm):
    pass


class ResetPassword(Plain, account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _email(self.fields["email"])


class NewPassword(Plain, account.ResetPasswordKeyForm):
    pass


class Reauthenticate(Plain, account.ReauthenticateForm):
    pass


class OnceOnly(Plain):
    """An app's code serves once, whichever process is asked: allauth's own memory of it is each process's."""

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # allauth's forms come after this one
        if self.authenticator.type == Authenticator.Type.TOTP:
            wait = limits.count("app_code", network=f"{self.user.pk} {code}")
            current().commit_and_continue()
            if wait:
                raise forms.ValidationError(_("Ce code a déjà servi. Attendez que l'application affiche le suivant."))
        return code


class Authenticate(OnceOnly, mfa.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Le code à recopier")
        self.fields["code"].widget.attrs.update(CODE)


class ConfirmByApp(OnceOnly, mfa.ReauthenticateForm):
    pass


class ActivateTOTP(Plain, totp.ActivateTOTPForm):
    pass


class Account(Edited, ModelForm):
    """What people see of somebody."""

    class Meta:
        model = User
        fields = ["name", "function", "language"]
        widgets = {"language": forms.Select(choices=[("fr", "Français"), ("en", "English")])}
        labels = {"name": _("Prénom et nom"), "function": _("Fonction"), "language": _("Langue")}
