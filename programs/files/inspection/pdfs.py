"""PDF: from its first byte to its last, its table where it says, and no program inside."""

import re
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from eclore.kit.uploads import Content
from programs.files.inspection.faults import Fault
from programs.files.kinds import PDF, Kind

HEAD = re.compile(rb"%PDF-[12]\.\d")
TAIL = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF\s*\Z")
TABLE = re.compile(rb"\s*(xref\b|\d+\s+\d+\s+obj\b)")
# Objects kept in compressed streams are read too, up to this many bytes in all.
PACKED = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
MOST_UNPACKED = 64_000_000
ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
PROGRAM = re.compile(rb"/(JavaScript|Launch|RichMedia|EmbeddedFile)\b")


def read(upload: Content) -> tuple[Kind, Content]:
    """The file itself. Raises Fault."""
    data = upload.read()
    length = len(data.rstrip())
    end = TAIL.search(data, max(0, length - 200))
    if not HEAD.match(data) or not end or not TABLE.match(data, int(end.group(1))):
        raise Fault("broken_pdf", _("Ce PDF est abîmé ou incomplet : exportez-le de nouveau, puis joignez-le."))
    if any(PROGRAM.search(ESCAPED.sub(_unescaped, part)) for part in _parts(data)):
        raise Fault(
            "active_pdf",
            _("Ce PDF contient un programme ou un autre fichier : imprimez-le en PDF, puis joignez ce nouveau PDF."),
        )
    return PDF, upload


def _parts(data: bytes) -> Iterator[bytes]:
    """The bytes as they are, then what its streams of objects hold."""
    yield data
    left = MOST_UNPACKED
    for start in PACKED.finditer(data):
        unpacked = _unpacked(data[start.end() :], left)
        left -= len(unpacked)
        yield unpacked


def _unpacked(data: bytes, most: int) -> bytes:
    if most <= 0:
        raise Fault("broken_pdf", _("Ce PDF est trop comprimé pour être lu : imprimez-le en PDF, puis joignez-le."))
    try:
        return zlib.decompressobj().decompress(data, most)
    except zlib.error:
        return b""


def _unescaped(found: "re.Match[bytes]") -> bytes:
    return bytes([int(found.group(1), 16)])
