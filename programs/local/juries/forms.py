"""Forms of a territory's juries: composing one, adding passages, proposing a recusal, correcting a reply."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from eclore.kit.editing import EditForm
from eclore.kit.forms import Form, offer_rows
from programs.juries.quorum import ASKED
from programs.juries.session_forms import GroupsForm
from programs.local.calls.models import Edition
from programs.local.ideas.models import Idea
from programs.local.juries.states import JuryKind


class IdeasField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no parameter when it runs
    """Ideas by their number and title."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, idea: Idea) -> str:
        return f"n° {idea.number} · {idea.title}" if idea.number else idea.title


class JuryForm(GroupsForm, Form):
    """A new jury; the ideas come next, once its kind is known."""

    edition = forms.ModelChoiceField(label=_("Édition"), queryset=Edition.objects.none(), empty_label=_("Choisir"))
    kind = forms.ChoiceField(label=_("Nature"), choices=JuryKind, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Intitulé"), max_length=200)
    held_on = forms.DateField(label=_("Date"))
    place = forms.CharField(label=_("Lieu"), max_length=200, required=False)
    quorum = forms.IntegerField(
        label=_("Quorum"), min_value=1, max_value=100, initial=3, help_text=_("Nombre de membres présents requis.")
    )
    places = forms.IntegerField(
        label=_("Nombre de projets à retenir"),
        min_value=1,
        max_value=500,
        required=False,
        help_text=_("Sans réponse : le nombre de lauréats de l'édition pour un jury, vingt pour une présélection."),
    )
    everyone = forms.BooleanField(
        label=_("Inscrire d'emblée toutes les idées qui peuvent l'être"),
        required=False,
        initial=True,
        help_text=_("Les idées déposées pour une présélection, les présélectionnées pour un jury avec auditions."),
    )

    field_order = ("edition", "kind", "title", "held_on", "place", "quorum", *ASKED.values(), "places", "everyone")

    def __init__(self, *args: Any, editions: QuerySet[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "edition", editions)


class PassagesForm(Form):
    """Which ideas to add to a jury."""

    ideas = IdeasField(label=_("Idées"), queryset=Idea.objects.none())

    def __init__(self, *args: Any, ideas: QuerySet[Idea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rows = ideas
        offer_rows(self, "ideas", ideas)

    @property
    def has_ideas(self) -> bool:
        """Whether there is anything to choose."""
        return self._rows.exists()


class ReplyForm(EditForm):
    """The words of one team's answer."""

    subject = forms.CharField(label=_("Objet"), max_length=200)
    body = forms.CharField(label=_("Message"), widget=forms.Textarea(attrs={"rows": 12}), max_length=10000)
