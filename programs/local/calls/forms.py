"""The one page on which an edition and its call are prepared: terms, calendar, problems, questions, criteria."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.edited_rows import NumberedFormSet
from eclore.kit.editing import EditForm, told_by
from eclore.kit.forms import Moment
from eclore.kit.locks import lock
from programs.juries.criterion_forms import CriterionForms
from programs.local.calls import template
from programs.local.calls.domain.editions import CALL_FIELDS
from programs.local.calls.models import Edition
from programs.local.calls.template import CallDraft, CriterionDraft, QuestionDraft

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TERMS = ("quota", "weeks", "days_per_week", "shortlist_from", "shortlist_until", "jury_on", "start_on", "committee_on")
PROGRAMME = _("Appel à idées")
QUESTIONS_AT_MOST = 12
Row = dict[str, Any]  # what one form holds, by field
Rows = Sequence[Mapping[str, object]]


def _integer(label: "StrOrPromise", most: int, least: int = 1, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, **options)


def _day(label: "StrOrPromise") -> forms.DateField:
    return forms.DateField(label=label, required=False)


class EditionForm(EditForm):
    """Everything but the questions and the criteria, which are lists of their own."""

    programme = forms.CharField(label=_("Nom du programme"), max_length=160)
    number = _integer(_("Numéro de l'édition"), 9999)
    label = forms.CharField(
        label=_("Nom de l'appel"),
        max_length=120,
        help_text=_("Le mot de votre territoire : appel à idées, à innovateurs, à intrapreneurs…"),
    )
    title = forms.CharField(label=_("Accroche"), max_length=200)
    introduction = forms.CharField(label=_("Présentation"), widget=forms.Textarea, required=False, max_length=4000)
    problems = forms.CharField(
        label=_("Problèmes de départ"),
        widget=forms.Textarea,
        required=False,
        max_length=8000,
        help_text=_("Un problème de politique publique par ligne. Laissez vide pour un appel libre."),
    )
    opens_at = Moment(label=_("Ouverture"))
    closes_at = Moment(label=_("Clôture"), help_text=_("Laissez au moins un mois."))
    reply_by = forms.DateField(label=_("Réponse promise au plus tard le"), required=False)
    shortlist_from = _day(_("Début de la présélection"))
    shortlist_until = _day(_("Fin de la présélection"))
    jury_on = _day(_("Jury"))
    start_on = _day(_("Début des investigations"))
    committee_on = _day(_("Comité"))
    quota = _integer(_("Lauréats au plus"), 500)
    weeks = _integer(_("Semaines d'investigation"), 104)
    days_per_week = forms.DecimalField(
        label=_("Jours par semaine"), min_value=0.5, max_value=5, max_digits=2, decimal_places=1
    )
    team_max = _integer(_("Personnes dans une équipe, au plus"), 30)
    files_max = _integer(_("Pièces jointes d'une idée, au plus"), 20, least=0)
    file_megabytes = _integer(_("Taille de chacune, en Mo au plus"), 20)
    commitment_required = forms.BooleanField(
        label=_("Demander une fiche d'engagement aux responsables"), required=False
    )
    partners_allowed = forms.BooleanField(
        label=_("Ouvrir aux partenaires extérieurs (étudiantes, étudiants, associations)"), required=False
    )

    def clean_problems(self) -> tuple[str, ...]:
        lines = tuple(line.strip() for line in self.cleaned_data["problems"].splitlines() if line.strip())
        if any(len(line) > 300 for line in lines):
            raise forms.ValidationError(_("Gardez chaque problème sous 300 caractères : une phrase suffit."))
        return lines


class QuestionForm(EditForm):
    key = forms.SlugField(required=False, widget=forms.HiddenInput, max_length=40)
    label = forms.CharField(label=_("Question"), max_length=200)
    hint = forms.CharField(label=_("Aide"), max_length=400, required=False)
    max_length = _integer(_("Caractères au plus"), 10_000, least=50, initial=900)
    required = forms.BooleanField(label=_("Réponse obligatoire"), required=False, initial=True)


QuestionForms = formset_factory(
    QuestionForm, formset=NumberedFormSet, extra=1, can_delete=True, max_num=QUESTIONS_AT_MOST
)


class CallPage:
    """The three forms of the page as one; from the template, or from an edition."""

    def __init__(
        self, edition: Edition | None, initial: Row, questions: Rows, criteria: Rows, data: QueryDict | None = None
    ) -> None:
        self.form = EditionForm(data, initial=initial)
        # What formset_factory makes is a NumberedFormSet, which its types do not say.
        rows: list[Any] = [QuestionForms, CriterionForms]
        self.questions: NumberedFormSet = rows[0](data, row=edition, kept=questions, prefix="questions")
        self.criteria: NumberedFormSet = rows[1](data, row=edition, kept=criteria, prefix="criteres")

    def follow(self, edition: Edition, by: Actor) -> None:
        """The page of an edition that exists; its events tell who else has changed it."""
        self.form.follow(edition, who=told_by(edition, "edit", by=by))
        self.questions.follow(told_by(edition, "set_questions", by=by))
        self.criteria.follow(told_by(edition, "set_criteria", by=by))

    @property
    def status(self) -> int:
        """What the page answers once it was sent and not taken."""
        lists = self.questions.has_two_texts or self.criteria.has_two_texts
        return 409 if lists or self.form.has_two_texts else 422

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.questions.is_valid(), self.criteria.is_valid()])

    def call(self) -> CallDraft:
        """What was typed, as a draft for the domain."""
        fields = {name: self.form.cleaned_data[name] for name in CALL_FIELDS}
        questions = tuple(QuestionDraft(**row) for row in self.questions.kept)
        return CallDraft(**fields, problems=self.form.cleaned_data["problems"], questions=questions)

    def changes(self) -> dict[str, Any]:
        """What `editions.edit` takes: lists as they will stand, fields as they were changed."""
        questions = tuple(QuestionDraft(**row) for row in self.questions.kept)
        return {**self.form.changes, "questions": questions, "criteria": self.weights()}

    def terms(self) -> Row:
        return {name: self.form.cleaned_data[name] for name in ("programme", "number", *TERMS)}

    def weights(self) -> tuple[CriterionDraft, ...]:
        return tuple(CriterionDraft(**row) for row in self.criteria.kept)


def from_template(number: int, programme: str = "", data: QueryDict | None = None) -> CallPage:
    """A page filled with what the national programme recommends for a call prepared today."""
    defaults = {
        field.name: field.default for field in Edition._meta.fields if field.name in TERMS and field.has_default()
    }
    initial = {
        **defaults,
        **asdict(template.calendar(clock.today())),
        "programme": programme or PROGRAMME,
        "number": number,
        "label": template.LABEL,
        "title": template.TITLE,
        "introduction": template.INTRODUCTION,
        "team_max": 5,
        "files_max": 5,
        "file_megabytes": 10,
        "commitment_required": True,
        "partners_allowed": False,
    }
    return CallPage(
        None, initial, [asdict(row) for row in template.QUESTIONS], [asdict(row) for row in template.CRITERIA], data
    )


def from_edition(edition: Edition, by: Actor, data: QueryDict | None = None) -> CallPage:
    """A page filled with an edition that exists; sent, the edition is held first."""
    call = edition.call
    if data is not None:
        lock(edition, call)
    initial = {name: getattr(edition, name) for name in ("programme", "number", *TERMS)}
    initial |= {name: getattr(call, name) for name in CALL_FIELDS}
    initial["problems"] = "\n".join(problem.text for problem in call.problems.all())
    questions = list(call.questions.values("key", "label", "hint", "required", "max_length"))
    criteria = [
        {"key": str(row.pk), "label": row.label, "hint": row.hint, "weight": row.weight, "kind": row.kind}
        for row in edition.criteria.all()
    ]
    page = CallPage(edition, initial, questions, criteria, data)
    page.follow(edition, by)
    return page
