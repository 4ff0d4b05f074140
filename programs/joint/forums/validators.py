"""What fits in a forum; shared by its form, the API and the replays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, TypedDict
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from eclore.kit import zones
from eclore.kit.dates import check_day
from eclore.kit.errors import Invalid
from eclore.kit.folding import once
from eclore.kit.lines import line
from eclore.kit.mail import is_address

if TYPE_CHECKING:  # a layer above
    from programs.joint.forums.models import CoachingMorning

MOST_CRITERIA = 6
LONGEST_CRITERION = 160
LARGEST_NUMBER = 500
LONGEST_QUESTION = 2000
MOST_COACHES, LONGEST_COACH, LONGEST_PLACE, LONGEST_ADDRESS = 60, 160, 80, 254
# Of a coaches' morning: the least and the most.
MORNING = {
    "turn_minutes": (5, 120),
    "between_minutes": (0, 15),
    "meetings": (1, 12),
    "pause_after": (0, 100),
    "pause_minutes": (0, 120),
}


class CoachGiven(TypedDict, total=False):
    """What is said of a coach of a morning; an address is where their hours are sent."""

    name: str
    email: str
    place: str


def words(value: str, *, field: str, longest: int) -> str:
    """A short text that is neither empty nor too long, without stray spaces."""
    kept = " ".join(value.replace("\x00", "").split())
    if not kept:
        raise Invalid(_("Ce champ est à remplir pour continuer."), code="missing", field=field)
    if len(kept) > longest:
        sentence = _("Raccourcissez ce texte : %(longest)d caractères au plus.") % {"longest": longest}
        raise Invalid(sentence, code="too_long", field=field)
    return kept


def prose(value: str, *, field: str, longest: int) -> str:
    """A text on several lines that is neither empty nor too long."""
    kept = value.replace("\x00", "").replace("\r\n", "\n").strip()
    if not kept:
        raise Invalid(_("Ce champ est à remplir pour continuer."), code="missing", field=field)
    if len(kept) > longest:
        sentence = _("Raccourcissez ce texte : %(longest)d caractères au plus.") % {"longest": longest}
        raise Invalid(sentence, code="too_long", field=field)
    return kept


def time_zone(zone: str) -> None:
    """One of those where somebody may hold a forum."""
    if zone not in zones.CALLED:
        raise Invalid(_("Choisissez un fuseau horaire de la liste."), field="time_zone")


def dates(held_on: date, nominations_until: datetime, *, zone: str) -> None:
    """Nominations end before the forum is held, or on its very day where it is held."""
    check_day(nominations_until, field="nominations_until")
    check_day(held_on, field="held_on")
    if timezone.localdate(nominations_until, ZoneInfo(zone)) > held_on:
        raise Invalid(
            _("Les nominations se terminent après le forum : choisissez une date au plus tard le jour du forum."),
            code="dates_out_of_order",
            field="nominations_until",
        )


def sizes(quota_total: int, places: int, *, nominated: int = 0) -> None:
    """At least one dossier and one place, no more places than dossiers, no fewer dossiers than already received."""
    number(quota_total, field="quota_total")
    number(places, field="places")
    if places > quota_total:
        raise Invalid(
            _("Il y a plus de projets à retenir que de dossiers : baissez ce nombre, ou acceptez plus de dossiers."),
            code="more_places_than_dossiers",
            field="places",
        )
    if quota_total < nominated:
        sentence = _("%(nominated)d dossiers sont déjà reçus : le total ne peut pas être plus petit.")
        raise Invalid(sentence % {"nominated": nominated}, code="quota_below_nominated", field="quota_total")


def number(value: int, *, field: str) -> int:
    """From 1 to 500."""
    if not 1 <= value <= LARGEST_NUMBER:
        sentence = _("Choisissez un nombre de 1 à %(most)d.") % {"most": LARGEST_NUMBER}
        raise Invalid(sentence, code="number_out_of_range", field=field)
    return value


def criteria(labels: Sequence[str]) -> list[str]:
    """One to six criteria, each said once."""
    kept = once(filter(None, (" ".join(label.replace("\x00", "").split()) for label in labels)))
    if not 1 <= len(kept) <= MOST_CRITERIA:
        sentence = _("Donnez de 1 à %(most)d critères, un par ligne.") % {"most": MOST_CRITERIA}
        raise Invalid(sentence, code="criteria_count", field="criteria")
    return [words(label, field="criteria", longest=LONGEST_CRITERION) for label in kept]


def morning(given: CoachingMorning) -> None:
    """Minutes and numbers that a morning may have. Raises Invalid with the field to mend."""
    for field, (least, most) in MORNING.items():
        if not least <= getattr(given, field) <= most:
            sentence = _("Choisissez un nombre de %(least)d à %(most)d.") % {"least": least, "most": most}
            raise Invalid(sentence, code="number_out_of_range", field=field)
    if bool(given.pause_after) != bool(given.pause_minutes):
        field = "pause_minutes" if given.pause_after else "pause_after"
        sentence = _("Une pause a une durée et une place : indiquez les deux, ou mettez 0 aux deux.")
        raise Invalid(sentence, code="half_a_pause", field=field)


def coach(given: CoachGiven) -> CoachGiven:
    """Cleaned: a name, and maybe an address and a place. Raises Invalid."""
    email = given.get("email", "").replace("\x00", "").strip().lower()
    if email and not is_address(email):
        sentence = _("Indiquez une adresse électronique complète, par exemple nom@exemple.fr.")
        raise Invalid(sentence, field="email")
    if len(email) > LONGEST_ADDRESS:
        sentence = _("Raccourcissez ce texte : %(longest)d caractères au plus.") % {"longest": LONGEST_ADDRESS}
        raise Invalid(sentence, code="too_long", field="email")
    place = given.get("place", "")
    return {
        "name": words(line(given.get("name", "")), field="name", longest=LONGEST_COACH),
        "email": email,
        "place": words(line(place), field="place", longest=LONGEST_PLACE) if place.strip() else "",
    }
