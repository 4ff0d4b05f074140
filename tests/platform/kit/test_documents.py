"""Documents to print: PDF/UA files made of JSON, whatever letters people have typed."""

from datetime import UTC, datetime, timedelta

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from eclore.kit import clock, documents

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
TEMPLATE = """#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(lang: "fr")
= #data.title
#for line in data.lines [ #line ]
"""


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    (tmp_path / "letter.typ").write_text(TEMPLATE)
    monkeypatch.setattr(documents, "FOLDER", tmp_path)


def letter(*lines, at=NOON):
    return documents.pdf("letter", {"title": "Une idée", "lines": lines}, at=at)


def test_a_document_is_a_tagged_pdf_that_says_its_standard():
    made = letter("Bonjour.")
    assert made.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in made
    assert b"pdfuaid:part" in made


def test_the_same_data_at_the_same_moment_make_the_same_bytes():
    assert letter("Bonjour.") == letter("Bonjour.") != letter("Bonsoir.")
    assert letter("Bonjour.") != letter("Bonjour.", at=NOON + timedelta(days=1))


def test_a_document_is_dated_by_the_one_clock():
    with clock.at(NOON):
        assert letter("Bonjour.", at=None) == letter("Bonjour.")


@pytest.mark.parametrize(
    "line", ["漢字", "🎉", "\u0000\u0007", "e\u0301", "a\u202fb", "\u2028", "\ufdd0", "ʼn\u0300\u0301"]
)
def test_letters_that_no_font_draws_stop_nothing(line):
    assert letter(line).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("Éclore – « œuf » à 3 €", "Éclore – « œuf » à 3 €"),
        ("e\u0301te\u0301", "été"),
        ("a\u202fb\u2028c", "a b c"),
        ("a\u0000\u200bb\u0301", "ab"),
        ("🎉", "[U+1F389]"),
        ("漢", "[U+6F22]"),
    ],
)
def test_a_letter_is_drawn_or_named(typed, drawn):
    assert documents._drawable({"in": [typed, (typed,)], "n": 3}) == {"in": [drawn, [drawn]], "n": 3}


@given(st.text(max_size=60))
def test_whatever_is_typed_is_made_of_letters_that_may_be_drawn(text):
    drawn = documents._drawable(text)
    assert all(documents.DRAWN.match(letter) for letter in drawn)
    assert documents._drawable(drawn) == drawn


@pytest.mark.parametrize(
    "line", ["Ελλάδα Жизнь", "العربية", "עברית", "हिन्दी", "தமிழ்", "తెలుగు", "ไทย", "ខ្មែរ", "Tiếng Việt"]
)
def test_the_scripts_of_people_who_live_here_are_drawn(line, monkeypatch):
    monkeypatch.setattr(documents, "MOST_REFUSED", 1)

    assert documents._drawable(line) == line
    assert letter(line).startswith(b"%PDF")


def test_every_letter_that_is_said_to_be_drawn_is(monkeypatch):
    monkeypatch.setattr(documents, "MOST_REFUSED", 1)
    drawn = [chr(code) for code in range(0x10000) if documents.DRAWN.match(chr(code))]

    assert len(drawn) > 1500
    assert letter(" ".join(drawn)).startswith(b"%PDF")


def test_a_mistake_in_a_template_is_an_error():
    with pytest.raises(typst.TypstError, match="lines"):
        documents.pdf("letter", {"title": "Une idée"}, at=NOON)
