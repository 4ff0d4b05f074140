"""French typography set when compiling, libraries in the words of the project, English that lacks nothing."""

import gettext
import re

import pytest
from babel.messages.pofile import read_po

from eclore.config import catalogues

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


@pytest.fixture(scope="module")
def english():
    return catalogues.merged()


def test_every_text_has_its_english(english):
    assert catalogues.untranslated(english) == []


def test_an_english_text_keeps_what_will_be_filled_in(english):
    wrong = [message.id for message in english if message.id and not _same_places(message)]
    assert wrong == []


def _same_places(message):
    wanted = message.id if isinstance(message.id, tuple) else (message.id,)
    given = message.string if isinstance(message.string, tuple) else (message.string,)
    return set(PLACEHOLDER.findall(wanted[-1])) == set(PLACEHOLDER.findall(given[-1]))


def test_french_is_compiled_with_its_typography(tmp_path):
    catalogues.compile_french(tmp_path)

    assert "d’".encode() in (tmp_path / "fr/LC_MESSAGES/django.mo").read_bytes()


def test_what_libraries_say_is_said_in_the_words_of_the_system(tmp_path):
    catalogues.compile_french(tmp_path)
    with (tmp_path / "fr/LC_MESSAGES/django.mo").open("rb") as file:
        french = gettext.GNUTranslations(file)

    assert french.gettext("Security Keys") == "Clés d’accès"
    assert french.gettext("Remove Security Key") == "Retirer cette clé\u00a0?"
    assert "'" not in french.gettext(
        "You cannot generate recovery codes without having two-factor authentication enabled."
    )


def test_what_the_system_says_instead_is_still_asked_by_the_library():
    """Else an upgrade would bring the library's own words back, in silence."""
    ours, theirs = (
        {message.id: message for message in _messages(path)} for path in (catalogues.LIBRARIES, catalogues.ALLAUTH)
    )

    assert sorted(str(asked) for asked in ours.keys() - theirs.keys()) == []
    assert [asked for asked, message in ours.items() if not message.string] == []


def _messages(path):
    with path.open("rb") as file:
        return [message for message in read_po(file, locale="fr") if message.id]
