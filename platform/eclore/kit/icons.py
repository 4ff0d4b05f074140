"""Our own drawings, 20 units wide, drawn with a line. Words come first: an icon never stands alone."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

PATHS = {
    "alert": "M10 2.5 18.5 17h-17zM10 8v4M10 14.6v.1",
    "arrow": "M4 10h12M11 5l5 5-5 5",
    "back": "M16 10H4M9 5l-5 5 5 5",
    "calendar": "M3 5h14v12H3zM3 9h14M7 3v4M13 3v4",
    "check": "M4 10.5 8 15l8-10",
    "clock": "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15M10 6v4l3 2",
    "close": "M5 5l10 10M15 5 5 15",
    "down": "M5 8l5 5 5-5",
    "download": "M10 3v10M6 9.5l4 4 4-4M4 17h12",
    "external": "M8 4H4v12h12v-4M11 4h5v5M16 4l-7 7",
    "file": "M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5",
    "info": "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15M10 9v5M10 6.2v.1",
    "lock": "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
    "menu": "M3 6h14M3 10h14M3 14h14",
    "people": (
        "M7 9a2.8 2.8 0 1 0 0-5.6A2.8 2.8 0 0 0 7 9M2 16.5c0-3 2.2-5 5-5s5 2 5 5M13 9a2.4 2.4 0 1 0 0-4.8"
        "M14.5 11.8c2 .5 3.5 2.2 3.5 4.7"
    ),
    "plus": "M10 4v12M4 10h12",
    "search": "M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M13 13l4 4",
    "up": "M5 12l5-5 5 5",
}

_DRAWN = {
    name: mark_safe(  # noqa: S308 - constants of this file
        f'<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path d="{path}"/></svg>'
    )
    for name, path in PATHS.items()
}


def icon(name: str) -> SafeString:
    """The inline SVG; raises KeyError for a drawing we do not have."""
    return _DRAWN[name]


def initials(name: str) -> SafeString:
    """Two letters standing for a person whose name is written beside."""
    words = name.replace("-", " ").split()
    letters = "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()
    return format_html('<span class="initials" aria-hidden="true">{}</span>', letters or "?")
