"""A document that was made from a service's own template: Word would look for it on whoever's machine opens the file.

The link stays, and leads to Word's ordinary template: nothing is fetched, nothing is told to a server of that name.
"""

import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, register_namespace

from defusedxml.ElementTree import fromstring

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
ORDINARY = "Normal.dotm"


def without_local_template(archive: zipfile.ZipFile, linked: set[str], kept: Path) -> None:
    """Write the archive again; in the parts `linked`, templates are Word's ordinary one."""
    register_namespace("", RELATIONSHIPS)
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as written:
        for part in archive.infolist():
            data = archive.read(part)
            written.writestr(part.filename, _ordinary(data) if part.filename in linked else data)


def _ordinary(data: bytes) -> bytes:
    root: Element = fromstring(data, forbid_dtd=True)
    for link in root.iter():
        if link.get("Type", "").endswith("/attachedTemplate"):
            link.set("Target", ORDINARY)
    written = BytesIO()
    ElementTree(root).write(written, "UTF-8", xml_declaration=True)
    return written.getvalue()
