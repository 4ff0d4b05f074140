"""What the portfolio may be narrowed to; nonsense narrows nothing."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from eclore.kit.forms import Form, offer_choices
from programs.joint.portfolio.models import FOLLOWED, RowState
from programs.joint.portfolio.queries import EVERYTHING, FINISHED, Wish

ATTENTION = "a-regarder"
ENDED = [state for state in RowState if state not in FOLLOWED]


def attention_url() -> str:
    """The portfolio narrowed to what should be looked at."""
    return f"?{urlencode({'etat': ATTENTION})}"


class PortfolioFilter(Form):
    q = forms.CharField(label=_("Chercher"), required=False, max_length=100)
    territoire = forms.ChoiceField(label=_("Territoire"), required=False)
    etat = forms.ChoiceField(label=_("Où en est-il ?"), required=False)

    def __init__(self, *args: Any, territories: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "territoire", [("", _("Tous")), *territories])
        states = [
            ("", _("Suivis")),
            (ATTENTION, _("À regarder")),
            *((state.value, state.label) for state in FOLLOWED),
            (FINISHED, _("Terminés")),
            *((state.value, state.label) for state in ENDED),
            (EVERYTHING, _("Tous")),
        ]
        offer_choices(self, "etat", states)

    def wish(self, sort: str = "") -> Wish:
        """What fits; a field that does not is left out."""
        self.is_valid()
        kept = self.cleaned_data
        return Wish(
            text=kept.get("q", ""),
            territory=kept.get("territoire", ""),
            state=kept.get("etat", "").replace(ATTENTION, ""),
            attention=kept.get("etat") == ATTENTION,
            sort=sort,
        )
