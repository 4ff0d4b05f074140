"""Forms of whoever types ballots on paper: the code of a sheet, then its marks."""

from collections.abc import Mapping, Sequence
from typing import cast
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from eclore.kit.forms import CodeField, Form
from programs.juries.domain.ballots import COMMENT_LENGTH
from programs.juries.forms import name_of, scale
from programs.juries.models import AbstractCriterion


class SheetCodeForm(Form):
    """What is printed at the head of a sheet, typed or scanned."""

    code = CodeField(
        label=_("Code de la feuille"),
        max_length=40,
        help_text=_("Neuf lettres et chiffres, en haut de chaque feuille ; les tirets sont facultatifs."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class PaperForm(Form):
    """One field a criterion, then the comment, as they are on the sheet. `drawn`: see `PaperSheet.version`."""

    comment = forms.CharField(
        label=_("Commentaire"),
        help_text=_("Recopiez-le comme il est écrit ; rien si la feuille n'en porte pas."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=COMMENT_LENGTH,
        required=False,
    )
    drawn = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, criteria: Sequence[AbstractCriterion], drawn: str) -> None:
        super().__init__(data, initial={"drawn": drawn})
        self._criteria = criteria
        self.fields = {**{name_of(each): scale(each, required=True) for each in criteria}, **self.fields}

    @property
    def marks(self) -> Mapping[UUID, int]:
        """{criterion: value} of a valid form."""
        return {each.pk: self.cleaned_data[name_of(each)] for each in self._criteria}

    def draw_again(self, drawn: str) -> None:
        """The page that comes back shows the sheet as it is now: the next press is compared with that."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("drawn")] = drawn
        self.data = data


class ConfirmationForm(Form):
    """Nothing is typed: what was read is what is confirmed."""

    drawn = forms.CharField(max_length=64, widget=forms.HiddenInput)
