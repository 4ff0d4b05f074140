"""What leaves for a spreadsheet is data, never a formula."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from eclore.kit import exports

HEADERS = ["Titre", "Nombre", "Jour"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+33 1", "-2", "@SUM(A1)", "\tx", "\rx", "＝1+1", "＠x", " =1+1", "\ufeff=1+1", "\u200b @x"]
)
def test_a_csv_cell_cannot_begin_a_formula(text):
    line = exports.semicolons(["Titre"], [[text]]).decode("utf-8-sig")

    assert line.removeprefix("Titre\r\n").lstrip('"').startswith("'")


@pytest.mark.parametrize("unseen", "\u00ad\u200c\u200e\u202e\u2009\u202f\u3000\u2028\u034f\ufe0f\ue000")
@pytest.mark.parametrize("begins", "=+-@＝﹦−")
def test_what_does_not_show_hides_no_formula(unseen, begins):
    line = exports.semicolons(["Titre"], [[f"{unseen}{begins}1"]]).decode("utf-8-sig")

    assert line == f"Titre\r\n'{unseen}{begins}1\r\n"


def test_a_header_that_somebody_has_written_is_no_formula_either():
    assert exports.semicolons(["=1+1", "Titre"], []).decode("utf-8-sig") == "'=1+1;Titre\r\n"


def test_a_csv_opens_in_a_french_spreadsheet():
    content = exports.semicolons(HEADERS, [['Été; "hiver"', Decimal("-1.5"), date(2026, 11, 2)], [None, 3, None]])

    assert content.decode("utf-8-sig") == ('Titre;Nombre;Jour\r\n"Été; ""hiver""";-1,5;02/11/2026\r\n;3;\r\n')
    assert content.startswith(b"\xef\xbb\xbf")


def test_a_workbook_keeps_numbers_and_holds_no_formula():
    content = exports.xlsx(HEADERS, [["=1+1\x07", 3, date(2026, 11, 2)]], title="Été [2026]: idées/équipes")
    book = zipfile.ZipFile(io.BytesIO(content))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert "<f>" not in sheet and "<v>3</v>" in sheet
    assert "=1+1" in book.read("xl/sharedStrings.xml").decode()
    assert "Été 2026 idéeséquipes" in book.read("xl/workbook.xml").decode()


def test_an_empty_workbook_opens():
    assert zipfile.ZipFile(io.BytesIO(exports.xlsx(HEADERS, [], title=""))).testzip() is None


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("🌱" * 40, "🌱" * 15),
        ("a" + "🌱" * 40, "a" + "🌱" * 15),
        ("Idées [2026] : tout/rien", "Idées 2026  toutrien"),
        ("a" * 40, "a" * 31),
        ("?*", "Feuille"),
    ],
)
def test_a_sheet_has_a_name_that_spreadsheets_accept(title, named):
    """In units of UTF-16: a call named with emoji answered 500."""
    book = zipfile.ZipFile(io.BytesIO(exports.xlsx(HEADERS, [["x", 1, None]], title=title)))

    assert f'name="{named}"' in book.read("xl/workbook.xml").decode()
