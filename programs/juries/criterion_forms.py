"""What a jury marks, as a list of rows: an edition's criteria, or those of one session."""

from typing import Any

from django import forms
from django.forms import formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from eclore.kit.actor import Actor
from eclore.kit.edited_rows import NumberedFormSet
from eclore.kit.editing import EditForm, told_by
from programs.juries.models import AbstractJury
from programs.juries.states import PassageKind

CRITERIA_AT_MOST = 12


class CriterionForm(EditForm):
    """One criterion. Without `kinds`, its session hears dossiers of one kind, which it is for."""

    key = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)
    label = forms.CharField(label=_("Critère"), max_length=160)
    hint = forms.CharField(label=_("Aide"), max_length=300, required=False)
    weight = forms.DecimalField(
        label=_("Poids"), min_value=0.25, max_value=20, max_digits=4, decimal_places=2, initial=1
    )
    kind = forms.ChoiceField(
        label=_("Se note sur"),
        choices=[
            (PassageKind.SELECTION, _("Les sélections")),
            (PassageKind.RENEWAL, _("Les renouvellements")),
            ("", _("Tous les passages")),
        ],
        initial=PassageKind.SELECTION,
        required=False,
    )

    def __init__(self, *args: Any, kinds: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not kinds:
            del self.fields["kind"]


CriterionForms = formset_factory(
    CriterionForm, formset=NumberedFormSet, extra=1, can_delete=True, max_num=CRITERIA_AT_MOST
)


def rows_of(jury: AbstractJury, by: Actor, data: QueryDict | None) -> NumberedFormSet:
    """The criteria of a session, to be changed; sent, the session is held already."""
    kept = [
        {"key": str(row.pk), "label": row.label, "hint": row.hint, "weight": row.weight, "kind": row.kind}
        for row in jury.criteria.all()
    ]
    # What formset_factory makes is a NumberedFormSet, which its types do not say.
    made: Any = CriterionForms
    options = {"form_kwargs": {"kinds": jury.hears_renewals}}
    rows: NumberedFormSet = made(data, row=jury, kept=kept, prefix="criteres", **options)
    rows.follow(told_by(jury, "set_criteria", by=by))
    return rows
