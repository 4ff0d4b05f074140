"""Forms of the deliberation and of who conducts it: the presidency handed over, a vote counted, a reservation."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from eclore.kit.editing import EditForm
from eclore.kit.forms import Form, offer_rows
from programs.juries.domain.opinions import LONGEST_TEXT
from programs.juries.domain.presidency import LONGEST_REASON
from programs.juries.domain.votes import LONGEST_QUESTION
from programs.juries.models import AbstractJury, AbstractPassage
from programs.juries.states import OpinionKind, VoteSide

MOST_HANDS = 500


class HandOverForm(Form):
    """Who presides, of the session or of one dossier, and why. `instead_of`: who presided when the page was drawn."""

    who = forms.ChoiceField(label=_("Confier la présidence à"), widget=forms.RadioSelect)
    passage: "forms.ModelChoiceField[AbstractPassage]" = forms.ModelChoiceField(
        label=_("Pour"), queryset=None, required=False, empty_label=_("Toute la suite de la séance")
    )
    reason = forms.CharField(
        label=_("Motif"),
        max_length=LONGEST_REASON,
        required=False,
        help_text=_("Par exemple : la présidence est en déport. Il reste dans l'historique."),
    )
    instead_of = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        initial: Mapping[str, object],
        members: Sequence[tuple[UUID, str]],
        jury: AbstractJury,
    ) -> None:
        super().__init__(data, initial=initial)
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)  # noqa: S101  for the types
        who.choices = [(str(key), name) for key, name in members]
        offer_rows(self, "passage", jury.passages.all())


class VoteForm(EditForm):
    """Hands counted on one dossier; `casts`: the session gives the president a casting vote."""

    question = forms.CharField(label=_("Question mise aux voix"), max_length=LONGEST_QUESTION)
    in_favour = forms.IntegerField(label=_("Pour"), min_value=0, max_value=MOST_HANDS, initial=0)
    against = forms.IntegerField(label=_("Contre"), min_value=0, max_value=MOST_HANDS, initial=0)
    abstentions = forms.IntegerField(label=_("Abstentions"), min_value=0, max_value=MOST_HANDS, initial=0)
    casting = forms.ChoiceField(
        label=_("Voix prépondérante de la présidence"),
        choices=[("", _("Sans objet")), *VoteSide.choices],
        required=False,
        help_text=_("Seulement en cas de partage, autant de voix pour que de voix contre."),
    )

    def __init__(
        self, data: QueryDict | None = None, *, initial: Mapping[str, object] | None = None, casts: bool
    ) -> None:
        super().__init__(data, initial=initial)
        if not casts and not (initial or {}).get("casting"):
            del self.fields["casting"]


class OpinionForm(EditForm):
    """One member's reservation or dissent."""

    kind = forms.ChoiceField(label=_("Nature"), choices=OpinionKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Votre texte"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_TEXT,
        help_text=_(
            "La présidence et l'équipe du programme le lisent. Le procès-verbal complet le rapporte avec votre nom ;"
            " la version communicable ne dit que sa nature."
        ),
    )
