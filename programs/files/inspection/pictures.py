"""Pictures are drawn again by us: pixels stay, nothing else (place, date, device, what follows the end)."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from eclore.kit.uploads import Content
from programs.files.inspection.faults import Fault
from programs.files.kinds import JPEG, PNG, Kind

FORMATS = ["PNG", "JPEG", "WEBP"]
MOST_PIXELS = 40_000_000
KEPT = (3000, 3000)
QUALITY = 85


def drawn_again(upload: Content) -> tuple[Kind, Content]:
    """A JPEG of at most KEPT pixels, or a PNG when something shows through. Raises Fault."""
    try:
        picture = _decoded(upload)
    except Fault:
        raise
    except Exception:  # noqa: BLE001  bytes made for it break a decoder in any way: an EXIF of the wrong types, TypeError
        raise Fault(
            "broken_picture", _("Cette image ne s'ouvre pas : enregistrez-la de nouveau en JPEG ou en PNG.")
        ) from None
    drawn = BytesIO()
    kind = PNG if picture.mode == "RGBA" else JPEG
    if kind is PNG:
        picture.save(drawn, "PNG", optimize=True)
    else:
        picture.save(drawn, "JPEG", quality=QUALITY, optimize=True)
    return kind, ContentFile(drawn.getvalue())


def _decoded(upload: Content) -> Image.Image:
    """Its size is read from its head, before any pixel."""
    with Image.open(upload, formats=FORMATS) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:
            raise Fault(
                "picture_too_large",
                _("Cette image compte %(pixels)d millions de pixels, et %(most)d au plus sont acceptés : réduisez-la.")
                % {"pixels": -(-width * height // 1_000_000), "most": MOST_PIXELS // 1_000_000},
            )
        lossless = picture.format != "JPEG"
        picture.draft("RGB", KEPT)
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail(KEPT)
        drawn = upright.convert("RGBA" if lossless and upright.has_transparency_data else "RGB")
        drawn.info.clear()  # comments and profiles would be written again
        return drawn
