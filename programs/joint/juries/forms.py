"""What is typed about a joint jury, beyond the forms that every jury shares."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eclore.kit.folding import in_order
from eclore.kit.forms import Form, offer_rows
from programs.juries.forms import SeatForm
from programs.juries.quorum import ASKED
from programs.juries.session_forms import GroupsForm
from tenants.territories.models import Territory


class ConveneForm(GroupsForm, Form):
    """Everything that `domain.convene` takes; the forum gives the first values."""

    title = forms.CharField(label=_("Intitulé"), max_length=200)
    held_on = forms.DateField(label=_("Date"))
    place = forms.CharField(label=_("Lieu"), max_length=200)
    quorum = forms.IntegerField(
        label=_("Quorum"), min_value=1, max_value=100, help_text=_("Nombre de membres présents requis pour décider.")
    )
    places = forms.IntegerField(label=_("Projets à retenir, au plus"), min_value=1, max_value=500)

    field_order = ("title", "held_on", "place", "quorum", *ASKED.values(), "places")


class JointSeatForm(SeatForm):
    """A member says where they come from, so that recusals can be proposed."""

    territory = forms.ModelChoiceField(
        label=_("Territoire"),
        queryset=Territory.objects.none(),
        required=False,
        empty_label=_("Équipe nationale, ou aucun territoire"),
        help_text=_("Un déport lui sera proposé sur les dossiers de son propre territoire."),
    )

    field_order = ("name", "email", "quality", "quality_group", "territory", "role", "presides")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "territory", Territory.objects.order_by(*in_order("name")))
