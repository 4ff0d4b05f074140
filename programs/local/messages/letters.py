"""The letter that tells a jury's decision, as a PDF/UA document: the same text as its message, on a page of its own."""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from eclore.kit import documents
from eclore.kit.dates import calendar_day
from programs.local.messages.secrets import masked

TEMPLATE = "letter"
# What is official is written in one language, whoever presses the button.
LANGUAGE = settings.LANGUAGE_CODE


def draw(*, subject: str, body: str, to: str, site: str, at: datetime) -> bytes:
    """The bytes of a letter from the territory called `site`; the same ones for the same words at the same moment."""
    with translation.override(LANGUAGE):
        day = calendar_day(at, today=at.replace(year=at.year - 1, month=1, day=1))  # the year is always told
        told = {
            "title": subject,
            "lang": LANGUAGE[:2],
            "site": site,
            "to": to,
            "day": day,
            "paragraphs": _paragraphs(masked(body)),
            "footer": _("%(site)s · lettre du %(day)s") % {"site": site, "day": day},
        }
    return documents.pdf(TEMPLATE, told, at=at)


def _paragraphs(body: str) -> list[list[str]]:
    """Paragraphs, each of lines: what an empty line parts."""
    blocks = body.replace("\r\n", "\n").split("\n\n")
    return [[line.strip() for line in block.splitlines() if line.strip()] for block in blocks if block.strip()]
