"""The pieces that charts are drawn with."""

import pytest
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from eclore.kit.charts import svg
from eclore.kit.charts.rows import LONGEST_NAME, NARROW, WIDE, Layout


@pytest.mark.parametrize(
    ("share", "written"), [(0, "0%"), (100, "100%"), (46.666, "46.67%"), (12.50, "12.5%"), (10, "10%"), (0.004, "0%")]
)
def test_a_share_has_two_decimals_at_most(share, written):
    assert svg.percent(share) == written


def test_a_text_is_placed_and_escaped():
    assert svg.text("<b>", 12.5, 14) == '<text x="12.5%" y="14">&lt;b&gt;</text>'
    assert svg.text("3", 100, 14.5, "chart-end") == '<text x="100%" y="14.5" class="chart-end">3</text>'


@pytest.mark.parametrize(
    ("width", "shown"),
    [(50, "50%"), (0.1, "0.6%"), (0, "0%"), (-3, "0%")],
    ids=["long", "a sliver", "none", "below zero"],
)
def test_a_bar_that_stands_for_something_is_seen(width, shown):
    assert svg.bar(4, width, "chart-bar") == (
        f'<rect x="0%" y="4" width="{shown}" height="12" rx="6" class="chart-bar"/>'
    )


def test_the_corners_of_a_low_bar_are_half_its_height():
    assert svg.bar(4, 50, "b", x=30, height=8) == '<rect x="30%" y="4" width="50%" height="8" rx="4" class="b"/>'


def test_pieces_are_joined_as_they_are():
    assert svg.join([mark_safe("<a/>"), SafeString("<b/>")]) == "<a/><b/>"
    assert svg.join([]) == ""


@pytest.mark.parametrize(
    ("value", "decimals", "french", "english"),
    [(1234, 0, "1\u202f234", "1,234"), (4.44, 1, "4,4", "4.4"), (4, 2, "4,00", "4.00"), (-0.5, 1, "-0,5", "-0.5")],
)
def test_a_figure_is_written_in_the_language_of_the_page(value, decimals, french, english):
    written = {}
    for language in ("fr", "en"):
        with translation.override(language):
            written[language] = svg.number(value, decimals).replace("\u00a0", "\u202f")
    assert written == {"fr": french, "en": english}


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(7, 15, "47\u00a0%"), (0, 3, "0\u00a0%"), (4, 2, "200\u00a0%"), (1, 0, "–")]
)
def test_a_share_of_nothing_is_a_dash(part, whole, said):
    assert svg.share(part, whole) == said


@pytest.mark.parametrize(("inside", "narrow", "wide"), [(0, 0, 30), (50, 50, 53.5), (100, 100, 77)])
def test_a_plot_takes_its_share_of_the_drawing(inside, narrow, wide):
    assert (NARROW.across(inside), WIDE.across(inside)) == (narrow, wide)


ROW = Layout(pitch=40, words=16, middle=30, left=0, width=100, ends=(60, 90))


def test_a_row_has_its_name_and_its_figures_the_last_at_the_right():
    assert ROW.row(2, "Allo 80", ("4,4", "97 %"), top=10) == [
        svg.text("Allo 80", 0, 106),
        svg.text("4,4", 60, 106, "chart-end chart-quiet"),
        svg.text("97 %", 90, 106, "chart-end chart-quiet"),
    ]
    assert ROW.row(0, "Allo 80", ("4,4",))[1:] == [svg.text("4,4", 90, 16, "chart-end chart-quiet")]


def test_a_long_name_is_cut():
    [name, _figure] = ROW.row(0, "x" * 40, ("1",))
    assert name == svg.text("x" * (LONGEST_NAME - 1) + "…", 0, 16)
