"""What is prepared and put right of a session: its day and places, how long dossiers take, when members were there."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eclore.kit.editing import EditForm
from eclore.kit.errors import Invalid
from eclore.kit.forms import Moment, NativeDateTime
from programs.juries.attendance import Stay
from programs.juries.forms import QUALITY_GROUP_HELP
from programs.juries.models import AbstractPassage, AbstractSeat
from programs.juries.quorum import ASKED, LARGEST
from programs.juries.states import QualityGroup

ARRIVED, LEFT = "arrivee", "depart"
LENGTHS = {"presentation": "pitch_minutes", "questions": "question_minutes", "pause": "pause_minutes"}
LONGEST_PART = 240  # minutes
MOST_PLACES = 500


class MembersField(forms.IntegerField):
    """How many members of a quality; left empty, none is asked for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=LARGEST, required=False, initial=0, **kwargs)

    def clean(self, value: Any) -> int:
        return super().clean(value) or 0


class RenewalPlacesField(forms.IntegerField):
    """How many projects may go on, apart from those that are retained; left empty, there is no bound."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Nombre de projets à renouveler, au plus"),
            min_value=1,
            max_value=MOST_PLACES,
            required=False,
            help_text=_("Compté à part des projets à retenir. Sans réponse : autant que le jury le décide."),
        )


class GroupsForm(forms.Form):
    """Of the quorum, how many members of each quality."""

    quorum_elected = MembersField(label=_("Dont élues et élus"))
    quorum_management = MembersField(label=_("Dont direction générale"))
    quorum_field = MembersField(label=_("Dont agentes et agents de terrain"))
    quorum_partner = MembersField(
        label=_("Dont partenaires"),
        help_text=_("Zéro : le quorum est atteint quelle que soit la qualité des membres présents."),
    )


class SessionForm(GroupsForm, EditForm):
    """What is corrected of a session; its quorum stands once it has `opened`, how it votes once marks are `closed`.

    `renews`: whether it hears projects that ask to go on.
    """

    title = forms.CharField(label=_("Intitulé"), max_length=200)
    held_on = forms.DateField(label=_("Date"))
    starts_at = forms.TimeField(
        label=_("Heure de début"), required=False, help_text=_("L'ordre du jour en déduit l'heure de chaque passage.")
    )
    place = forms.CharField(label=_("Lieu"), max_length=200, required=False)
    quorum = forms.IntegerField(label=_("Quorum"), min_value=1, max_value=100)
    places = forms.IntegerField(label=_("Nombre de projets à retenir"), min_value=1, max_value=MOST_PLACES)
    renewal_places = RenewalPlacesField()
    casting_vote = forms.BooleanField(
        label=_("En cas de partage des voix, celle de la présidence l'emporte"),
        required=False,
        help_text=_("Pour les votes à main levée. Se règle jusqu'à la délibération."),
    )

    tells_waiting_rank = forms.BooleanField(
        label=_("Communiquer leur rang aux équipes placées en liste d'attente"), required=False
    )

    field_order = ("title", "held_on", "starts_at", "place", "quorum", *ASKED.values(), "places", "renewal_places")

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        initial: Mapping[str, object],
        opened: bool,
        closed: bool = False,
        renews: bool = False,
    ) -> None:
        super().__init__(data, initial=initial)
        if not renews:
            del self.fields["renewal_places"]
        if opened:
            for name in ("quorum", *ASKED.values()):
                del self.fields[name]
        if closed:
            del self.fields["casting_vote"]


class SeatQualityForm(EditForm):
    """In which quality a member sits."""

    quality = forms.CharField(label=_("Qualité"), max_length=200, required=False)
    quality_group = forms.ChoiceField(label=_("Au titre de"), choices=QualityGroup, help_text=QUALITY_GROUP_HELP)


class LengthsForm(EditForm):
    """How long each dossier of the day takes, in minutes."""

    def __init__(
        self, data: QueryDict | None = None, *, initial: Mapping[str, int], passages: Collection[AbstractPassage]
    ) -> None:
        super().__init__(data, initial=initial)
        labels = {
            "presentation": _("Présentation : %(title)s"),
            "questions": _("Questions : %(title)s"),
            "pause": _("Pause ensuite : %(title)s"),
        }
        for passage in passages:
            for name, label in labels.items():
                self.fields[length_name(name, passage.pk)] = forms.IntegerField(
                    label=label % {"title": passage.title},
                    min_value=1 if name == "presentation" else 0,
                    max_value=LONGEST_PART,
                )


def length_name(name: str, key: UUID) -> str:
    """The name of a length's field, of one dossier."""
    return f"{name}_{key.hex}"


class HoursForm(EditForm):
    """When a member arrived and left, as often as they did, and once more; seconds stay what they were."""

    def __init__(self, data: QueryDict | None = None, *, initial: Mapping[str, datetime | None]) -> None:
        super().__init__(data, initial=initial)
        for number in range(1, len(initial) // 2 + 2):
            for name, label in ((ARRIVED, _("Arrivée")), (LEFT, _("Départ"))):
                self.fields[f"{name}_{number}"] = Moment(label=label, required=False, widget=NativeDateTime)

    def stays(self, changed: Mapping[str, datetime | None]) -> list[Stay]:
        """(arrived, left) of each, once what was `changed` is taken. Raises Invalid for a departure alone."""
        told = {**self.initial, **changed}
        pairs = [(told.get(f"{ARRIVED}_{n}"), told.get(f"{LEFT}_{n}")) for n in range(1, len(self.fields) // 2 + 1)]
        for number, (arrived, left) in enumerate(pairs, start=1):
            if left and not arrived:
                raise Invalid(gettext("Indiquez aussi l'heure d'arrivée."), field=f"{ARRIVED}_{number}")
        return [(arrived, left) for arrived, left in pairs if arrived]


def hours_of(seat: AbstractSeat) -> dict[str, datetime | None]:
    """What the form of hours is drawn from, by field."""
    numbered = list(enumerate(seat.stays, start=1))
    arrived = {f"{ARRIVED}_{number}": stay.lower for number, stay in numbered}
    return arrived | {f"{LEFT}_{number}": stay.upper for number, stay in numbered}
