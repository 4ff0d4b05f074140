"""What the national team types about a forum; the domain checks it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eclore.kit import zones
from eclore.kit.editing import EditForm
from eclore.kit.folding import in_order
from eclore.kit.forms import Form, Moment, offer_rows
from programs.joint.forums import template
from programs.joint.forums.models import Forum
from programs.joint.forums.validators import LARGEST_NUMBER, LONGEST_COACH, LONGEST_PLACE, LONGEST_QUESTION, MORNING
from tenants.territories.models import Territory


def _number(name: str, **options: Any) -> forms.IntegerField:
    """A number of a coaches' morning, between its bounds."""
    least, most = MORNING[name]
    return forms.IntegerField(min_value=least, max_value=most, **options)


class Lines(forms.CharField):
    """Several short texts, one per line."""

    widget = forms.Textarea

    def prepare_value(self, value: object) -> object:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: object) -> list[str]:
        return [line for line in (line.strip() for line in super().clean(value).splitlines()) if line]


class ForumForm(EditForm):
    """Everything that `domain.open_forum` and `domain.edit` take."""

    name = forms.CharField(label=_("Nom du forum"), max_length=200)
    place = forms.CharField(label=_("Lieu"), max_length=160, help_text=_("La ville, et la salle si elle est connue."))
    held_on = forms.DateField(label=_("Date du forum"))
    time_zone = forms.ChoiceField(label=_("Heure du forum"), choices=zones.CHOICES, initial=zones.PARIS, required=False)
    nominations_until = Moment(
        label=_("Nominations jusqu'au"), help_text=_("Après ce moment, les territoires ne peuvent plus nommer d'idée.")
    )
    introduction = forms.CharField(
        label=_("Présentation"),
        required=False,
        max_length=4000,
        widget=forms.Textarea,
        help_text=_("Quelques lignes, visibles de tous sur la page du forum."),
    )
    quota_total = forms.IntegerField(label=_("Dossiers en tout, au plus"), min_value=1, max_value=LARGEST_NUMBER)
    places = forms.IntegerField(label=_("Projets à retenir"), min_value=1, max_value=LARGEST_NUMBER)
    criteria = Lines(
        label=_("Critères du jury"),
        help_text=_("Un par ligne, six au plus. Chacun est noté de 1 à 5."),
        max_length=1200,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self["time_zone"].value()
        moment = self.fields["nominations_until"]
        if isinstance(moment, Moment) and zone in zones.CALLED:
            moment.zone = zone

    def clean_time_zone(self) -> str:
        """That of Paris for a page that was drawn without it."""
        return self.cleaned_data["time_zone"] or zones.PARIS


class ParticipantForm(Form):
    """One territory more; those that take part already are not proposed."""

    territory = forms.ModelChoiceField(label=_("Territoire"), queryset=Territory.objects.none())
    quota = forms.IntegerField(
        label=_("Dossiers au plus"), min_value=1, max_value=LARGEST_NUMBER, initial=template.TERRITORY_QUOTA
    )
    hosts = forms.BooleanField(label=_("Ce territoire accueille le forum"), required=False)

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = forum.participations.values("territory_id")
        others = Territory.objects.filter(closed_at=None).exclude(pk__in=taken)
        offer_rows(self, "territory", others.order_by(*in_order("name")))


class QuotaForm(EditForm):
    quota = forms.IntegerField(label=_("Dossiers au plus"), min_value=1, max_value=LARGEST_NUMBER)


class QuestionForm(Form):
    text = forms.CharField(
        label=_("Votre question"),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ce territoire est seul à la lire, sur son propre site ; vous lirez ici sa réponse."),
    )


class MorningForm(EditForm):
    """What `domain.edit_morning` takes."""

    begins_at = forms.TimeField(label=_("Début de la première rencontre"))
    turn_minutes = _number("turn_minutes", label=_("Durée d'une rencontre, en minutes"))
    between_minutes = _number("between_minutes", label=_("Temps entre deux rencontres, en minutes"))
    meetings = _number("meetings", label=_("Coachs que chaque équipe rencontre"))
    pause_after = _number(
        "pause_after", label=_("Pause après la rencontre numéro"), help_text=_("0 pour une matinée sans pause.")
    )
    pause_minutes = _number("pause_minutes", label=_("Durée de la pause, en minutes"))


class CoachForm(EditForm):
    """What `domain.add_coach` and `domain.change_coach` take."""

    name = forms.CharField(label=_("Nom"), max_length=LONGEST_COACH)
    email = forms.EmailField(
        label=_("Adresse électronique"),
        required=False,
        help_text=_("Pour lui envoyer ses horaires ; aucune équipe ni aucun territoire ne la voit."),
    )
    place = forms.CharField(
        label=_("Table ou salle"),
        required=False,
        max_length=LONGEST_PLACE,
        help_text=_("Où les équipes le trouvent, par exemple « Table 4 »."),
    )


class ComposeForm(Form):
    """How many times the morning was composed when this was drawn."""

    composed = forms.IntegerField(widget=forms.HiddenInput)
