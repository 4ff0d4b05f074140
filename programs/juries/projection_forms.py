"""The code of a room's screen, typed on its computer; what a console's act was drawn from."""

from django import forms
from django.utils.translation import gettext_lazy as _

from eclore.kit.forms import CodeField, Form


class ProjectionCodeForm(Form):
    """What opens the screen of a session."""

    code = CodeField(
        label=_("Code de l'écran"),
        max_length=20,
        help_text=_("Huit lettres et chiffres, donnés par qui conduit la séance."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "autofocus": True}
        ),
    )


class DrawnForm(Form):
    """An act of one press, and what the page that offers it showed."""

    drawn = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)
