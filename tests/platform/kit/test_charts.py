"""A chart says the same thing three times, in its drawing, its label and its table; never with an inline style."""

from xml.etree import ElementTree

import pytest

from eclore.kit import charts
from eclore.kit.charts import france

SVG = "{http://www.w3.org/2000/svg}"
FUNNEL = charts.Funnel(
    "Édition 2", (charts.Stage("Déposées", 15), charts.Stage("Entendues", 7), charts.Stage("Lauréates", 4))
)
BARS = charts.Bars("Semaines", "semaines", (charts.Span("Toute une histoire", 6, 9), charts.Span("Allo 62", 11, 9)))
RANKING = charts.Ranking(
    "Moyennes",
    (
        charts.Ranked("A", 4.4, 3.9, 4.9, 0.97),
        charts.Ranked("B", 3.9, 3.3, 4.5, 0.77, debated=True),
        charts.Ranked("C", 3.85, None, None, None, debated=True),
    ),
    places=2,
)
MAP = charts.FranceMap("Projets suivis", {"80": 4, "59": 1, "974": 2, "75": 0})
SERIES = charts.Series("Jours libérés", ("mars", "avril", "mai"), (charts.Line("Somme", (2, None, 8)),))
EVERY = [FUNNEL, BARS, RANKING, MAP, SERIES]
EMPTY = [
    charts.Funnel("Rien", ()),
    charts.Funnel("Zéro", (charts.Stage("Déposées", 0), charts.Stage("Entendues", 0))),
    charts.Bars("Rien", "semaines", ()),
    charts.Bars("Zéro", "semaines", (charts.Span("A", 0, 0),)),
    charts.Ranking("Rien", ()),
    charts.FranceMap("Rien", {}),
    charts.Series("Rien", (), ()),
    charts.Series("Vide", ("mars",), (charts.Line("Somme", (None,)),)),
]


def parsed(chart: charts.Chart) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(f"<div>{charts.render(chart)}</div>"))


@pytest.mark.parametrize("chart", EVERY + EMPTY, ids=lambda chart: f"{type(chart).__name__} {chart.title}")
def test_a_chart_is_well_formed_named_and_without_style(chart: charts.Chart) -> None:
    for drawing in parsed(chart):
        assert (drawing.tag, drawing.get("role"), drawing.get("aria-label")) == ("svg", "img", chart.label)
        for element in drawing.iter():
            assert {"style", "fill", "stroke"}.isdisjoint(element.keys())
    assert all(len(row) == len(chart.table.headers) for row in chart.table.rows)


@pytest.mark.parametrize("chart", EVERY + EMPTY, ids=lambda chart: f"{type(chart).__name__} {chart.title}")
def test_a_chart_can_leave_the_page_with_its_colours(chart: charts.Chart) -> None:
    drawing = ElementTree.fromstring(charts.standalone(chart, accent="#3b4a9c"))
    assert drawing.tag == f"{SVG}svg"
    assert "#3b4a9c" in (drawing.find(f"{SVG}style").text or "")
    assert "light-dark" not in charts.standalone(chart)


def test_a_funnel_says_what_is_kept_from_one_stage_to_the_next() -> None:
    assert FUNNEL.table.rows == (
        ("Déposées", "15", "–", "100\u00a0%"),
        ("Entendues", "7", "47\u00a0%", "47\u00a0%"),
        ("Lauréates", "4", "57\u00a0%", "27\u00a0%"),
    )
    assert FUNNEL.label == "Édition 2\u00a0: Déposées 15, Entendues 7, Lauréates 4"
    words = [element.text for element in parsed(FUNNEL)[0].iter("text")]
    assert words == ["Déposées", "15", "Entendues", "7 · 47\u00a0%", "Lauréates", "4 · 57\u00a0%"]


def test_the_bars_of_a_funnel_are_as_long_as_their_counts() -> None:
    widths = [one.get("width") for one in parsed(FUNNEL)[0].iter("rect") if one.get("class") == "chart-bar"]
    assert widths == ["100%", "46.67%", "26.67%"]


def test_weeks_over_the_plan_are_drawn_apart() -> None:
    late = [one for one in parsed(BARS)[0].iter("rect") if one.get("class") == "chart-late"]
    assert [(one.get("x"), one.get("width")) for one in late] == [("81.82%", "18.18%")]
    assert BARS.table.rows == (("Toute une histoire", "9", "6", "-3"), ("Allo 62", "9", "11", "2"))
    assert BARS.label == "Semaines, en semaines\u00a0: Toute une histoire 6 sur 9, Allo 62 11 sur 9"


