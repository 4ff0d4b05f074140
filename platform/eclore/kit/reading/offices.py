"""Office documents are archives: their parts are counted and weighed before any is unpacked, and no macro is kept."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import ParseError
from zlib import error as ZlibError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from eclore.kit.reading.faults import Fault
from eclore.kit.reading.templates import without_local_template

MOST_PARTS = 3000
MOST_UNPACKED = 200_000_000
MOST_DECLARED = 5_000_000  # bytes of relationships and types, of all parts together
MOST_NAMES = 1_000_000  # letters of the names of parts, together
# Text of an office document shrinks ten or twenty times; a bomb a thousand.
MOST_SHRUNK = 150
ACTIVE = re.compile(r"vbaProject|vbaData|/activeX/|\.(bin|exe|dll|js|vbs|jar)$|^(Basic|Scripts)/", re.IGNORECASE)
MACROS = re.compile(r"macroEnabled|vbaProject", re.IGNORECASE)
FETCHED = re.compile(r"attachedTemplate|oleObject|/frame|subDocument|/image", re.IGNORECASE)
HARMLESS = re.compile(r"/printerSettings\d*\.bin$")
TYPES, ROOT = "[Content_Types].xml", "_rels/.rels"
MICROSOFT = "application/vnd.openxmlformats-officedocument"
OFFICE = {
    f"{MICROSOFT}.wordprocessingml.document.main+xml": "docx",
    f"{MICROSOFT}.spreadsheetml.sheet.main+xml": "xlsx",
    f"{MICROSOFT}.presentationml.presentation.main+xml": "pptx",
}
OPEN_DOCUMENT = {
    f"application/vnd.oasis.opendocument.{name}".encode(): extension
    for name, extension in (("text", "odt"), ("spreadsheet", "ods"), ("presentation", "odp"))
}


def read(sent: Path, kept: Path, *_options: int) -> str:
    """The file itself, or without the template that it was made from. Raises Fault."""
    try:
        with zipfile.ZipFile(sent) as archive:
            _ensure_alone(archive, sent.stat().st_size)
            _ensure_light(archive)
            extension = _kind(archive)
            linked = _links(archive)
            if archive.testzip() is not None:
                raise Fault("broken_document")
            if linked:
                without_local_template(archive, linked, kept)
    except (
        *(zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError, ZlibError),
        *(ParseError, DefusedXmlException, LookupError),
    ):
        raise Fault("broken_document") from None
    return extension


def _ensure_alone(archive: zipfile.ZipFile, size: int) -> None:
    """Nothing before the first part, nothing after the directory: no other file shares these bytes."""
    first = min((part.header_offset for part in archive.infolist()), default=1)
    archive.fp.seek(size - 22)  # type: ignore[union-attr]  # open
    if first or archive.comment or archive.fp.read(4) != b"PK\x05\x06":  # type: ignore[union-attr]  # open
        raise Fault("broken_document")


def _ensure_light(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > MOST_SHRUNK * max(packed, 10_000):
        raise Fault("archive_bomb")
    if any(part.flag_bits & 1 for part in parts):
        raise Fault("locked_file")
    if sum(len(part.filename) for part in parts) > MOST_NAMES:
        raise Fault("broken_document")
    if sum(part.file_size for part in parts if _declares(part.filename)) > MOST_DECLARED:
        raise Fault("too_costly")
    names = [unquote(part.filename).lower() for part in parts]  # programs open parts whatever the case
    if any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names):
        raise Fault("broken_document")
    if len(set(names)) < len(names):
        raise Fault("broken_document")  # two parts of one name: programs would not open the one that was read here


def _declares(name: str) -> bool:
    return name == TYPES or unquote(name).lower().endswith(".rels")


def _kind(archive: zipfile.ZipFile) -> str:
    """What its own declaration says of the part that its relationships lead to, whatever that part is called."""
    names = archive.namelist()
    if "mimetype" in names:
        extension = OPEN_DOCUMENT.get(archive.read("mimetype"))
        if extension and names[0] == "mimetype" and {"content.xml", "META-INF/manifest.xml"} <= set(names):
            return extension
    if TYPES in names and ROOT in names:
        declared = [(each.get("PartName", ""), each.get("ContentType", "")) for each in _elements(archive, TYPES)]
        if any(MACROS.search(kind) for _part, kind in declared):
            raise Fault("active_document")
        if extension := OFFICE.get(dict(declared).get(f"/{_main(archive)}", "")):
            return extension
    raise Fault("office_type")


def _main(archive: zipfile.ZipFile) -> str:
    """Where the document begins; empty when it is not there."""
    named = [link for link in _elements(archive, ROOT) if link.get("Type", "").endswith("/officeDocument")]
    main = posixpath.normpath(named[0].get("Target", "").lstrip("/")) if named else ""
    return main if main in archive.namelist() else ""


def _links(archive: zipfile.ZipFile) -> set[str]:
    """The parts of relationships that lead to a template on somebody's disk; nothing else is fetched from elsewhere."""
    local = set()
    for part in archive.namelist():
        name = unquote(part)
        if ACTIVE.search(name) and not HARMLESS.search(name):
            raise Fault("active_document")
        for link in _elements(archive, part) if name.lower().endswith(".rels") else ():
            if link.get("TargetMode") != "External" or not FETCHED.search(link.get("Type", "")):
                continue
            if not _is_local_template(link):
                raise Fault("linked_document")
            local.add(part)
    return local


def _is_local_template(link: dict[str, str]) -> bool:
    """The service's own, on a disk or a share: what Word writes of every document begun from one."""
    return link.get("Type", "").endswith("/attachedTemplate") and link.get("Target", "").lower().startswith("file:///")


def _elements(archive: zipfile.ZipFile, part: str) -> Iterator[dict[str, str]]:
    """The attributes of each element, however the part is encoded; no document type is read, nothing is kept."""
    parts = iterparse(BytesIO(archive.read(part)), events=("start", "end"), forbid_dtd=True)
    _event, root = next(iter(parts))
    for event, element in parts:
        if event == "end":
            yield dict(element.attrib)
            root.clear()
