"""What a file really is: its signature names a family, then the family's own structure must hold from end to end."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import puremagic
from django.utils.translation import gettext as _

from eclore.kit.errors import Invalid
from eclore.kit.uploads import Content
from programs.files import kinds
from programs.files.inspection import offices, pdfs, pictures
from programs.files.inspection.faults import Fault
from programs.files.kinds import Kind

Reader = Callable[[Content], tuple[Kind, Content]]
FAMILIES: dict[str, Reader] = {
    "application/pdf": pdfs.read,
    **dict.fromkeys(("image/jpeg", "image/png", "image/webp"), pictures.drawn_again),
    **dict.fromkeys(
        [kind.media_type for kind in (*kinds.OFFICE.values(), *kinds.OPEN_DOCUMENT.values())], offices.read
    ),
}


@dataclass(frozen=True)
class Inspected:
    """What is kept: `content` is the upload itself, or the picture drawn again; `sha256` and `size` are of that."""

    kind: Kind
    content: Content
    size: int
    sha256: str


def inspect(upload: Content, *, most: int, field: str = "file") -> Inspected:
    """Raises Invalid when it weighs more than `most` bytes, is of no accepted kind, or hides something else."""
    _weigh(upload.size, most, field)
    try:
        kind, content = _family(upload)(upload)
    except Fault as fault:
        raise Invalid(fault.sentence, code=fault.code, field=field) from fault
    _weigh(content.size, most, field)
    digest = hashlib.sha256()
    content.seek(0)
    for chunk in content.chunks():
        digest.update(chunk)
    content.seek(0)
    return Inspected(kind, content, content.size, digest.hexdigest())


def _weigh(size: int, most: int, field: str) -> None:
    if not size:
        raise Invalid(_("Ce fichier est vide : choisissez-en un autre."), code="empty_file", field=field)
    if size > most:
        sentence = _(
            "Ce fichier pèse %(size)s, et chacun peut peser %(most)s au plus : allégez-le, par exemple en"
            " réduisant ses images, ou partagez-le en plusieurs."
        )
        facts = {"size": kinds.weight(size), "most": kinds.weight(most)}
        raise Invalid(sentence % facts, code="file_too_large", field=field, most=most)


def _family(upload: Content) -> Reader:
    """Which reader knows this signature. Raises Fault for none."""
    upload.seek(0)
    try:
        guesses = [guess.mime_type for guess in puremagic.magic_stream(upload)]
    except (puremagic.PureError, ValueError):
        guesses = []
    upload.seek(0)
    known = next((FAMILIES[guess] for guess in guesses if guess in FAMILIES), None)
    if known is None:
        raise Fault(
            "file_type",
            _("Ce type de fichier n'est pas accepté : choisissez %(accepted)s.") % {"accepted": kinds.accepted()},
        )
    return known
