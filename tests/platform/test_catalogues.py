"""French typography set when compiling, and an English catalogue that lacks nothing."""

import re

import pytest

from eclore import catalogues

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("l'idée d'une équipe", "l’idée d’une équipe"),
        ("Où en est-il ?", "Où en est-il\u00a0?"),
        ("L'état : « %(state)s » ; suite", "L’état\u00a0: «\u00a0%(state)s\u00a0»\u00a0; suite"),
        ("https://exemple.fr à 18:00", "https://exemple.fr à 18:00"),
    ],
)
def test_a_text_is_set_as_french_printers_do(written, printed):
    assert catalogues.typeset(written) == printed


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
