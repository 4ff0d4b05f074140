"""Documents to keep or to print: a typst template and its data make a tagged PDF/UA-1 file, without system fonts."""

import importlib.util
import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

from eclore.kit import clock

FOLDER = Path(__file__).resolve().parents[3] / "templates" / "documents"
STANDARD: Literal["ua-1"] = "ua-1"
# Packages of one font each (SIL Open Font License), for the scripts that typst's own fonts do not draw.
FONTS = (
    "fontpkg_noto_sans",
    "fontpkg_noto_sans_arabic",
    "fontpkg_heebo",
    "fontpkg_noto_sans_devanagari",
    "fontpkg_noto_sans_tamil",
    "fontpkg_noto_sans_telugu",
    "fontpkg_noto_sans_thai",
    "fontpkg_noto_sans_khmer",
)
# PDF/UA refuses a letter that its fonts cannot draw. These are drawn; another one shows as its number in brackets.
DRAWN = re.compile(
    r"[\t\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f\u0370-\u0373\u0386-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u1e00-\u1eff\u2010-\u2027\u2030-\u203a\u20ac"
    r"\u05d0-\u05ea\u060c\u061b\u061f\u0620-\u063f\u0641-\u0652\u0660-\u0669\u0671-\u06d3\u06f0-\u06f9"
    r"\u0901-\u0939\u093c-\u094d\u0950\u0958-\u0963\u0966-\u096f"
    r"\u0b85-\u0b8a\u0b8e-\u0b90\u0b92-\u0b95\u0bae-\u0bb9\u0bbe-\u0bc2\u0bc6-\u0bc8\u0bca-\u0bcd\u0be6-\u0bef"
    r"\u0b99\u0b9a\u0b9c\u0b9e\u0b9f\u0ba3\u0ba4\u0ba8-\u0baa"
    r"\u0c05-\u0c0c\u0c0e-\u0c10\u0c12-\u0c28\u0c2a-\u0c39\u0c3e-\u0c44\u0c46-\u0c48\u0c4a-\u0c4d\u0c66-\u0c6f"
    r"\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u1780-\u17a2\u17a5-\u17b3\u17b6-\u17d3\u17e0-\u17e9]"
)
REFUSED = re.compile(r'the text `?"(.+?)"`? could not be displayed', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")  # how an error writes what does not show
MOST_REFUSED = 40


def pdf(template: str, data: Mapping[str, Any], *, at: datetime | None = None) -> bytes:
    """`templates/documents/<template>.typ` filled with `data`, as JSON holds it; the same bytes at the same moment."""
    import typst  # noqa: PLC0415  7 MiB of each web process, for the few that ever draw a document

    text = json.dumps(_drawable(data), ensure_ascii=False, default=str)
    for _attempt in range(MOST_REFUSED):
        try:
            return _compiled(template, text, at or clock.now())
        except typst.TypstError as error:
            refused = REFUSED.search(str(error))
            if refused is None:
                raise
            for letter in set(ESCAPED.sub(lambda found: chr(int(found[1], 16)), refused[1])):
                text = text.replace(letter, "?")
    raise ValueError("too many letters that no font of ours can draw")


def _compiled(template: str, text: str, moment: datetime) -> bytes:
    import typst  # noqa: PLC0415  as above

    return bytes(
        typst.compile(
            FOLDER / f"{template}.typ",
            root=FOLDER,
            sys_inputs={"data": text},
            pdf_standards=STANDARD,
            ignore_system_fonts=True,
            font_paths=_font_paths(),
            timestamp=int(moment.timestamp()),
        )
    )


@cache
def _font_paths() -> list[Path]:
    """Where the packages keep their fonts."""
    found = (importlib.util.find_spec(name) for name in FONTS)
    return [Path(spec.origin).parent / "files" for spec in found if spec and spec.origin]


def _drawable(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(map(_drawn, unicodedata.normalize("NFC", value)))
    if isinstance(value, Mapping):
        return {key: _drawable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_drawable(each) for each in value]
    return value


def _drawn(letter: str) -> str:
    if DRAWN.match(letter):
        return letter
    if unicodedata.category(letter) in ("Zs", "Zl", "Zp"):
        return " "
    if unicodedata.category(letter)[0] in "CM":  # controls, and marks that no letter has taken
        return ""
    return f"[U+{ord(letter):04X}]"
