"""What people call their files: kept to be shown, never to find a file or to decide what it is."""

import re
import unicodedata

from django.utils.translation import gettext as _

LONGEST = 120
# What no system likes in a name; controls and direction marks are taken out by their category.
AWKWARD = re.compile(r'[<>:"|?*\\/;%]')
SPACES = re.compile(r"\s+")
EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def tidied(name: str, extension: str) -> str:
    """The last part of a path, in plain characters, ending as what the file is: "Budget prévisionnel.pdf"."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    shown = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in last)
    stem = AWKWARD.sub(" ", EXTENSION.sub("", shown.strip()))
    stem = SPACES.sub(" ", stem).strip(" .")[: LONGEST - len(extension) - 1].strip(" .")
    return f"{stem or _('document')}.{extension}"
