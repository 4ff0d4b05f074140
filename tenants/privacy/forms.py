"""Confirming an erasure, and how many months things are kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eclore.kit.editing import EditForm
from eclore.kit.forms import Form
from tenants.privacy.models import LONGEST, SHORTEST


class Confirm(Form):
    """One's own address, typed again."""

    email = forms.CharField(
        label=_("Recopiez votre adresse pour confirmer"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class Somebody(Form):
    """Whom the national team erases, at their request."""

    email = forms.CharField(label=_("Adresse électronique"), max_length=254, widget=forms.EmailInput)
    asked = forms.BooleanField(label=_("Cette personne nous l'a demandé, et nous avons vérifié que c'est bien elle"))


def _months(label: Any, hint: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=SHORTEST,
        max_value=LONGEST,
        error_messages={
            "min_value": _("Écrivez un nombre de mois, de 1 à 120."),
            "max_value": _("Écrivez un nombre de mois, de 1 à 120."),
            "invalid": _("Écrivez un nombre de mois, de 1 à 120."),
        },
    )


class Keep(EditForm):
    """Months, from the day that each hint says."""

    idle_accounts = _months(
        _("Comptes sans activité, en mois"),
        _("Deux messages préviennent la personne, à un mois d'intervalle ; puis ses données sont effacées."),
    )
    refused_ideas = _months(
        _("Idées refusées, retirées ou jamais déposées, en mois"),
        _(
            "À partir de la réponse. L'idée garde son numéro et son étape ; "
            "ses textes, ses fichiers et son équipe s'effacent."
        ),
    )
    raw_notes = _months(
        _("Notes brutes d'entretien, en mois"),
        _("À partir de l'entretien. La ligne du journal reste, avec sa date et la suite prévue."),
    )
    accesses = _months(
        _("Traces d'accès, en mois"), _("Visites de l'équipe nationale, entrées sur le site, invitations passées.")
    )
