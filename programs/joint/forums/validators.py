"""What fits in a forum; shared by its form, the API and the replays."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from eclore.kit import zones
from eclore.kit.dates import check_day
from eclore.kit.errors import Invalid
from eclore.kit.folding import once

MOST_CRITERIA = 6
LONGEST_CRITERION = 160
LARGEST_NUMBER = 500
LONGEST_QUESTION = 2000


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
