"""What managers, coaches and teams type about projects and committees."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from eclore.kit.editing import EditForm
from eclore.kit.forms import Form, offer_choices, offer_rows
from programs.local.ideas.models import Idea, MemberStatus
from programs.local.incubation.models import EntryKind, Part, Project
from programs.local.incubation.queries import FINISHED
from programs.local.incubation.states import RUNNING, PhaseKind, ProjectState
from programs.local.incubation.verdicts import SAID, fitting, kind_of
from programs.local.juries.models import Jury

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_TEXT = 5000


def _text(label: "StrOrPromise", *, rows: int = 4, required: bool = True, hint: "StrOrPromise" = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, help_text=hint, max_length=LONGEST_TEXT, widget=area)


def _weeks(label: "StrOrPromise", *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=260, required=required)


def _days(*, required: bool = True) -> forms.DecimalField:
    return forms.DecimalField(
        label=_("Jours par semaine"),
        min_value=Decimal("0.5"),
        max_value=5,
        max_digits=2,
        decimal_places=1,
        required=required,
        localize=True,
    )


class FilterForm(Form):
    """What the list of projects may be narrowed to; nonsense narrows nothing."""

    q = forms.CharField(label=_("Chercher"), required=False, max_length=100)
    etat = forms.ChoiceField(label=_("Où en est-il ?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(state.value, state.label) for state in (ProjectState.TO_SIGN, *RUNNING)]
        offer_choices(self, "etat", [("", _("Tous")), *states, (FINISHED, _("Terminés"))])

    def chosen(self) -> dict[str, str]:
        """What `queries.listed` takes."""
        kept = self.cleaned_data if self.is_valid() else {}
        return {"state": kept.get("etat", ""), "text": kept.get("q", "")}


class ProjectForm(EditForm):
    name = forms.CharField(label=_("Nom du projet"), max_length=160)
    problem = _text(_("Le problème"), hint=_("Ce que vivent les usagers, avec un chiffre si vous en avez un."))
    sponsor = forms.CharField(
        label=_("Sponsor"), max_length=200, required=False, help_text=_("Qui soutient le projet.")
    )


class StartForm(Form):
    on = forms.DateField(label=_("Début réel"), widget=forms.DateInput)
    weeks = _weeks(_("Semaines d'investigation"))
    days_per_week = _days()


class WakeForm(StartForm):
    """In which phase a dormant project goes on."""

    kind = forms.ChoiceField(label=_("Phase"), choices=PhaseKind.choices)
    on = forms.DateField(label=_("Reprise le"), widget=forms.DateInput)
    weeks = _weeks(_("Semaines accordées"))

    field_order = ("kind", "on", "weeks", "days_per_week")


class MemberForm(Form):
    name = forms.CharField(label=_("Nom"), max_length=200)
    email = forms.EmailField(label=_("Adresse électronique"), max_length=254)
    part = forms.ChoiceField(label=_("Rôle"), choices=Part.choices)
    status = forms.ChoiceField(
        label=_("Statut"),
        choices=MemberStatus.choices,
        required=False,
        help_text=_("Pour les membres de l'équipe seulement."),
    )

    def clean_status(self) -> str:
        return self.cleaned_data["status"] or MemberStatus.AGENT


class JournalForm(Form):
    kind = forms.ChoiceField(label=_("Nature"), choices=EntryKind.choices)
    on = forms.DateField(label=_("Date"))
    text = _text(
        _("Ce qui s'est dit, ce qui a été appris"),
        rows=6,
        hint=_("Pour un entretien, ne nommez personne : « une assistante sociale », « un agriculteur de 40 ans »."),
    )
    next_step = forms.CharField(label=_("Prochaine étape"), max_length=300, required=False)
    days_freed = forms.DecimalField(
        label=_("Jours libérés depuis la note précédente"),
        min_value=0,
        max_value=200,
        max_digits=4,
        decimal_places=1,
        required=False,
        localize=True,
    )


class PhaseForm(EditForm):
    planned_start = forms.DateField(label=_("Début prévu"))
    weeks = _weeks(_("Semaines prévues"))
    days_per_week = _days()
    real_start = forms.DateField(label=_("Début réel"), required=False)
    real_end = forms.DateField(label=_("Fin réelle"), required=False)


class PostMortemForm(EditForm):
    learnt = _text(_("Ce qui a été appris"))
    why = _text(_("Pourquoi cela s'arrête"))
    restart = _text(_("Comment reprendre"), required=False)


class JoinForm(Form):
    idea = forms.ModelChoiceField(Idea.objects.none(), label=_("Idée à rattacher"), empty_label=_("Choisir une idée"))
    agreement = forms.CharField(
        label=_("Accord des auteurs"),
        max_length=300,
        help_text=_("Quand et comment les auteurs de l'idée ont accepté. Leurs noms restent associés au projet."),
    )

    def __init__(self, *args: Any, ideas: QuerySet[Idea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "idea", ideas)


class HearingForm(Form):
    jury = forms.ModelChoiceField(Jury.objects.none(), label=_("Jury"), empty_label=_("Choisir un jury"))

    def __init__(self, *args: Any, juries: QuerySet[Jury], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "jury", juries)


class TakeOverForm(Form):
    note = forms.CharField(label=_("Qui continue, et comment ?"), max_length=300, required=False)


class CommitteeForm(EditForm):
    title = forms.CharField(label=_("Intitulé"), max_length=200)
    held_on = forms.DateField(label=_("Date"))
    place = forms.CharField(label=_("Lieu"), max_length=200, required=False)


class AgendaForm(Form):
    projects = forms.ModelMultipleChoiceField(
        Project.objects.none(), label=_("Projets à l'ordre du jour"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, projects: QuerySet[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "projects", projects)


class NewCommitteeForm(CommitteeForm, AgendaForm):
    """A committee and its agenda at once."""

    field_order = ("title", "held_on", "place", "projects")


class VerdictChoice(Form):
    """The decision itself, among those that fit the project."""

    decision = forms.ChoiceField(label=_("Que décide le comité ?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "decision", [(one.value, one.label) for one in fitting(project)])


class VerdictForm(EditForm):
    """What a decision says; only the fields that this verdict needs or takes are there."""

    pivot_name = forms.CharField(label=_("Nom du nouveau projet"), max_length=160, required=False)
    pivot_problem = _text(_("Nouveau problème"), rows=3)
    motivation = _text(_("Motivation"), hint=_("L'équipe la recevra avec la décision, à la clôture du comité."))
    weeks = _weeks(_("Semaines accordées"))
    days_per_week = _days(required=False)
    means = _text(_("Moyens"), rows=2, required=False, hint=_("Budget, temps, personnes, accompagnement."))
    conditions = _text(_("Conditions"), rows=2, required=False)
    next_on = forms.DateField(label=_("Prochaine échéance"), required=False)
    learnt = _text(_("Ce qui a été appris"), hint=_("Ce bilan sert aux équipes qui rencontreront le même problème."))
    why = _text(_("Pourquoi cela s'arrête"), rows=3)
    restart = _text(_("Comment reprendre"), rows=3, required=False)

    def __init__(self, *args: Any, verdict: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(SAID[kind_of(verdict)]):
            del self.fields[name]
