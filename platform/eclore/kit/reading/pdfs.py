"""PDF, read by qpdf: from its first byte to its last, and no program nor other file inside.

What only a repair could open is kept as repaired: what was read here is what viewers are given.
"""

import re
from pathlib import Path

import pikepdf

from eclore.kit.reading.faults import Fault

WHITE = b"\0\t\n\f\r "
# As qpdf writes names back, escapes undone.
PROGRAM = re.compile(rb"/(JavaScript|JS|Launch|RichMedia|EmbeddedFile)(?![^\s/()<>\[\]{}%])")
NAMES = frozenset({"/JavaScript", "/JS", "/Launch", "/RichMedia", "/EmbeddedFile"})
DEEPEST = 100


def read(sent: Path, kept: Path, *_options: int) -> str:
    """Raises Fault."""
    data = sent.read_bytes()
    if not data.lstrip(WHITE).startswith(b"%PDF-") or not data.rstrip(WHITE).endswith(b"%%EOF"):
        raise Fault("broken_pdf")
    del data
    try:
        _read(sent, kept)
    except pikepdf.PasswordError:
        raise Fault("locked_file") from None
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, RuntimeError, TypeError):
        raise Fault("broken_pdf") from None
    return "pdf"


def _read(sent: Path, kept: Path) -> None:
    pdf, repaired = _opened(sent)
    with pdf:
        if not len(pdf.pages):
            raise Fault("broken_pdf")
        lost = False
        for each in pdf.objects:
            if not isinstance(each, pikepdf.Object):  # a number, a truth, or what could not be unpacked
                lost = lost or each is None
                continue
            dictionary = each.stream_dict if isinstance(each, pikepdf.Stream) else each
            if PROGRAM.search(dictionary.unparse(resolved=True)) and _holds_program(dictionary, DEEPEST):
                raise Fault("active_pdf")
        warned = bool(pdf.get_warnings())
        if lost and warned:
            raise Fault("broken_pdf")
        if repaired or warned:
            pdf.remove_unreferenced_resources()
            pdf.save(kept)


def _opened(sent: Path) -> tuple[pikepdf.Pdf, bool]:
    try:
        return pikepdf.open(sent, attempt_recovery=False, suppress_warnings=True), False
    except pikepdf.PasswordError:
        raise
    except pikepdf.PdfError:
        return pikepdf.open(sent, suppress_warnings=True), True


def _holds_program(each: pikepdf.Object, deep: int) -> bool:
    """In a name, not in the words of a text; what it refers to is looked at by itself."""
    if isinstance(each, pikepdf.Name):
        return str(each) in NAMES
    if not deep:
        return True  # no honest file is folded so deep around such a word
    if isinstance(each, pikepdf.Dictionary):
        values = [value for key, value in each.items() if key in NAMES or _is_inside(value)]
        return any(key in NAMES for key in each.keys()) or any(_holds_program(value, deep - 1) for value in values)  # noqa: SIM118  not a dict
    if isinstance(each, pikepdf.Array):
        return any(_holds_program(value, deep - 1) for value in each if _is_inside(value))
    return False


def _is_inside(value: object) -> bool:
    return isinstance(value, pikepdf.Object) and not value.is_indirect
