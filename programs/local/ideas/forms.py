"""What agents, line managers and programme managers type about ideas."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from eclore.kit.editing import EditForm
from eclore.kit.forms import Form, offer_choices, offer_rows
from eclore.kit.typography import typeset
from programs.local.calls.models import Call
from programs.local.calls.template import GROUNDS, QuestionDraft
from programs.local.ideas.models import Idea, MemberStatus
from programs.local.ideas.states import WITHOUT_ANSWER, IdeaState
from programs.local.ideas.validators import LONGEST_DRAFT

BULK_ACTIONS = [("ask_completion", _("Demander un complément")), ("set_aside", _("Laisser de côté"))]


class DraftField(forms.CharField):
    """Asked for, and kept empty all the same while the idea is a draft."""

    def validate(self, value: str) -> None:
        """Nothing is missing yet: the checklist tells before the idea is submitted."""


class AnswerForm(EditForm):
    """One question, nothing required: a draft keeps whatever is there. The counter warns, the checklist tells."""

    fields: dict[str, Any]

    def __init__(self, question: QuestionDraft, *args: Any, starting: Call | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        if starting is not None and (problems := list(starting.problems.all())):
            self.fields["problem"] = forms.ModelChoiceField(
                starting.problems.all(),
                label=_("Partez-vous d'un de ces problèmes ?"),
                required=False,
                empty_label=_("Non, d'un autre problème"),
            )
            offer_choices(
                self, "problem", [("", _("Non, d'un autre problème")), *((row.pk, row.text) for row in problems)]
            )
        area = forms.Textarea(attrs={"rows": 7, "data-limit": question.max_length})
        self.fields["answer"] = DraftField(
            label=_("En quelques lignes, avec vos mots"),
            help_text=typeset(question.hint),
            required=question.required,
            widget=area,
            max_length=LONGEST_DRAFT,
        )
        self.fields["answer"].widget.attrs["data-limit"] = question.max_length

    @property
    def changes(self) -> dict[str, Any]:
        """What `ideas.save` takes."""
        return self._named(super().changes)

    def cleaned(self) -> dict[str, Any]:
        """All that is typed, as what begins an idea takes it."""
        return self._named(self.cleaned_data)

    def _named(self, given: dict[str, Any]) -> dict[str, Any]:
        """The answer under the key of its question."""
        rest = {name: value for name, value in given.items() if name != "answer"}
        return rest | ({"answers": {self.question.key: given["answer"]}} if "answer" in given else {})


class SummaryForm(EditForm):
    """How the idea is called, and who may find it."""

    title = DraftField(
        label=_("Un titre court"),
        max_length=160,
        help_text=_("Ce qu'une ou un collègue retiendra. Vous pourrez le changer."),
    )
    direction = forms.CharField(label=_("Votre direction ou service"), max_length=160, required=False)
    open_team = forms.BooleanField(
        label=_("Montrer l'idée, une fois déposée, à mes collègues qui en écrivent une proche"),
        required=False,
        help_text=_("Ils pourront demander à rejoindre l'équipe. Sinon, seul le programme la lit."),
    )


class ResumeForm(Form):
    """Where the link of a draft is sent."""

    email = forms.EmailField(
        label=_("Votre adresse électronique"),
        max_length=254,
        help_text=_("Professionnelle ou personnelle : elle ne sert qu'à vous envoyer ce lien."),
    )


class CallbackForm(Form):
    """How somebody who hesitates can be reached."""

    name = forms.CharField(label=_("Vos prénom et nom"), max_length=200)
    contact = forms.CharField(label=_("Votre téléphone ou votre adresse électronique"), max_length=254)
    moment = forms.CharField(
        label=_("Quand vous joindre"), max_length=200, required=False, help_text=_("Par exemple : le mardi matin.")
    )


class TeammateForm(Form):
    """Somebody to invite by address."""

    name = forms.CharField(label=_("Prénom et nom"), max_length=200)
    email = forms.EmailField(
        label=_("Adresse électronique"),
        max_length=254,
        help_text=_("Professionnelle ou personnelle : elle servira à entrer."),
    )
    status = forms.ChoiceField(label=_("Statut"), choices=MemberStatus.choices, initial=MemberStatus.AGENT)

    fields: dict[str, Any]

    def __init__(self, call: Call, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not call.partners_allowed:
            offer_choices(self, "status", MemberStatus.choices[:1])
            self.fields["status"].widget = forms.HiddenInput()


class CommitmentRequestForm(Form):
    """To whom the fiche d'engagement is sent."""

    signatory_name = forms.CharField(label=_("Prénom et nom de votre responsable"), max_length=200)
    signatory_email = forms.EmailField(label=_("Son adresse électronique"), max_length=254)
    days_per_week = forms.DecimalField(
        label=_("Jours par semaine"), min_value=Decimal("0.5"), max_value=5, max_digits=2, decimal_places=1
    )


class SigningForm(Form):
    """What a line manager signs."""

    signatory_name = forms.CharField(label=_("Vos prénom et nom"), max_length=200)
    days_per_week = forms.DecimalField(
        label=_("Jours par semaine que vous libérez"),
        min_value=Decimal("0.5"),
        max_value=5,
        max_digits=2,
        decimal_places=1,
    )


class RefusalForm(Form):
    """Why a line manager cannot."""

    reason = forms.CharField(
        label=_("Ce qui empêche de libérer ce temps"),
        widget=forms.Textarea,
        max_length=2000,
        help_text=_("L'équipe et les personnes chargées du programme liront votre réponse."),
    )


class CompletionForm(Form):
    reason = forms.CharField(
        label=_("Ce qui manque"),
        widget=forms.Textarea,
        max_length=2000,
        help_text=_("L'équipe reçoit ce texte tel quel."),
    )


class SetAsideForm(Form):
    ground = forms.ChoiceField(label=_("Motif"), choices=list(GROUNDS.items()), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Avec vos mots"),
        widget=forms.Textarea,
        max_length=2000,
        required=False,
        help_text=_("L'équipe reçoit le motif et ce texte."),
    )


class MergeForm(Form):
    """Another idea of the same call."""

    into = forms.ModelChoiceField(
        Idea.objects.none(), label=_("Idée à laquelle la rattacher"), empty_label=_("Choisissez une idée")
    )
    note = forms.CharField(label=_("Un mot aux deux équipes"), widget=forms.Textarea, max_length=2000, required=False)

    fields: dict[str, Any]

    def __init__(self, others: QuerySet[Idea], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "into", others)
        self.fields["into"].label_from_instance = lambda idea: f"n° {idea.number} · {idea.title}"


class BoardFilter(Form):
    """What a manager looks for on the board; the same for the exports."""

    q = forms.CharField(
        label=_("Chercher"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    etat = forms.ChoiceField(label=_("Étape"), required=False)
    direction = forms.ChoiceField(label=_("Direction"), required=False)
    vue = forms.CharField(required=False, widget=forms.HiddenInput)

    fields: dict[str, Any]

    def __init__(self, data: QueryDict | None, *, directions: list[str]) -> None:
        super().__init__(data)
        states = [choice for choice in IdeaState.choices if choice[0] != IdeaState.DRAFT]
        offer_choices(self, "etat", [("", _("Toutes")), (WITHOUT_ANSWER, _("Sans réponse encore")), *states])
        offer_choices(self, "direction", [("", _("Toutes")), *((name, name) for name in directions)])


def plain(days: Decimal) -> str:
    """ "1" rather than "1.0"."""
    return f"{days.normalize():f}"
