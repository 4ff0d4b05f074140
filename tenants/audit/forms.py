"""What the log may be narrowed to; nonsense narrows nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eclore.kit.audit import Act
from eclore.kit.forms import Form


class LogFilter(Form):
    acte = forms.ChoiceField(label=_("Nature"), required=False, choices=[("", _("Tout")), *Act.choices])
    du = forms.DateField(label=_("Du"), required=False)
    au = forms.DateField(label=_("Au"), required=False)

    @property
    def wish(self) -> dict[str, Any]:
        """What fits, as queries.entries takes it."""
        self.is_valid()
        kept = self.cleaned_data
        return {"act": kept.get("acte", ""), "since": kept.get("du"), "until": kept.get("au")}
