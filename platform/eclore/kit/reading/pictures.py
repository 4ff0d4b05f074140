"""Pictures are drawn again by us: pixels stay, nothing else (place, date, device, what follows the end)."""

from importlib import import_module
from pathlib import Path

from PIL import Image, ImageOps

from eclore.kit.reading.faults import Fault

# How many pixels each format may have: what its decoder takes for each, measured, fits in the memory of a reading.
MOST_PIXELS = {"JPEG": 50_000_000, "HEIF": 50_000_000, "PNG": 40_000_000, "WEBP": 16_000_000}
QUALITY = 85
MILLION = 1_000_000


def read(sent: Path, kept: Path, width: int, height: int, pixels: int, lossless: int) -> str:
    """A JPEG of at most `width` by `height`, or a PNG when something shows through, or if `lossless`. Raises Fault."""
    box = (width, height)
    try:
        picture = _decoded(sent, box, pixels)
    except (Fault, MemoryError):
        raise
    except Exception:  # noqa: BLE001  bytes made for it break a decoder in any way: an EXIF of the wrong types, TypeError
        raise Fault("broken_picture") from None
    if lossless or picture.mode == "RGBA":
        picture.save(kept, "PNG", optimize=True)
        return "png"
    picture.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return "jpg"


def _decoded(sent: Path, box: tuple[int, int], pixels: int) -> Image.Image:
    """Its size is read from its head, before any pixel."""
    with sent.open("rb") as head:
        is_heif = head.read(12)[4:8] == b"ftyp"
    if is_heif:
        _know_heif()
    with Image.open(sent, formats=["HEIF"] if is_heif else ["PNG", "JPEG", "WEBP"]) as picture:
        most = pixels or MOST_PIXELS[str(picture.format)]
        if picture.width * picture.height > most:
            raise Fault("picture_too_large", -(-picture.width * picture.height // MILLION), most // MILLION)
        lossless = picture.format not in ("JPEG", "HEIF")
        picture.draft("RGB", box)
        ImageOps.exif_transpose(picture, in_place=True)
        picture.thumbnail(box)
        drawn = picture.convert("RGBA" if lossless and picture.has_transparency_data else "RGB")
        drawn.info.clear()  # comments and profiles would be written again
        return drawn


def _know_heif() -> None:
    """Imported for those pictures only: it is one more library in the memory of a reading."""
    pillow_heif = import_module("pillow_heif")

    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.options.THUMBNAILS = False
    pillow_heif.register_heif_opener()
