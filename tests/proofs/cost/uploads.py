"""Files made to be long to read, of any weight, for each of the families that are read."""

import random
import zlib
from collections.abc import Callable
from io import BytesIO

from PIL import Image
from pillow_heif import register_heif_opener

from tests.factories import files

register_heif_opener()
LARGEST = 8_000_000
MOST_PIXELS = 38_000_000


def _pdf_objects(size: int) -> bytes:
    return files.pdf(b"4 0 obj[" + b"<</A[1 2 3]>>" * (size // 13) + b"]endobj\n")


def _pdf_many_objects(size: int) -> bytes:
    body = b"".join(b"%d 0 obj<</A/JavaScripts>>endobj\n" % number for number in range(4, size // 34 + 4))
    return b"\n" + files.pdf()[:-30] + body + b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


def _pdf_nested(size: int) -> bytes:
    return files.pdf(b"4 0 obj" + b"[" * (size // 2) + b"]" * (size // 2) + b"endobj\n")


def _pdf_packed(size: int) -> bytes:
    return files.packed_pdf(b"[" + b"/JavaScripts " * (size // 13) + b"]", pack=lambda data: zlib.compress(data, 0))


def _picture(kind: str, most: int, **options: object) -> Callable[[int], bytes]:
    """By its pixels, which are what costs."""

    def made(size: int) -> bytes:
        side = max(16, int((most * size / LARGEST) ** 0.5))
        return files.picture(kind, (side, side), **options)

    return made


def _noise(size: int) -> bytes:
    side = max(16, int((size / 3) ** 0.5))
    drawn = BytesIO()
    Image.frombytes("RGB", (side, side), random.Random(7).randbytes(side * side * 3)).save(drawn, "PNG")
    return drawn.getvalue()


def _relations(size: int) -> bytes:
    link = b'<L Type="x/hyperlink" Target="https://exemple.fr/%d" TargetMode="External"/>'
    links = b"<R>" + b"".join(link % number for number in range(size // 80)) + b"</R>"
    return files.archive({**files.parts_of("docx"), "word/_rels/document.xml.rels": links}, stored=("word/_rels/x",))


def _parts(size: int) -> bytes:
    return files.archive({**files.parts_of("docx"), **{f"word/{n:07d}.xml": b"<a/>" for n in range(size // 120)}})


def _text(size: int) -> bytes:
    return files.archive({**files.parts_of("docx"), "word/media/a": random.Random(7).randbytes(size)})


MADE: dict[str, dict[str, Callable[[int], bytes]]] = {
    "pdf": {
        "obj/ObjStm stream": lambda size: files.pdf(b"obj/ObjStm stream\n" * (size // 18)),
        "the same, to be repaired": lambda size: b"%PDF-1.5\n" + b"obj/ObjStm stream\n" * (size // 18) + b"%%EOF",
        "1 0 obj again and again": lambda size: b"%PDF-1.5\n" + b"1 0 obj\n" * (size // 8) + b"%%EOF",
        "startxref again and again": lambda size: b"%PDF-1.5\n" + b"startxref\n9\n" * (size // 12) + b"%%EOF",
        "trailers": lambda size: b"%PDF-1.5\n" + b"trailer<</Prev 9>>\n" * (size // 19) + b"%%EOF",
        "white space": lambda size: files.pdf() + bytes(size),
        "one long array": _pdf_objects,
        "many objects": _pdf_many_objects,
        "arrays in arrays": _pdf_nested,
        "a stream of objects": _pdf_packed,
    },
    "picture": {
        "JPEG": _picture("JPEG", 48_000_000),
        "JPEG, progressive": _picture("JPEG", 48_000_000, progressive=True, subsampling=0, quality=95),
        "PNG": _picture("PNG", MOST_PIXELS),
        "PNG, seen through": _picture("PNG", MOST_PIXELS, mode="RGBA"),
        "PNG, of noise": _noise,
        "WebP": _picture("WEBP", 15_800_000, lossless=True),
        "HEIC": _picture("HEIF", 48_000_000),
    },
    "office": {
        "relationships": _relations,
        "parts": _parts,
        "a heavy part": _text,
        "PK again and again": lambda size: b"PK\x03\x04" * (size // 4),
        "directories": lambda size: b"PK\x03\x04" + b"PK\x05\x06" * (size // 4),
        "an open document": lambda size: files.open_document(a=random.Random(7).randbytes(size)),
    },
}
