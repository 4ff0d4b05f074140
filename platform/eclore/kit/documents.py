"""Documents to keep or to print: a typst template and its data make a tagged PDF/UA-1 file, without system fonts."""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import typst

from eclore.kit import clock

FOLDER = Path(__file__).resolve().parents[3] / "templates" / "documents"
STANDARD: Literal["ua-1"] = "ua-1"
# PDF/UA refuses a letter that its fonts cannot draw. These are drawn; another one shows as its name in brackets.
DRAWN = re.compile(
    r"[\t\n\u0020-\u024f\u0370-\u0373\u0386-\u03ce\u0400-\u045f\u1e00-\u1eff\u2010-\u2027\u2030-\u203a\u20ac]"
)
REFUSED = re.compile(r'the text `?"(.+?)"`? could not be displayed', re.DOTALL)
MOST_REFUSED = 40


def pdf(template: str, data: Mapping[str, Any], *, at: datetime | None = None) -> bytes:
    """`templates/documents/<template>.typ` filled with `data`, as JSON holds it; the same bytes at the same moment."""
    text = json.dumps(_drawable(data), ensure_ascii=False, default=str)
    for _attempt in range(MOST_REFUSED):
        try:
            return _compiled(template, text, at or clock.now())
        except typst.TypstError as error:
            refused = REFUSED.search(str(error))
            if refused is None:
                raise
            for letter in set(refused[1]):
                text = text.replace(letter, "?")
    raise ValueError("too many letters that no font of ours can draw")


def _compiled(template: str, text: str, moment: datetime) -> bytes:
    return bytes(
        typst.compile(
            FOLDER / f"{template}.typ",
            root=FOLDER,
            sys_inputs={"data": text},
            pdf_standards=STANDARD,
            ignore_system_fonts=True,
            timestamp=int(moment.timestamp()),
        )
    )


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
    return f"[{unicodedata.name(letter, f'U+{ord(letter):04X}').lower()}]"
