"""Translations without gettext's own tools: extraction, merge and compilation with Babel.

French is written in the source; English is translated in `locale/en`. French typography (apostrophes, narrow
places where a line must not break) is applied when catalogues are compiled, so that nobody types it by hand.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import allauth
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from eclore.kit.typography import typeset

ROOT = Path(__file__).resolve().parents[3]
SOURCES = ("platform", "tenants", "programs", "api", "templates")
LIBRARIES = ROOT / "platform/eclore/locale/fr/libraries.po"
ALLAUTH = Path(allauth.__file__).parent / "locale/fr/LC_MESSAGES/django.po"
ENGLISH = ROOT / "platform/eclore/locale/en/LC_MESSAGES/django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Found = tuple[str, str | tuple[str, ...], str | None]


def extracted() -> Catalog:
    """Every string of the code and the templates, with the files where it stands."""
    catalogue = Catalog(locale="en", charset="utf-8", fuzzy=False)
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            for place, text, context in _strings(path):
                catalogue.add(text, locations=[(place, 0)], context=context)
    return catalogue


def merged() -> Catalog:
    """The English catalogue, brought up to the code: new strings are empty, gone ones are dropped."""
    catalogue = _read(ENGLISH)
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def save(catalogue: Catalog) -> None:
    """Write the English catalogue, sorted, without line numbers: changes stay readable."""
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    catalogue.header_comment = (
        "# English texts of Éclore, AGPL-3.0-or-later. Brought up to the code by `manage.py catalogue update`."
    )
    catalogue.project, catalogue.version = "Éclore", "1"
    catalogue.last_translator, catalogue.language_team = "Éclore", "Éclore"
    catalogue.msgid_bugs_address = ""
    with ENGLISH.open("wb") as file:
        write_po(file, catalogue, sort_output=True, no_location=True, width=110, omit_header=False)


def untranslated(catalogue: Catalog) -> list[str]:
    """The French strings that have no English."""
    return [str(message.id) for message in catalogue if message.id and not _complete(message)]


def compile_english() -> None:
    """`locale/en/LC_MESSAGES/django.mo`."""
    _write_mo(ENGLISH.with_suffix(".mo"), _read(ENGLISH))


def compile_french(folder: Path) -> None:
    """`folder/fr/LC_MESSAGES/django.mo`: the source strings and those of libraries, with their typography."""
    french = Catalog(locale="fr", charset="utf-8", fuzzy=False)
    for message in _libraries():
        french.add(message.id, _set_right(message.string or ""), context=message.context)
    for message in extracted():
        if message.id:
            french.add(message.id, _set_right(message.id), context=message.context)
    _write_mo(folder / "fr/LC_MESSAGES/django.mo", french)


def _libraries() -> Iterator[Message]:
    """What the system says in the stead of allauth, then the rest of what allauth says: the first text is kept."""
    for path in (LIBRARIES, ALLAUTH):
        yield from (message for message in _read(path) if message.id and _complete(message))


def _set_right(text: str | Sequence[str]) -> str | tuple[str, ...]:
    return typeset(text) if isinstance(text, str) else tuple(typeset(each) for each in text)


def _complete(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def _read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="en", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="en")


def _write_mo(path: Path, catalogue: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)


def _strings(path: Path) -> Iterator[Found]:
    if path.suffix not in {".py", ".html", ".txt"} or not path.is_file():
        return
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        if "{%" not in source and "{{" not in source:
            return
        source = "\n".join(line.strip() for line in templatize(source).splitlines())
    name = path.relative_to(ROOT).as_posix()
    for _line, text, _comments, context in extract("python", BytesIO(source.encode()), keywords=KEYWORDS):
        yield name, text, context
