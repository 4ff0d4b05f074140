"""Office documents are archives: their parts are counted and weighed before any is unpacked, and no macro is kept."""

import re
import zipfile
from urllib.parse import unquote
from xml.parsers import expat
from zlib import error as ZlibError

from django.utils.translation import gettext as _

from eclore.kit.uploads import Content
from programs.files.inspection.faults import Fault
from programs.files.kinds import OFFICE, OPEN_DOCUMENT, Kind

MOST_PARTS = 3000
MOST_UNPACKED = 200_000_000
MOST_DECLARED = 5_000_000
# Text of an office document shrinks ten or twenty times; a bomb a thousand.
MOST_SHRUNK = 150
ACTIVE = re.compile(r"vbaProject|vbaData|/activeX/|\.(bin|exe|dll|js|vbs|jar)$|^(Basic|Scripts)/", re.IGNORECASE)
MAIN = re.compile(r"^(word/document|xl/workbook|ppt/presentation)\.xml$")
MACROS = re.compile(r"macroEnabled|vbaProject", re.IGNORECASE)
FETCHED = re.compile(r"attachedTemplate|oleObject|/frame|subDocument|/image", re.IGNORECASE)
HARMLESS = re.compile(r"/printerSettings\d*\.bin$")


def read(upload: Content) -> tuple[Kind, Content]:
    """The file itself. Raises Fault."""
    try:
        with zipfile.ZipFile(upload) as archive:
            _ensure_alone(archive, upload.size)
            _ensure_light(archive)
            kind = _kind(archive)
            _ensure_still(archive)
            if archive.testzip() is not None:
                raise _broken()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError, ZlibError) as error:
        raise _broken() from error
    return kind, upload


def _ensure_alone(archive: zipfile.ZipFile, size: int) -> None:
    """Nothing before the first part, nothing after the directory: no other file shares these bytes."""
    parts = archive.infolist()
    first = min((part.header_offset for part in parts), default=1)
    archive.fp.seek(size - 22)  # type: ignore[union-attr]  # open
    if first or archive.comment or archive.fp.read(4) != b"PK\x05\x06":  # type: ignore[union-attr]  # open
        raise _broken()


def _ensure_light(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > MOST_SHRUNK * max(packed, 10_000):
        raise Fault(
            "archive_bomb",
            _(
                "Ce document se déplie en un contenu démesuré : enregistrez-le de nouveau depuis"
                " votre logiciel, ou exportez-le en PDF."
            ),
        )
    if any(part.flag_bits & 1 for part in parts):
        raise Fault("locked_file", _("Ce document est protégé par un mot de passe : joignez-en une version sans."))
    names = [unquote(part.filename).lower() for part in parts]  # programs open parts whatever the case
    if any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names):
        raise _broken()
    if len(set(names)) < len(names):
        raise _broken()  # two parts of one name: programs would not open the one that was read here


def _kind(archive: zipfile.ZipFile) -> Kind:
    """What its own declaration says, when the part that should be there is."""
    names = archive.namelist()
    if "mimetype" in names:
        kind = OPEN_DOCUMENT.get(archive.read("mimetype").decode("ascii", "replace"))
        if kind and names[0] == "mimetype" and {"content.xml", "META-INF/manifest.xml"} <= set(names):
            return kind
    main = next((found for name in names if (found := MAIN.match(name))), None)
    if main and "[Content_Types].xml" in names and "_rels/.rels" in names:
        kind = OFFICE[main.group(1).partition("/")[0]]
        declared = [each.get("ContentType", "") for each in _elements(archive.read("[Content_Types].xml"))]
        if any(MACROS.search(each) for each in declared):
            raise _active()
        if f"{kind.media_type}.main+xml" in declared:
            return kind
    raise Fault(
        "file_type",
        _(
            "Ce fichier n'est pas un document bureautique récent : enregistrez-le en docx, xlsx,"
            " pptx, odt, ods ou odp, ou exportez-le en PDF."
        ),
    )


def _ensure_still(archive: zipfile.ZipFile) -> None:
    """No macro, no control, nothing that is fetched from elsewhere when it opens."""
    for part in archive.namelist():
        name = unquote(part)
        if ACTIVE.search(name) and not HARMLESS.search(name):
            raise _active()
        links = _elements(archive.read(part)) if name.lower().endswith(".rels") else []
        if any(link.get("TargetMode") == "External" and FETCHED.search(link.get("Type", "")) for link in links):
            raise _active()


def _elements(document: bytes) -> list[dict[str, str]]:
    """The attributes of each element of a small XML document, however it is encoded; no document type is read."""
    if len(document) > MOST_DECLARED:
        raise _broken()
    found: list[dict[str, str]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda _name, attributes: found.append(attributes)
    parser.StartDoctypeDeclHandler = _refuse_type
    try:
        parser.Parse(document, True)
    except expat.ExpatError as error:
        raise _broken() from error
    return found


def _refuse_type(*_declared: object) -> None:
    raise _broken()


def _active() -> Fault:
    return Fault(
        "active_document",
        _(
            "Ce document contient des macros, des programmes ou des contenus pris ailleurs :"
            " enregistrez-en une version sans, ou exportez-le en PDF."
        ),
    )


def _broken() -> Fault:
    return Fault("broken_document", _("Ce document est abîmé : enregistrez-le de nouveau, puis joignez-le."))
