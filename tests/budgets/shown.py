"""How many rows an answer shows, read from the answer itself.

- A page: its table rows (`tr`), list items (`li`), terms that are told (`dt`) and choices of its forms (`option`).
- What a program receives: the objects of its JSON, wherever they are.
- A file: the lines of a CSV, the rows of a spreadsheet, the lines of text of a PDF.

Anything else shows nothing.
"""

import csv
import io
import json
import re
from typing import Any

from openpyxl import load_workbook
from pypdf import PdfReader

from eclore.kit.exports import PDF, TYPES, XLSX

ROW = re.compile(rb"<(?:tr|li|dt|option)\b")


def rows_shown(kind: str, content: bytes) -> int:
    """`kind` is the answer's Content-Type; `content` is not packed."""
    if kind.startswith("text/html"):
        return len(ROW.findall(content))
    if kind.startswith(("application/json", "application/problem+json")):
        return _objects(json.loads(content))
    return rows_written(kind, content) or 0


def rows_written(kind: str, content: bytes) -> int | None:
    """Of a file that somebody takes away; None for anything else."""
    if kind.startswith("text/csv"):
        return sum(1 for _line in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    if kind == TYPES[XLSX]:
        return sum(len(list(sheet.rows)) for sheet in load_workbook(io.BytesIO(content), read_only=True))
    if kind == TYPES[PDF]:
        return sum(len(page.extract_text().splitlines()) for page in PdfReader(io.BytesIO(content)).pages)
    return None


def _objects(said: Any) -> int:
    if isinstance(said, dict):
        return 1 + sum(map(_objects, said.values()))
    return sum(map(_objects, said)) if isinstance(said, list) else 0
