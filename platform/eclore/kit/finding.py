"""One or several are chosen among many: what a form offers is found first by a word, no page draws them all."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.db.models.expressions import Combinable
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from eclore.kit.folding import searched
from eclore.kit.forms import Form

MOST = 50  # offered at once


class FindForm(Form):
    """A word of what is looked for."""

    q = forms.CharField(
        label=_("Chercher"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )


@dataclass(frozen=True)
class Finding:
    """What stands over such a form; nothing while all may be offered. `more`: there are others than those offered."""

    form: FindForm
    most: int
    more: bool
    is_wanted: bool


def offer_found(request: HttpRequest, form: forms.BaseForm, name: str, *texts: Combinable | str) -> Finding:
    """Let a field that chooses among rows offer the first MOST of those whose `texts` hold what is looked for.

    One of them or several: any of its rows is taken when it is sent, whatever was offered. Raises TypeError for a
    field that offers no rows.
    """
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField) or field.queryset is None:
        raise TypeError(f"{name} offers no rows")
    find = FindForm(request.GET)
    sought = find.cleaned_data["q"] if find.is_valid() else ""
    rows = list(searched(field.queryset, sought, *texts)[: MOST + 1])
    offered: list[tuple[Any, Any]] = [] if field.empty_label is None else [("", field.empty_label)]
    shown = [*rows[:MOST], *_sent(form, name)]
    offered += [(field.prepare_value(row), field.label_from_instance(row)) for row in shown]
    field.widget.choices = list(dict(offered).items())
    more = len(rows) > MOST
    return Finding(find, MOST, more=more, is_wanted=more or bool(sought))


def _sent(form: forms.BaseForm, name: str) -> list[Any]:
    """What was chosen already, which stays offered when the form comes back."""
    if not form.is_bound or form.is_valid():
        return []
    chosen = form.cleaned_data.get(name)
    if isinstance(chosen, models.QuerySet):
        return list(chosen)
    return [] if chosen is None else [chosen]
