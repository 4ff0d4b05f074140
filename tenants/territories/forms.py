"""What a manager settles for a territory, and what the national team writes about territories."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from eclore.kit import zones
from eclore.kit.editing import EditForm
from eclore.kit.folding import in_order
from eclore.kit.forms import Form
from eclore.kit.theme import DEFAULT_ACCENT
from tenants.territories.models import Joining, Kind, Territory
from tenants.territories.validators import SLUG_LENGTH


class Lines(forms.CharField):
    """One item on each line; gives a list."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # a list of lines, not one text
        text = super().to_python(value)
        return [line.strip() for line in str(text).splitlines() if line.strip()]


class Colour(forms.CharField):
    """A colour, chosen with the browser's own picker; a fragment tells how it will read."""

    widget = forms.TextInput(
        attrs={
            "type": "color",
            "hx-get": reverse_lazy("settings-colour"),
            "hx-target": "#lisibilite",
            "hx-trigger": "input delay:150ms",
        }
    )


class SettingsForm(EditForm):
    beside = {"remove_logo": "logo"}

    name = forms.CharField(label=_("Nom du territoire"), max_length=120)
    contact_email = forms.EmailField(
        label=_("Adresse de contact"),
        max_length=254,
        required=False,
        help_text=_("Elle reçoit les réponses aux messages du programme."),
        error_messages={"invalid": _("Écrivez une adresse complète, comme prenom.nom@exemple.fr.")},
    )
    accent = Colour(label=_("Couleur"), max_length=9)
    joining = forms.ChoiceField(label=_("Qui peut rejoindre le territoire"), choices=Joining, widget=forms.RadioSelect)
    email_domains = Lines(
        label=_("Domaines de la collectivité"),
        required=False,
        max_length=3000,
        help_text=_("Un par ligne, par exemple somme.fr."),
    )
    sirens = Lines(
        label=_("Numéros SIREN de la collectivité"),
        required=False,
        max_length=1000,
        help_text=_(
            "Un par ligne. Votre espace est proposé à qui s'identifie avec ProConnect depuis l'un de ces"
            " établissements ; il ne lui est pas ouvert pour autant."
        ),
    )
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG, JPEG ou WebP, 300 ko au plus."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    remove_logo = forms.BooleanField(label=_("Retirer le logo actuel"), required=False)

    def __init__(self, *args: Any, has_logo: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_logo:
            del self.fields["remove_logo"]


class TerritoryFilter(Form):
    nom = forms.CharField(label=_("Nom ou code"), required=False, max_length=120)
    type = forms.ChoiceField(label=_("Type"), required=False, choices=[("", _("Tous")), *Kind.choices])


class TerritoryForm(Form):
    name = forms.CharField(label=_("Nom du territoire"), max_length=120)
    slug = forms.CharField(
        label=_("Adresse"),
        max_length=SLUG_LENGTH,
        help_text=_("Le début de son adresse, par exemple pas-de-calais. Elle ne change plus ensuite."),
    )
    kind = forms.ChoiceField(label=_("Type"), choices=Kind)
    code = forms.CharField(label=_("Code INSEE ou SIREN"), max_length=20, required=False)
    department = forms.CharField(
        label=_("Département"), max_length=3, required=False, help_text=_("Son numéro, pour la carte : 80, 2A, 974.")
    )
    accent = forms.CharField(
        label=_("Couleur"), max_length=9, initial=DEFAULT_ACCENT, widget=forms.TextInput(attrs={"type": "color"})
    )
    manager_name = forms.CharField(label=_("Qui ouvrira le programme"), max_length=200, required=False)
    manager_email = forms.EmailField(
        label=_("Son adresse"),
        max_length=254,
        help_text=_("Cette personne reçoit une invitation dès que le territoire répond."),
        error_messages={"invalid": _("Écrivez une adresse complète, comme prenom.nom@exemple.fr.")},
    )


class FilesQuotaForm(EditForm):
    megabytes = forms.IntegerField(
        label=_("Place, en Mo"),
        min_value=0,
        max_value=1_000_000,
        help_text=_("1 000 Mo font 1 Go. Moins que ce qui est déjà gardé : rien n'est effacé, mais rien ne s'ajoute."),
    )


class TimeZoneForm(EditForm):
    time_zone = forms.ChoiceField(
        label=_("Fuseau horaire"),
        choices=zones.CHOICES,
        help_text=_("Les heures de ses pages et de ses messages. Les moments déjà choisis restent les mêmes instants."),
    )


class ClosingForm(Form):
    moved_to = forms.CharField(
        label=_("Où le programme se poursuit"),
        max_length=300,
        required=False,
        help_text=_("Une adresse de site ou quelques mots, lus par toute personne qui ouvre l'ancien site."),
    )
    contact = forms.EmailField(
        label=_("Adresse à qui s'adresser"),
        max_length=254,
        help_text=_("Celle d'un service plutôt que d'une personne : elle est publique."),
    )


class AgreementForm(Form):
    title = forms.CharField(label=_("Titre"), max_length=200)
    signed_on = forms.DateField(label=_("Signée le"))
    ends_on = forms.DateField(label=_("Prend fin le"), required=False)
    signatories = Lines(label=_("Structures signataires"), max_length=3000, help_text=_("Une par ligne."))
    territories = forms.ModelMultipleChoiceField(
        label=_("Territoires"),
        queryset=Territory.objects.order_by(*in_order("name")),
        widget=forms.CheckboxSelectMultiple,
    )
    problems = forms.IntegerField(label=_("Nombre de problèmes"), min_value=0, max_value=1000, initial=0)
    weeks_min = forms.IntegerField(label=_("Semaines au moins"), min_value=1, max_value=104, initial=9)
    weeks_max = forms.IntegerField(label=_("Semaines au plus"), min_value=1, max_value=104, initial=12)
    days_per_week = forms.IntegerField(label=_("Jours par semaine"), min_value=1, max_value=5, initial=1)
    national_funding_percent = forms.IntegerField(
        label=_("Part financée au niveau national (%)"), min_value=0, max_value=100, initial=0
    )

    def clean_territories(self) -> list[Territory]:
        return list(self.cleaned_data["territories"])
