"""The kinds of files that are kept, as their content says; an extension never decides."""

from dataclasses import dataclass

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _

_OPEN = "application/vnd.oasis.opendocument"
_MICROSOFT = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Kind:
    """`media_type` is what browsers are told, `extension` what the file is called when it leaves."""

    media_type: str
    extension: str
    family: str

    @property
    def is_picture(self) -> bool:
        return self.family == "picture"


PDF = Kind("application/pdf", "pdf", "pdf")
JPEG = Kind("image/jpeg", "jpg", "picture")
PNG = Kind("image/png", "png", "picture")
OFFICE = {
    kind.extension: kind
    for kind in (
        Kind(f"{_MICROSOFT}.wordprocessingml.document", "docx", "office"),
        Kind(f"{_MICROSOFT}.spreadsheetml.sheet", "xlsx", "office"),
        Kind(f"{_MICROSOFT}.presentationml.presentation", "pptx", "office"),
    )
}
OPEN_DOCUMENT = {
    kind.extension: kind
    for kind in (
        Kind(f"{_OPEN}.text", "odt", "office"),
        Kind(f"{_OPEN}.spreadsheet", "ods", "office"),
        Kind(f"{_OPEN}.presentation", "odp", "office"),
    )
}
KINDS = {kind.media_type: kind for kind in (PDF, JPEG, PNG, *OFFICE.values(), *OPEN_DOCUMENT.values())}
BY_EXTENSION = {kind.extension: kind for kind in KINDS.values()} | {"jpeg": JPEG}
# For the browser's own picker; WebP and HEIC become a JPEG or a PNG.
_OFFICES = (f".{kind.extension}" for kind in KINDS.values() if kind.family == "office")
ACCEPT = ",".join([".pdf", ".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", *_OFFICES])


def accepted() -> str:
    """What may be attached, in words."""
    return _("un PDF, une image (JPEG, PNG, WebP, HEIC) ou un document bureautique (docx, xlsx, pptx, odt, ods, odp)")


def weight(size: int) -> str:
    """ "340 ko", "2,4 Mo": a size as people say it, in thousands."""
    if size < 1_000_000:
        return _("%(count)d ko") % {"count": max(1, round(size / 1000))}
    return _("%(count)s Mo") % {"count": floatformat(size / 1_000_000)}
