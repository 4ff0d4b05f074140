"""Every text of a territory begins as a formula: no cell of any export is one."""

import csv
import io
import re

import pytest
from django.conf import settings
from django.core.cache import cache
from openpyxl import load_workbook

from tenants.territories import sites
from tests.budgets import season
from tests.budgets.addresses import all_addresses
from tests.isolation import canaries
from tests.support import databases
from tests.support.personas import browser

EXPORT = re.compile(r"[.](csv|xlsx|<slug:kind>|<str:kind>)$")
FORMULA = re.compile(r"\s*[=+\-@]")
WHO = {"territory": ("manager", "president"), "national": ("team", "president")}


@pytest.fixture
def poisoned(own_database, django_db_blocker, monkeypatch):
    """A season whose texts are formulas, wherever the catalogue says there is a text."""
    innocent = canaries.canary
    monkeypatch.setattr(canaries, "canary", lambda length=None: "=" + innocent(length and length - 1))
    with django_db_blocker.unblock(), databases.copied(f"{own_database}_formulas") as name:
        with databases.pointed_at(name):
            season.grow(season.ONE, season.ONE_TOGETHER, neighbours=1)
        with canaries.filled(name, season.SLUG), databases.pointed_at(name):
            sites.forget()
            yield
    cache.clear()


def exports():
    """(kind of host, path) of every export, as CSV and as a workbook where there are both."""
    for address in all_addresses():
        if address.kind in WHO and EXPORT.search(address.route) and "mes-donnees" not in address.route:
            for path in dict.fromkeys(address.path(things) for things in season.identifiers_of(address.kind)):
                both = ("csv", "xlsx") if address.route.endswith(">") else (path.rpartition(".")[2],)
                yield from ((address.kind, address.route, f"{path.rpartition('.')[0]}.{kind}") for kind in both)


def cells_of(content, path):
    """(text, whether a spreadsheet would compute it) of each cell."""
    if path.endswith(".csv"):
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
        return [(cell, bool(FORMULA.match(cell)) and not is_number(cell)) for row in rows for cell in row]
    book = load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return [(str(cell.value), cell.data_type == "f" or cell.hyperlink is not None) for cell in cells]


def is_number(cell):
    return re.fullmatch(r"-?\d+([.,]\d+)?", cell) is not None


@pytest.mark.slow
def test_no_cell_of_any_export_is_a_formula(poisoned):
    computed, kept, read = [], {}, set()
    places = {"territory": f"{season.SLUG}.{settings.BASE_HOST}", "national": settings.BASE_HOST}
    for kind, route, path in exports():
        for who in WHO[kind]:
            answer = browser(sites.find(places[kind]), season.PEOPLE[kind][who]).get(path)
            if answer.status_code != 200:
                continue
            read.add((kind, route))
            for text, is_computed in cells_of(answer.content, path):
                if is_computed:
                    computed.append((path, text))
                if f"={canaries.MARK}" in text:
                    kept.setdefault((kind, route), text)

    assert computed == []
    assert {(kind, route) for kind, route, _path in exports()} - read == set()
    # whatever holds words of people holds formulas that stayed words
    assert {route for _kind, route in kept} >= {
        "appels/<uuid:pk>/export.<str:kind>",
        "journal-audit.csv",
        "journal-audit.xlsx",
        "jurys/<uuid:pk>/resultats.xlsx",
    }