def test_a_ranking_shows_intervals_chances_and_the_band() -> None:
    narrow, wide = parsed(RANKING)
    assert (narrow.get("class"), wide.get("class")) == ("chart narrow", "chart wide")
    for drawing in (narrow, wide):
        assert len(list(drawing.iter("circle"))) == 3
        assert len(list(drawing.iter("line"))) == 2
    band = next(one for one in wide.iter("rect") if one.get("class") == "chart-band")
    assert (band.get("y"), band.get("height")) == ("60", "68")
    assert RANKING.table.headers == ("Projet", "Moyenne", "Intervalle", "parmi les 2")
    assert RANKING.table.rows == (
        ("A", "4,40", "3,90 – 4,90", "97\u00a0%"),
        ("B", "3,90", "3,30 – 4,50", "77\u00a0%"),
        ("C", "3,85", "–", "–"),
    )


def test_a_plain_ranking_has_neither_interval_nor_chance() -> None:
    plain = charts.Ranking("Moyennes", (charts.Ranked("A", 4.4), charts.Ranked("B", 2)))
    assert plain.table == charts.Table(("Projet", "Moyenne"), (("A", "4,40"), ("B", "2,00")))
    assert not plain.has_band


def test_a_mark_outside_the_scale_stays_on_the_drawing() -> None:
    ranking = charts.Ranking("Moyennes", (charts.Ranked("A", 9, -3, 12),))
    point = next(parsed(ranking)[0].iter("circle"))
    line = next(parsed(ranking)[0].iter("line"))
    assert (point.get("cx"), line.get("x1"), line.get("x2")) == ("98%", "2%", "98%")


def test_the_map_holds_every_departement_and_overseas() -> None:
    codes = [code for code, _name, _path in france.outlines()]
    assert len(codes) == len(set(codes)) == 96
    drawing = parsed(MAP)[0]
    assert len(list(drawing.iter("path"))) == 96
    assert [one.text for one in drawing.iter("text")] == ["971", "972", "973", "974", "976"]


def test_the_map_tints_by_count() -> None:
    tints = {
        element.find("title").text: element.get("class")
        for element in parsed(MAP)[0].iter("path")
        if element.get("class") != "level-0"
    }
    assert tints == {"Nord\u00a0: 1": "level-1", "Somme\u00a0: 4": "level-4"}
    assert MAP.table == charts.Table(
        ("Département", "Projets"), (("Somme (80)", "4"), ("La Réunion (974)", "2"), ("Nord (59)", "1"))
    )
    assert MAP.label == "Projets suivis\u00a0: 7 projets dans 3 départements"


@pytest.mark.parametrize(
    ("counts", "legend"),
    [
        ({}, [(0, "aucun")]),
        ({"80": 1}, [(0, "aucun"), (4, "1")]),
        ({"80": 2, "59": 1}, [(0, "aucun"), (3, "1"), (4, "2")]),
        ({"80": 9}, [(0, "aucun"), (1, "1 à 2"), (2, "3 à 4"), (3, "5 à 6"), (4, "7 et plus")]),
        ({"80": 100}, [(0, "aucun"), (1, "1 à 25"), (2, "26 à 49"), (3, "50 à 74"), (4, "75 et plus")]),
    ],
)
def test_the_legend_of_the_map_says_what_each_tint_stands_for(counts: dict[str, int], legend: list) -> None:
    assert charts.FranceMap("Projets", counts).legend == legend


def test_an_unknown_code_is_listed_and_not_drawn() -> None:
    chart = charts.FranceMap("Projets", {"999": 1})
    assert chart.table.rows == (("999 (999)", "1"),)
    assert "999" not in charts.render(chart)


def test_the_map_is_light_enough_for_a_page() -> None:
    import gzip

    assert len(gzip.compress(charts.render(MAP).encode())) < 20_000


def test_a_line_skips_what_was_not_measured() -> None:
    drawing = parsed(SERIES)[0]
    segments = [one for one in drawing.iter("line") if "chart-line" in (one.get("class") or "")]
    assert [(one.get("x1"), one.get("x2")) for one in segments] == [("1%", "97%")]
    assert SERIES.table == charts.Table(("Mesure", "mars", "avril", "mai"), (("Somme", "2", "–", "8"),))
    assert SERIES.label == "Jours libérés\u00a0: Somme 8"


def test_what_people_typed_is_escaped() -> None:
    chart = charts.Funnel("<b>", (charts.Stage('"><script>', 1),))
    assert "<script>" not in charts.render(chart)
    assert next(parsed(chart)[0].iter("text")).text == '"><script>'


def test_figures_follow_the_language(settings) -> None:
    from django.utils import translation

    with translation.override("en"):
        assert RANKING.table.rows[0][1] == "4.40"
