"""What the showcase may be narrowed to; nonsense narrows nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eclore.kit.forms import Form, offer_choices
from programs.joint.showcase.states import Stage


class TerritorySearch(Form):
    nom = forms.CharField(label=_("Nom ou code"), required=False, max_length=100)

    def words(self) -> str:
        """What is looked for; nothing when it does not fit."""
        self.is_valid()
        return str(self.cleaned_data.get("nom", ""))


class ShowcaseFilter(Form):
    q = forms.CharField(label=_("Chercher"), required=False, max_length=100)
    territoire = forms.ChoiceField(label=_("Territoire"), required=False)
    etat = forms.ChoiceField(label=_("Où en est-il ?"), required=False, choices=[("", _("Tous")), *Stage.choices])
    forum = forms.ChoiceField(label=_("Retenu par un forum"), required=False)

    def __init__(
        self, *args: Any, territories: list[tuple[str, str]], forums: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "territoire", [("", _("Tous")), *territories])
        offer_choices(self, "forum", [("", _("Tous")), *forums])

    def chosen(self) -> dict[str, str]:
        """What `queries.published` takes; a field that does not fit is left out."""
        self.is_valid()
        kept = self.cleaned_data
        return {
            "text": kept.get("q", ""),
            "territory": kept.get("territoire", ""),
            "stage": kept.get("etat", ""),
            "forum": kept.get("forum", ""),
        }
