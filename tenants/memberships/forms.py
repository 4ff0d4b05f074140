"""Giving a role, an invitation, a national grant."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eclore.kit.forms import Form
from tenants.memberships.models import NationalKind, Role


class Invite(Form):
    """An address and a role; the e-mail says who invites."""

    email = forms.CharField(label=_("Adresse électronique"), max_length=254, widget=forms.EmailInput)
    name = forms.CharField(label=_("Prénom et nom"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("Rôle"), choices=Role)


class OneMore(Form):
    """One of the roles that somebody does not have yet."""

    role = forms.ChoiceField(label=_("Rôle"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField, as above


class Grant(Form):
    """A national role until a day, or without a planned end."""

    email = forms.CharField(label=_("Adresse électronique"), max_length=254, widget=forms.EmailInput)
    name = forms.CharField(label=_("Prénom et nom"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Fonction"), choices=NationalKind)
    until = forms.DateField(
        label=_("Jusqu'au"), required=False, help_text=_("Laissez vide si aucune fin n'est prévue.")
    )


class Search(Form):
    """Find somebody in the list."""

    q = forms.CharField(label=_("Nom ou adresse"), max_length=100, required=False)
