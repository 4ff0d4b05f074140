"""What a file really is: weighed and told by its first bytes at once, read from end to end in a process with limits."""

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from eclore.kit.errors import Invalid
from eclore.kit.reading import process
from eclore.kit.reading.faults import Cost, Fault
from eclore.kit.uploads import Content
from programs.files import kinds
from programs.files.kinds import Kind

# What a family is called until it has been read, when its name does not tell.
FIRST = {process.PDF: kinds.PDF, process.PICTURE: kinds.JPEG, process.OFFICE: kinds.OFFICE["docx"]}


@dataclass(frozen=True)
class Inspected:
    """What is kept: `content` is the upload itself, or what was written again; `sha256` and `size` are of that."""

    kind: Kind
    content: Content
    size: int
    sha256: str
    cost: Cost


def glanced(upload: Content, *, most: int, field: str = "file") -> Kind:
    """What it says it is, at no cost. Raises Invalid: over `most` bytes, or of no kind that we keep."""
    if not upload.size:
        raise Invalid(_("Ce fichier est vide : choisissez-en un autre."), code="empty_file", field=field)
    if upload.size > most:
        sentence = _(
            "Ce fichier pèse %(size)s, et chacun peut peser %(most)s au plus : allégez-le, par exemple en"
            " réduisant ses images, ou partagez-le en plusieurs."
        )
        facts = {"size": kinds.weight(upload.size), "most": kinds.weight(most)}
        raise Invalid(sentence % facts, code="file_too_large", field=field, most=most)
    family = process.family_of(upload)
    if not family:
        sentence = _("Ce type de fichier n'est pas accepté : choisissez %(accepted)s.")
        raise Invalid(sentence % {"accepted": kinds.accepted()}, code="file_type", field=field)
    return _named(upload.name or "", family)


def inspect(upload: Content, *, most: int) -> Inspected:
    """Read it all, in a process of its own. Raises Fault, and process.Busy."""
    read = process.read(upload, process.family_of(upload))
    content = upload if read.content is None else ContentFile(read.content)
    if content.size > most:
        raise Fault("drawn_too_heavy", content.size)
    return Inspected(kinds.BY_EXTENSION[read.extension], content, content.size, digest(content), read.cost)


def digest(content: Content) -> str:
    """The SHA-256 of its bytes."""
    made = hashlib.sha256()
    content.seek(0)
    for chunk in content.chunks():
        made.update(chunk)
    content.seek(0)
    return made.hexdigest()


def _named(name: str, family: str) -> Kind:
    """What the name's extension promises, within its family."""
    promised = kinds.BY_EXTENSION.get(name.rpartition(".")[2].lower())
    return promised if promised and promised.family == family else FIRST[family]
