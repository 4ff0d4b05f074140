"""Forms of a jury: marking, stepping aside, adding a member, deciding."""

from collections.abc import Collection, Mapping
from typing import cast
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eclore.kit.editing import EditForm
from eclore.kit.errors import Invalid
from eclore.kit.forms import CodeField, Form, PlainTextarea, Segments, Steps, offer_choices, offer_rows
from eclore.kit.typography import typeset
from programs.juries.domain import waiting_list
from programs.juries.domain.ballots import COMMENT_LENGTH
from programs.juries.domain.decisions import SEALED, TermsGiven
from programs.juries.domain.late_ballots import LONGEST_REASON
from programs.juries.models import AbstractCriterion, AbstractDecision, AbstractJury, AbstractPassage, AbstractSeat
from programs.juries.snapshots import BallotSnapshot
from programs.juries.states import WAITING_LIST, QualityGroup, SeatRole

STEPS = ((1, _("Pas du tout")), (2, _("Peu")), (3, _("Assez")), (4, _("Bien")), (5, _("Tout à fait")))
TO_MARK = _("Choisissez une note de 1 à 5 pour ce critère.")
DRAFT = "brouillon"
QUALITY_GROUP_HELP = _("Compte pour le quorum, là où la séance demande des membres de chaque qualité.")
Offered = Mapping[UUID, tuple[str, list[tuple[str, str]]]]  # passage → its title, the verdicts that fit it


