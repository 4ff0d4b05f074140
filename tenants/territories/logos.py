"""Logos: small pictures, drawn again in a process of its own so that nothing but pixels is kept."""

import secrets

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from eclore.database.current import current
from eclore.kit.errors import Invalid, TooMany
from eclore.kit.reading import process
from eclore.kit.reading.faults import Fault
from eclore.kit.uploads import Content

HEAVIEST = 300_000  # bytes
MOST_PIXELS = 16_000_000
KEPT = (640, 240)


def drawn_again(upload: Content) -> "ContentFile[bytes]":
    """The picture as a PNG of at most KEPT pixels, under a name nobody can guess; what is written so far is committed.

    No transaction waits for it. Raises Invalid, and TooMany when the machine reads too many pictures.
    """
    if upload.size > HEAVIEST:
        raise Invalid(_("Ce fichier est trop lourd : 300 ko au plus."), field="logo", code="too_heavy")
    try:
        if process.family_of(upload) != process.PICTURE:
            raise Fault("broken_picture")
        with current().outside():
            read = process.read(upload, process.PICTURE, box=KEPT, pixels=MOST_PIXELS, lossless=True)
    except Fault as fault:
        raise _refusal(fault) from fault
    except process.Busy as busy:
        sentence = _("Trop d'images arrivent en même temps : attendez une minute, puis envoyez celle-ci de nouveau.")
        raise TooMany(sentence, field="logo", wait=60) from busy
    return ContentFile(read.content or b"", name=f"{secrets.token_hex(8)}.png")


def _refusal(fault: Fault) -> Invalid:
    if fault.code in ("picture_too_large", "too_costly"):
        sentence = _("Cette image a trop de pixels : 4000 sur 4000 au plus.")
        return Invalid(sentence, field="logo", code="too_large")
    sentence = _("Ce fichier n'est pas une image lisible : envoyez un PNG, un JPEG ou un WebP.")
    return Invalid(sentence, field="logo", code="no_picture")
