"""Files as people send them, honest and not: bytes made here, never kept in the repository."""

import hashlib
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import reduce
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pillow_heif import register_heif_opener

from eclore.kit.reading.faults import Cost
from programs.files import domain
from programs.files.inspection import Inspected
from tenants.storage import files as storage

MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
LEADS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
PARTS = {
    "docx": ("word/document.xml", MAIN.format("wordprocessingml.document")),
    "xlsx": ("xl/workbook.xml", MAIN.format("spreadsheetml.sheet")),
    "pptx": ("ppt/presentation.xml", MAIN.format("presentationml.presentation")),
}

register_heif_opener()


def upload(data: bytes, name: str = "piece.pdf", kind: str = "application/octet-stream") -> SimpleUploadedFile:
    """As a form sends it."""
    return SimpleUploadedFile(name, data, content_type=kind)


def accepted(kept: Any) -> Any:
    """A row of a file as its reader takes it when there is nothing to change; in its territory's context."""
    with storage().open(kept.path) as content:
        data = content.read()
    domain.accept(kept, Inspected(kept.kind, ContentFile(data), len(data), digest(data), Cost(0, 0)))
    return kept


def digest(data: bytes) -> str:
    """What is told of a file's content."""
    return hashlib.sha256(data).hexdigest()


def pdf(objects: bytes = b"", version: bytes = b"1.4") -> bytes:
    """A PDF of one empty page, with `objects` (whole ones, numbered from 4) besides."""
    body = _body(objects, version)
    found = _objects(body)
    lines = [b"0000000000 65535 f \n", *(b"%010d 00000 n \n" % found.get(each, 0) for each in range(1, max(found) + 1))]
    table = b"xref\n0 %d\n" % len(lines) + b"".join(lines) + b"trailer<</Size %d/Root 1 0 R>>\n" % len(lines)
    return body + table + b"startxref\n%d\n%%%%EOF\n" % len(body)


def packed_pdf(
    hidden: bytes, *, name: bytes = b"/ObjStm", pack: Callable[[bytes], bytes] = zlib.compress, plain: bool = False
) -> bytes:
    """A PDF that keeps `hidden`, its object 5, in a stream of objects, compressed unless it is `plain`."""
    packed = b"5 0 " + hidden if plain else pack(b"5 0 " + hidden)
    filtered = b"" if plain else b"/Filter/FlateDecode"
    head = b"4 0 obj<</Type%s/N 1/First 4%s/Length %d>>\nstream\n" % (name, filtered, len(packed))
    body = _body(head + packed + b"\nendstream\nendobj\n", b"1.5")
    found = _objects(body)
    rows = [(0, 0, 255), *((1, found[each], 0) for each in (1, 2, 3, 4)), (2, 4, 0), (1, len(body), 0)]
    table = b"".join(struct.pack("!BLB", *row) for row in rows)
    told = b"6 0 obj<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>\nstream\n" % len(table)
    return body + told + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


def _body(objects: bytes, version: bytes) -> bytes:
    return (
        b"%PDF-" + version + b"\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>endobj\n" + objects
    )


def _objects(body: bytes) -> dict[int, int]:
    """Where each object begins."""
    return {int(found[1]): found.start(1) for found in re.finditer(rb"(?<=\n)(\d) 0 obj", body)}


def archive(parts: dict[str, bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    """A zip of these parts, in their order."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in parts.items():
            zipped.writestr(name, data, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return made.getvalue()


def parts_of(extension: str, main: str = "") -> dict[str, bytes]:
    """What a document of Microsoft's programs has at least; `main` is how its main part is called, if not as usual."""
    part, declared = PARTS[extension]
    part = main or part
    types = f'<Types><Override PartName="/{part}" ContentType="{declared}"/></Types>'.encode()
    leads = f'<Relationships><Relationship Id="r1" Type="{LEADS}" Target="{part}"/></Relationships>'.encode()
    return {"[Content_Types].xml": types, "_rels/.rels": leads, part: b"<w/>"}


def office(extension: str = "docx", *, main: str = "", **more: bytes) -> bytes:
    """A document as Microsoft's programs write it; `more` are parts, "/" written "__" and "." "_dot_"."""
    return archive({**parts_of(extension, main), **_parts(more)})


def open_document(kind: str = "text", **more: bytes) -> bytes:
    """A document as LibreOffice writes it."""
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
        "content.xml": b"<office/>",
        "META-INF/manifest.xml": b"<manifest/>",
    }
    return archive({**parts, **_parts(more)}, stored=("mimetype",))


def _parts(more: dict[str, bytes]) -> dict[str, bytes]:
    written = (("_percent_", "%2e"), ("_dot_", "."), ("__", "/"))
    return {reduce(lambda told, pair: told.replace(*pair), written, name): data for name, data in more.items()}


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: Any) -> bytes:
    made = BytesIO()
    Image.new(mode, size, "#0b5c7a").save(made, kind, **options)
    return made.getvalue()


def photograph(kind: str = "JPEG") -> bytes:
    """What a phone takes: turned on its side, with its place, its date and its owner."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x9003] = 6, "Camille Canari", "2026:11:25 10:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (49.0, 53.0, 40.0), 3: "E", 4: (2.0, 17.0, 45.0)})
    return picture(kind, size=(60, 40), exif=exif, comment=b"Commentaire canari")


def texted_picture(length: int) -> bytes:
    """A PNG whose comment unpacks to so many bytes."""
    text = b"Comment\0\0" + zlib.compress(bytes(length), 9)
    chunk = struct.pack("!L", len(text)) + b"zTXt" + text + struct.pack("!L", zlib.crc32(b"zTXt" + text))
    sent = picture("PNG")
    return sent[:33] + chunk + sent[33:]


def enormous_picture(width: int = 10_000, height: int = 5_000) -> bytes:
    """A PNG whose head announces that many pixels, in a few hundred bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack("!L", len(data)) + name + data + struct.pack("!L", zlib.crc32(name + data))

    head = struct.pack("!LLBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width + 7) // 8 + 1) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
