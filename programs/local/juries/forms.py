"""Forms of a territory's juries: composing one, adding passages, proposing a recusal, correcting a reply."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from eclore.kit.editing import EditForm
from eclore.kit.forms import Form, offer_rows
from eclore.kit.typography import typeset
from programs.juries import renewals
from programs.juries.domain.amendments import LONGEST
from programs.juries.quorum import ASKED
from programs.juries.renewals import ConditionState
from programs.juries.session_forms import MOST_PLACES, GroupsForm, RenewalPlacesField
from programs.local.calls.models import Edition
from programs.local.ideas.models import Idea
from programs.local.juries.domain.renewals import LONGEST_TEXT
from programs.local.juries.models import Passage
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
        max_value=MOST_PLACES,
        required=False,
        help_text=_("Sans réponse : le nombre de lauréats de l'édition pour un jury, vingt pour une présélection."),
    )
    renewal_places = RenewalPlacesField()
    everyone = forms.BooleanField(
        label=_("Inscrire d'emblée toutes les idées qui peuvent l'être"),
        required=False,
        initial=True,
        help_text=_("Les idées déposées pour une présélection, les présélectionnées pour un jury avec auditions."),
    )

    field_order = (
        *("edition", "kind", "title", "held_on", "place"),
        *("quorum", *ASKED.values(), "places", "renewal_places", "everyone"),
    )

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


class FreePlaceForm(Form):
    """Why a team gives its place back."""

    reason = forms.CharField(
        label=_("Motif"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        help_text=_("Il figure au procès-verbal."),
    )


class PromotionForm(Form):
    """What the first of the waiting list is granted, and why; `passage` is the one that the page shows."""

    passage = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Motif"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        help_text=_("L'équipe le reçoit avec sa lettre, et il figure au procès-verbal."),
    )
    weeks = forms.IntegerField(label=_("Semaines accordées"), min_value=1, max_value=104, required=False)
    days_per_week = forms.DecimalField(
        label=_("Jours par semaine"), min_value=0.5, max_value=5, max_digits=2, decimal_places=1, required=False
    )
    means = forms.CharField(
        label=_("Moyens"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )

    def __init__(self, data: QueryDict | None = None, *, initial: Mapping[str, object], has_terms: bool) -> None:
        super().__init__(data, initial=initial)
        if not has_terms:
            for name in ("weeks", "days_per_week", "means"):
                del self.fields[name]

    def follow(self, passage: Passage) -> None:
        """The page shows this one now: the next press is about it."""
        self.initial["passage"] = passage.pk
        if self.is_bound:
            self.data = {**self.data, "passage": str(passage.pk)}


class RenewalForm(EditForm):
    """What whoever prepares says of a project that asks to go on; one field a condition."""

    learnt = forms.CharField(
        label=_("Ce qui a été appris"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("Repris des comités passés ; vide, ce texte y revient."),
    )
    journal = forms.CharField(
        label=_("Le journal en bref"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("Compté dans le journal ; vide, ce texte y revient."),
    )

    def __init__(
        self, data: QueryDict | None = None, *, initial: Mapping[str, object], conditions: Sequence[str]
    ) -> None:
        super().__init__(data, initial=initial)
        self._conditions = {condition_of(rank): each for rank, each in enumerate(conditions)}
        states = [("", _("Non renseigné")), *ConditionState.choices]
        for name, condition in self._conditions.items():
            self.fields[name] = forms.ChoiceField(label=typeset(condition), choices=states, required=False)

    @property
    def words(self) -> list[BoundField]:
        """What is written."""
        return [self["learnt"], self["journal"]]

    @property
    def conditions(self) -> list[BoundField]:
        """Whether each was met."""
        return [self[name] for name in self._conditions]

    @property
    def changes(self) -> dict[str, Any]:
        """As `prepare_renewal` takes it."""
        given = super().changes
        met = {self._conditions[name]: given.pop(name) for name in list(given) if name in self._conditions}
        return {**given, "met": met} if met else given


def condition_of(rank: int) -> str:
    """The name of a condition's field."""
    return f"condition_{rank}"


def kept_of(passage: Passage) -> dict[str, object]:
    """What the form is drawn from."""
    facts, words = renewals.facts_of(passage.renewal) or renewals.Facts(), renewals.words_of(passage.renewal)
    met = {condition_of(rank): words.met.get(each, "") for rank, each in enumerate(facts.conditions)}
    return {"learnt": renewals.learnt(facts, words), "journal": renewals.journal(facts, words), **met}
