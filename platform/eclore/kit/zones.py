"""Time zones of the French territories: which one a territory lives in, and what its time is called.

Zones are those of the IANA database (public domain; the interpreter's or the `tzdata` package); codes are INSEE's
(code officiel géographique, Licence ouverte 2.0).
"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PARIS = "Europe/Paris"
CALLED: dict[str, Any] = {
    PARIS: _("heure de Paris"),
    "America/Guadeloupe": _("heure de la Guadeloupe"),
    "America/Martinique": _("heure de la Martinique"),
    "America/Cayenne": _("heure de la Guyane"),
    "Indian/Reunion": _("heure de La Réunion"),
    "America/Miquelon": _("heure de Saint-Pierre-et-Miquelon"),
    "Indian/Mayotte": _("heure de Mayotte"),
    "America/St_Barthelemy": _("heure de Saint-Barthélemy"),
    "America/Marigot": _("heure de Saint-Martin"),
    "Indian/Kerguelen": _("heure des Kerguelen"),
    "Pacific/Wallis": _("heure de Wallis-et-Futuna"),
    "Pacific/Tahiti": _("heure de Tahiti"),
    "Pacific/Marquesas": _("heure des Marquises"),
    "Pacific/Gambier": _("heure des Gambier"),
    "Pacific/Noumea": _("heure de Nouméa"),
}
CHOICES = list(CALLED.items())
# By what an INSEE code begins with.
BY_CODE = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "984": "Indian/Kerguelen",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}


def of_codes(*codes: str) -> str:
    """The zone of a département or a commune by its INSEE code; that of Paris when no code says otherwise.

    A SIREN (nine digits) says nothing of a place.
    """
    places = (code.strip()[:3] for code in codes if len(code.strip()) in (3, 5))
    return next((BY_CODE[place] for place in places if place in BY_CODE), PARIS)


def called(zone: str) -> str:
    """« heure de La Réunion »; the zone's own name for one that nobody lives in here."""
    return str(CALLED.get(zone, zone))


def current() -> str:
    """The zone in which moments are read and written now."""
    return timezone.get_current_timezone_name()