class BallotForm(EditForm):
    """One field a criterion, then a comment. Sent with the button `DRAFT`, criteria may be left unmarked.

    A ballot counts as a whole: it is written by who has seen all that they have kept of it, from whatever page.
    """

    whole = True

    comment = forms.CharField(
        label=_("Un mot pour la délibération"),
        help_text=_("Ce commentaire peut être communiqué aux candidats qui en font la demande."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=COMMENT_LENGTH,
        required=False,
    )

    def __init__(
        self, data: QueryDict | None = None, *, initial: Mapping[str, object], criteria: list[AbstractCriterion]
    ) -> None:
        super().__init__(data, initial=initial)
        self.criteria = criteria
        self.is_draft = data is not None and DRAFT in data
        marked = {name_of(criterion): scale(criterion, required=not self.is_draft) for criterion in self.criteria}
        self.fields = {**marked, **self.fields}

    @property
    def marks(self) -> dict[UUID, int]:
        """{criterion: value} of a valid form, without what was left unmarked."""
        values = {criterion.pk: self.cleaned_data.get(name_of(criterion)) for criterion in self.criteria}
        return {key: value for key, value in values.items() if value}


class PinForm(Form):
    """What is told in the room."""

    pin = CodeField(
        label=_("PIN de la salle"),
        max_length=20,
        help_text=_("Six chiffres, donnés par la présidence du jury."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class CodeForm(Form):
    """What was sent to the member's address."""

    code = CodeField(
        label=_("Code reçu par messagerie"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


def name_of(criterion: AbstractCriterion) -> str:
    """The name of a criterion's field."""
    return f"critere_{criterion.pk.hex}"


def kept_of(own: BallotSnapshot) -> dict[str, object]:
    """What one's own ballot holds, by field."""
    return {"comment": own.own.comment} | {name_of(each): own.own.marks.get(each.pk) for each in own.criteria}


def scale(criterion: AbstractCriterion, *, required: bool) -> forms.TypedChoiceField:
    """The field of one criterion."""
    return forms.TypedChoiceField(
        label=typeset(criterion.label),
        help_text=typeset(criterion.hint),
        choices=STEPS,
        coerce=int,
        empty_value=None,
        widget=Steps,
        required=required,
        error_messages={"required": TO_MARK, "invalid_choice": TO_MARK},
    )


class RecusalForm(Form):
    reason = forms.CharField(
        label=_("Motif"),
        max_length=300,
        required=False,
        help_text=_("Par exemple : je connais l'équipe. Le motif figure au procès-verbal complet."),
    )


class ProposalForm(Form):
    """A member, a dossier, and why they may be in conflict."""

    seat: "forms.ModelChoiceField[AbstractSeat]" = forms.ModelChoiceField(
        label=_("Membre"), queryset=None, empty_label=_("Choisir")
    )
    passage: "forms.ModelChoiceField[AbstractPassage]" = forms.ModelChoiceField(
        label=_("Passage"), queryset=None, empty_label=_("Choisir")
    )
    reason = forms.CharField(label=_("Motif"), max_length=300, required=False)

    def __init__(self, data: QueryDict | None = None, *, jury: AbstractJury) -> None:
        super().__init__(data)
        offer_rows(self, "seat", jury.seats.all())
        offer_rows(self, "passage", jury.passages.all())


class SeatForm(Form):
    """A new member, known by an address."""

    name = forms.CharField(label=_("Nom"), max_length=200)
    email = forms.EmailField(label=_("Adresse électronique"))
    quality = forms.CharField(
        label=_("Qualité"), max_length=200, required=False, help_text=_("Par exemple : directrice générale, élu.")
    )
    quality_group = forms.ChoiceField(
        label=_("Au titre de"), choices=QualityGroup, initial=QualityGroup.OTHER, help_text=QUALITY_GROUP_HELP
    )
    role = forms.ChoiceField(
        label=_("Rôle"),
        choices=SeatRole,
        initial=SeatRole.MEMBER,
        help_text=_(
            "Une suppléance note une fois appelée ; le secrétariat compose et fait l'appel sans noter ;"
            " l'observation lit."
        ),
    )
    presides = forms.BooleanField(label=_("Cette personne préside le jury"), required=False)

    def __init__(self, data: QueryDict | None = None) -> None:
        if data is not None:  # a page drawn by an earlier release
            data = data.copy()
            data.setdefault("role", SeatRole.MEMBER)
            data.setdefault("quality_group", QualityGroup.OTHER)
        super().__init__(data)


class DecisionForm(EditForm):
    """A verdict among those that fit, and what goes with it; `terms` reads a valid form."""

    verdict = forms.ChoiceField(label=_("Décision"), widget=forms.RadioSelect)
    waiting_rank = forms.IntegerField(
        label=_("Rang en liste d'attente"),
        min_value=1,
        max_value=waiting_list.MOST,
        required=False,
        help_text=_("Vide : à la suite de la liste. Les autres dossiers se décalent."),
    )
    motivation = forms.CharField(
        label=_("Motivation"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
        help_text=_("Elle est reprise dans la réponse à l'équipe."),
    )
    weeks = forms.IntegerField(label=_("Semaines accordées"), min_value=1, max_value=104, required=False)
    days_per_week = forms.DecimalField(
        label=_("Jours par semaine"), min_value=0, max_value=5, max_digits=2, decimal_places=1, required=False
    )
    means = forms.CharField(
        label=_("Moyens"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
        help_text=_("Budget, temps, ressources, accompagnement."),
    )
    conditions = forms.CharField(
        label=_("Conditions"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )
    next_on = forms.DateField(label=_("Prochaine échéance"), required=False)

    def __init__(
        self, data: QueryDict | None = None, *, verdicts: list[tuple[str, str]], initial: TermsGiven, has_terms: bool
    ) -> None:
        """`has_terms`: whether weeks and means go with the verdict; a reading round says yes or no, and why."""
        super().__init__(data, initial=initial)
        if not has_terms:
            self.fields = {name: self.fields[name] for name in ("verdict", "waiting_rank", "motivation")}
        if WAITING_LIST not in dict(verdicts):
            del self.fields["waiting_rank"]
        offer_choices(self, "verdict", verdicts)


class DecisionsForm(EditForm):
    """A verdict and its reasons for each dossier; what is left alone stays as it is kept."""

    def __init__(self, data: QueryDict | None = None, *, initial: Mapping[str, str], offered: Offered) -> None:
        super().__init__(data, initial=initial)
        self.offered = offered
        for key, (title, verdicts) in offered.items():
            verdict, motive = _("Décision : %(title)s"), _("Motif : %(title)s")
            self.fields[verdict_of(key)] = forms.ChoiceField(
                label=verdict % {"title": title}, choices=verdicts, widget=Segments, required=False
            )
            if WAITING_LIST in dict(verdicts):
                self.fields[rank_of(key)] = forms.IntegerField(
                    label=_("Rang en liste d'attente : %(title)s") % {"title": title},
                    min_value=1,
                    max_value=waiting_list.MOST,
                    required=False,
                    widget=forms.NumberInput(attrs={"placeholder": _("Rang")}),
                )
            self.fields[motive_of(key)] = forms.CharField(
                label=motive % {"title": title},
                widget=PlainTextarea(attrs={"rows": 1, "placeholder": _("Motif")}),
                max_length=4000,
                required=False,
            )

    def settled(self, changed: Collection[str]) -> dict[UUID, tuple[str, str, int | None]]:
        """Passage → (verdict, reasons, rank), of those where somebody has changed something. Raises Invalid."""
        told = self.cleaned_data
        keys = [key for key in self.offered if {verdict_of(key), motive_of(key), rank_of(key)} & set(changed)]
        for key in keys:
            if not told[verdict_of(key)]:
                raise Invalid(gettext("Choisissez aussi la décision que ce motif explique."), field=verdict_of(key))
        return {key: (told[verdict_of(key)], told[motive_of(key)], told.get(rank_of(key))) for key in keys}


def verdict_of(key: UUID) -> str:
    """The name of the field of a dossier's verdict."""
    return f"decision_{key.hex}"


def rank_of(key: UUID) -> str:
    """The name of the field of its rank on the waiting list."""
    return f"rang_{key.hex}"


def motive_of(key: UUID) -> str:
    """The name of the field of its reasons."""
    return f"motif_{key.hex}"


class LateBallotForm(Form):
    """Whether a ballot that came once marks were closed counts, and why."""

    COUNT, SET_ASIDE = "compter", "ecarter"

    counted = forms.ChoiceField(
        label=_("Réponse"),
        choices=[(COUNT, _("Compter ce bulletin")), (SET_ASIDE, _("L'écarter"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Motif"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_REASON,
        help_text=_("Par exemple : la tablette était sans réseau avant la clôture. Le membre lira ce motif."),
    )


def initial_of(decision: AbstractDecision | None) -> TermsGiven:
    """What the decision form shows first."""
    if decision is None:
        return {}
    return cast(TermsGiven, {name: getattr(decision, name) for name in SEALED if name != "phase"})
