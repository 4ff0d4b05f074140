"""Logos: small pictures, drawn again by us so that nothing but pixels is kept."""

import secrets
from io import BytesIO
from typing import IO

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from eclore.kit.errors import Invalid

HEAVIEST = 300_000  # bytes
WIDEST = 6000  # pixels, before it is drawn again
KEPT = (640, 240)
FORMATS = ["PNG", "JPEG", "WEBP"]


def drawn_again(upload: IO[bytes]) -> "ContentFile[bytes]":
    """The picture as a PNG of at most KEPT pixels, under a name nobody can guess. Raises Invalid."""
    data = upload.read(HEAVIEST + 1)
    if len(data) > HEAVIEST:
        raise Invalid(_("Ce fichier est trop lourd : 300 ko au plus."), field="logo", code="too_heavy")
    try:
        picture = _decoded(data)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        raise Invalid(
            _("Ce fichier n'est pas une image lisible : envoyez un PNG, un JPEG ou un WebP."),
            field="logo",
            code="no_picture",
        ) from None
    drawn = BytesIO()
    picture.save(drawn, "PNG", optimize=True)
    return ContentFile(drawn.getvalue(), name=f"{secrets.token_hex(8)}.png")


def _decoded(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data), formats=FORMATS) as picture:
        if max(picture.size) > WIDEST:
            raise ValueError("too many pixels")
        picture.thumbnail(KEPT)
        return picture.convert("RGBA")
