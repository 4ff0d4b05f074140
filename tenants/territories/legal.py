"""What the law wants said on every page: the level of accessibility, the source of the program; and who answers for it.

The facts are settings (eclore/config/settings/legal.py); the rules are here.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import TextChoices
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eclore.kit import clock, dates

# A declaration is worth three years (RGAA 4.1, « Obligations d'accessibilité », validity of the declaration).
VALID = timedelta(days=3 * 365)
HALF, ALL = 50, 100


class Level(TextChoices):
    """The three levels of the RGAA (decree 2019-768, article 5)."""

    NONE = "none", gettext_lazy("Accessibilité : non conforme")
    PARTIAL = "partial", gettext_lazy("Accessibilité : partiellement conforme")
    FULL = "full", gettext_lazy("Accessibilité : totalement conforme")


@dataclass(frozen=True)
class Audit:
    """An audit by somebody, on a day; `rate` is how many of a hundred criteria that apply are met."""

    day: date
    auditor: str
    rate: Decimal
    report: str

    @property
    def is_valid(self) -> bool:
        return clock.today() <= self.day + VALID

    @property
    def level(self) -> Level:
        if not self.is_valid or self.rate < HALF:
            return Level.NONE
        return Level.FULL if self.rate >= ALL else Level.PARTIAL

    @property
    def result(self) -> str:
        """What it found, in words; what it found more than three years ago says nothing any more."""
        day = dates.calendar_day(self.day, today=date.min)  # its year too, this year's as well
        found = {"day": day, "auditor": self.auditor, "rate": localize(self.rate)}
        if not self.is_valid:
            return _("L'audit du %(day)s, par %(auditor)s, a plus de trois ans : il n'est plus valable.") % found
        if self.level is Level.FULL:
            return _("L'audit du %(day)s, par %(auditor)s, trouve tous les critères respectés.") % found
        return _("L'audit du %(day)s, par %(auditor)s, trouve %(rate)s %% des critères respectés.") % found


@dataclass(frozen=True)
class Notice:
    """Who answers for the site; each is empty while the installation has not said it."""

    publisher: str
    director: str
    hosting: str
    release: str
    source_url: str


def audit() -> Audit | None:
    """The last audit that has been made, if all that must be known of it is."""
    day, auditor, rate = settings.ACCESSIBILITY_AUDIT_DATE, settings.ACCESSIBILITY_AUDITOR, settings.ACCESSIBILITY_RATE
    if day is None or rate is None or not auditor or day > clock.today():
        return None
    return Audit(day, auditor, rate, settings.ACCESSIBILITY_REPORT)


def accessibility() -> Level:
    """What the site may say of itself today."""
    known = audit()
    return known.level if known else Level.NONE


def notice() -> Notice:
    """The legal notice."""
    return Notice(settings.PUBLISHER, settings.PUBLICATION_DIRECTOR, settings.HOSTING_PROVIDER, release(), source_url())


def release() -> str:
    """What runs: its version, and its commit where it is known."""
    return ", ".join(filter(None, [settings.VERSION, settings.COMMIT]))


def source_url() -> str:
    """Where the source of what runs is; empty while the installation has not said it."""
    # Not str.format: an address may hold other braces.
    address: str = settings.SOURCE_URL
    return address.replace("{version}", settings.VERSION).replace("{commit}", settings.COMMIT or "HEAD")
