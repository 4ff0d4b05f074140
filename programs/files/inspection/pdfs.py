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
# Objects kept in compressed streams are read too, up to this many bytes in all. Any letter of a name may be escaped.
PACKED = re.compile(b"/" + b"".join(b"(?:%c|#%02x)" % (letter, letter) for letter in b"ObjStm") + rb"(?![\w#])", re.I)
FARTHEST = 2000  # bytes, from the beginning of an object to the name of its type
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
    left, stream = MOST_UNPACKED, 0
    for named in PACKED.finditer(data):
        if named.end() > stream:  # else it is in what was just read
            stream = data.find(b"stream", named.end()) + len(b"stream")
            if stream < named.end():
                return
            packed = data[stream : data.find(b"endstream", stream)].lstrip(b"\r\n")
            unpacked = packed if _is_plain(data, named.start(), stream) else _unpacked(packed, left)
            left -= len(unpacked)
            yield unpacked


def _is_plain(data: bytes, named: int, stream: int) -> bool:
    """Whether the object of this stream names no filter."""
    begun = data.rfind(b"obj", max(0, named - FARTHEST), named)
    return begun >= 0 and b"/Filter" not in ESCAPED.sub(_unescaped, data[begun:stream])


def _unpacked(data: bytes, most: int) -> bytes:
    """What was only deflated; what is otherwise packed, or locked, could hide anything."""
    try:
        unpacked = zlib.decompressobj().decompress(data, most) if most > 0 else b""
    except zlib.error:
        unpacked = b""
    if not unpacked:
        raise Fault(
            "unreadable_pdf",
            _("Ce PDF est protégé ou trop comprimé pour être lu : imprimez-le en PDF, puis joignez-le."),
        )
    return unpacked


def _unescaped(found: "re.Match[bytes]") -> bytes:
    return bytes([int(found.group(1), 16)])
