"""What pages cost: the document has the table that `make bench` writes, with its columns and its pages."""

import json

import pytest

from tests.bench import report
from tests.bench.measure import Measure
from tests.bench.pages import national_pages, pages_of
from tests.docs import reading

DOCUMENT = "docs/performance.md"


def measured(name: str = "Board", **figures: float) -> Measure:
    return Measure(name=name, status=200, is_measured=True, **figures)


def test_the_document_holds_the_table_of_the_bench():
    text = reading.text_of(DOCUMENT)
    rows = [line.strip("| ").split(" | ") for line in text.partition(report.BEGIN)[2].splitlines() if line[:2] == "| "]
    names = {page.name for page in [*pages_of("somme"), *national_pages()]}

    assert tuple(rows[0]) == report.HEADERS
    assert {row[0] for row in rows[2:]} <= names
    assert report.put_into(text, "New").count("| --- |") == text.count("| --- |") - 1


def test_a_document_without_a_place_is_refused():
    with pytest.raises(AssertionError, match="no place for the table"):
        report.put_into("Nothing", "New")


def test_a_line_compares_with_the_large_season_the_other_serving_and_the_last_run(tmp_path):
    path = tmp_path / "kept" / "bench.json"
    before, other = measured(application=30, database=10), measured("Other", application=1)
    report.save(path, report.lines([before, other], {}, report.kept(path)), ideas=500)
    now, large = measured(application=15, database=5), measured(application=16, database=5)
    sync = {"Board": measured(application=11, database=6)}
    (line,) = report.lines([now], {"Board": large}, report.kept(path), sync)
    report.save(path, [line], ideas=500)

    assert (line.change, round(line.growth, 3)) == (0.5, 0.05)
    assert [
        cell for cell in report.markdown([line]).splitlines()[2].split(" | ") if cell in {"+5%", "0.50", "17.0"}
    ] == ["+5%", "17.0", "0.50"]
    assert {page["name"]: page["cpu"] for page in json.loads(path.read_text())["pages"]} == {"Board": 20, "Other": 1}
