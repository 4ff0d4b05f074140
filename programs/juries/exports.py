"""Results as a spreadsheet: the ranking, one line a passage, never a member's own marks."""

from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from programs.juries import scoring
from programs.juries.results import Results

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(results: Results) -> HttpResponse:
    """The same, as a file named after the jury."""
    response = HttpResponse(results_workbook(results), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="resultats-{slugify(results.jury.title)[:60]}.xlsx"'
    return response


def results_workbook(results: Results) -> bytes:
    """An XLSX of the ranking as shown to whoever asked: dossiers they have stepped aside from are not in it."""
    import xlsxwriter  # noqa: PLC0415  8 MiB of each web process, for the few that ever write a spreadsheet

    output = BytesIO()
    with xlsxwriter.Workbook(
        output, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet(_("Résultats"))
        bold, figures = book.add_format({"bold": True}), book.add_format({"num_format": "0.00"})
        for column, title in enumerate(_headers(results)):
            sheet.write_string(0, column, title, bold)
        for line, row in enumerate(results.rows, start=1):
            for column, value in enumerate(_cells(results, row)):
                _write(sheet, line, column, value, figures)
        sheet.freeze_panes(1, 2)
        sheet.set_column(1, 1, 40)
    return output.getvalue()


def _headers(results: Results) -> list[str]:
    labels = [criterion.label for criterion in results.marked]
    return [
        _("Rang"),
        _("Passage"),
        _("Nature"),
        _("Moyenne"),
        _("Bulletins"),
        _("Papier"),
        _("Attendus"),
        *labels,
        _("Décision"),
    ]


def _cells(results: Results, row: Any) -> list[Any]:
    means = [row.score.criteria.get(criterion.pk) for criterion in results.marked]
    return [
        row.rank,
        row.passage.title,
        row.passage.get_kind_display(),
        _figure(row.score.mean),
        row.score.ballots,
        row.passage.paper_count,
        row.score.expected,
        *(_figure(mean) for mean in means),
        row.decision.verdict_label if row.decision else "",
    ]


def _figure(mean: Any) -> float | None:
    return None if mean is None else float(scoring.rounded(mean))


def _write(sheet: Any, line: int, column: int, value: Any, figures: Any) -> None:
    if isinstance(value, float):
        sheet.write_number(line, column, value, figures)
    elif isinstance(value, int):
        sheet.write_number(line, column, value)
    elif value:
        sheet.write_string(line, column, str(value))
