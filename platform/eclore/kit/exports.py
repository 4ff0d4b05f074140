"""Files that leave: tables for a spreadsheet, where a cell is data and never a formula, and whatever is downloaded."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, dropwhile
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

XLSX, CSV, PDF = "xlsx", "csv", "pdf"
TABLES = (XLSX, CSV)
TYPES = {
    PDF: "application/pdf",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
}
# What a spreadsheet reads as the beginning of a formula (OWASP, CSV injection), in full width and small letters too.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "−")
# Categories of letters that some spreadsheets drop before they look: spaces, controls, and those that show nothing.
_UNSEEN = ("Z", "C", "M")
LONGEST_CELL = 32_767
LONGEST_SHEET = 31
WIDEST, NARROWEST = 60, 8


def xlsx(headers: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str) -> bytes:
    """One sheet with a frozen, filtered header; numbers and dates keep their type, text stays text."""
    import xlsxwriter  # noqa: PLC0415  8 MiB of each web process, for the few that ever write a spreadsheet

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "remove_timezone": True})
    sheet = book.add_worksheet(_sheet_name(title))
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    widths = [len(header) + 4 for header in headers]
    for column, header in enumerate(headers):
        sheet.write_string(0, column, header, bold)
    last = 0
    for last, row in enumerate(rows, start=1):  # noqa: B007  the number of rows is used after the loop
        for column, value in enumerate(row):
            _write(sheet, last, column, value, day, wrapped)
            widths[column] = max(widths[column], min(len(str(value or "")) + 2, WIDEST))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, max(width, NARROWEST))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, max(len(headers) - 1, 0))
    book.close()
    return stream.getvalue()


def semicolons(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A CSV that French spreadsheets open as it is: semicolons, UTF-8 with its mark, decimal commas, harmless cells."""
    return b"".join(semicolon_lines(headers, rows))


def semicolon_lines(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """The same, line by line, for what is too long to be held whole."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    encoding = "utf-8-sig"
    for row in chain([headers], rows):
        writer.writerow([_harmless(value) for value in row])
        yield stream.getvalue().encode(encoding)
        stream.seek(stream.truncate(0))
        encoding = "utf-8"


def attachment(content: bytes, *, name: str, kind: str) -> HttpResponse:
    """A file to download; `name` without its extension, in plain ASCII."""
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response


def _write(sheet: Any, row: int, column: int, value: Any, day: Any, wrapped: Any) -> None:
    if isinstance(value, bool) or value is None:
        sheet.write_string(row, column, "" if value is None else str(value))
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, float(value))
    elif isinstance(value, datetime | date):
        sheet.write_datetime(row, column, _naive(value), day)
    else:
        sheet.write_string(row, column, _text(value)[:LONGEST_CELL], wrapped)


def _harmless(value: Any) -> Any:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return str(value).replace(".", ",")
    if isinstance(value, datetime | date):
        return _naive(value).strftime("%d/%m/%Y")
    text = _text(value)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) or _seen(text).startswith(STARTS_A_FORMULA) else text


def _seen(text: str) -> str:
    """From its first letter that shows."""
    return "".join(dropwhile(lambda letter: unicodedata.category(letter)[0] in _UNSEEN, text))


def _naive(value: date) -> date:
    return timezone.localtime(value).replace(tzinfo=None) if isinstance(value, datetime) else value


def _text(value: Any) -> str:
    """Without the control characters that a workbook cannot hold."""
    text = "" if value is None else str(value)
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n\r")


def _sheet_name(title: str) -> str:
    """At most LONGEST_SHEET units of UTF-16, as spreadsheets count them: an emoji is two, and is never cut in half."""
    name = _text("".join(letter for letter in title if letter not in "[]:*?/\\'"))
    units = name.encode("utf-16-le", "replace")[: 2 * LONGEST_SHEET]
    return units.decode("utf-16-le", "ignore").strip() or "Feuille"
