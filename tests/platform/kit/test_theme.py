"""A palette can be read whatever the accent: checked over the whole cube of colours, and on the ones people choose."""

import itertools
import re
from pathlib import Path

import pytest

from eclore.kit import colour, theme

STATIC = Path(__file__).parents[3] / "platform/eclore/static/eclore"
STEPS = ("00", "33", "66", "99", "cc", "ff")
CUBE = ["#" + "".join(channels) for channels in itertools.product(STEPS, repeat=3)]
CHOSEN = ["#ffd400", "#ffffff", "#000000", "#777777", "#e4572e", "#00a86b", "#c8102e", "#003189", "#fff200", "#f7c5cc"]
GROUNDS = {"light": theme.LIGHT_GROUND, "dark": theme.DARK_GROUND}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("accent", CUBE + CHOSEN)
def test_every_accent_gives_a_palette_that_can_be_read(accent: str, scheme: str) -> None:
    roles, ground = getattr(theme.palette(accent), scheme), GROUNDS[scheme]
    assert colour.contrast(roles.on_accent, roles.accent) >= 4.5
    assert colour.contrast(roles.on_accent, roles.accent_strong) >= 4.5
    for under in (ground.paper, ground.card):
        assert colour.contrast(roles.accent, under) >= 3
        assert colour.contrast(roles.focus, under) >= 3
        assert colour.contrast(roles.accent_text, under) >= 4.5
    assert colour.contrast(roles.accent_text, roles.accent_soft) >= 4.5
    assert colour.contrast(ground.quiet, roles.accent_soft) >= 4.5
    for under in (ground.paper, ground.card, ground.zone, roles.accent_soft):
        assert colour.contrast(roles.accent_mark, under) >= 3
    assert colour.contrast(ground.control, roles.accent_soft) >= 3


@pytest.mark.parametrize("accent", ["#0b5c7a", "#3b4a9c", "#000000", "#c8102e", "#e4572e"])
def test_an_accent_that_can_be_read_is_kept(accent: str) -> None:
    palette = theme.palette(accent)
    assert (palette.light.accent, palette.adjusted, palette.sentence) == (accent, False, "")


def test_a_light_accent_is_darkened_and_the_palette_says_so() -> None:
    palette = theme.palette("#FFD400")
    assert palette.adjusted
    assert colour.luminance(palette.light.accent) < colour.luminance("#ffd400")
    assert palette.dark.accent == "#ffd400"
    assert palette.sentence == (
        "La couleur #ffd400 ne se distingue pas assez sur un fond clair\u00a0: "
        f"elle est assombrie en {palette.light.accent} pour rester lisible."
    )


def test_darkening_keeps_the_hue() -> None:
    _lightness, green_red, blue_yellow = colour.to_oklab(theme.palette("#ffd400").light.accent)
    assert blue_yellow > 0.05
    assert abs(green_red) < blue_yellow / 2


@pytest.mark.parametrize("written", ["#0B5C7A", "0b5c7a", " #0b5c7a "])
def test_a_colour_may_be_written_several_ways(written: str) -> None:
    assert theme.palette(written) == theme.palette("#0b5c7a")


def test_three_digits_are_doubled() -> None:
    assert colour.parse("#fA0") == "#ffaa00"


@pytest.mark.parametrize("written", ["", "red", "#12", "#12345", "#gggggg", "#0b5c7a;}", "url(x)"])
def test_what_is_not_a_colour_is_refused(written: str) -> None:
    with pytest.raises(colour.UnreadableColour):
        theme.palette(written)


def test_contrast_is_that_of_wcag() -> None:
    assert colour.contrast("#000000", "#ffffff") == 21
    assert colour.contrast("#ffffff", "#000000") == 21
    assert colour.contrast("#123456", "#123456") == 1
    assert round(colour.contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("given", CUBE)
def test_oklab_comes_back_to_the_same_colour(given: str) -> None:
    assert colour.from_oklab(colour.to_oklab(given)) == given


def test_the_stylesheet_gives_both_schemes_and_a_plain_one_first() -> None:
    assert theme.stylesheet(theme.palette()) == (
        ":root{--accent:#0b5c7a;--on-accent:#ffffff;--accent-strong:#06455c;--accent-soft:#eaf0f3;"
        "--accent-text:#06455c;--accent-mark:#0b5c7a;--focus:#06455c;}\n"
        "@supports (color:light-dark(red,red)){:root{"
        "--accent:light-dark(#0b5c7a,#28708f);--on-accent:light-dark(#ffffff,#ffffff);"
        "--accent-strong:light-dark(#06455c,#1c546d);--accent-soft:light-dark(#eaf0f3,#1c2f3a);"
        "--accent-text:light-dark(#06455c,#a0bdcc);--accent-mark:light-dark(#0b5c7a,#91b3c4);"
        "--focus:light-dark(#06455c,#a0bdcc);}}\n"
    )


def test_the_static_style_sheet_holds_the_default_palette() -> None:
    written = re.sub(r"\s", "", (STATIC / "base.css").read_text(encoding="utf-8"))
    rules = re.findall(r"--[a-z-]+:[^;]+;", theme.stylesheet(theme.palette()))
    assert [rule for rule in rules if rule not in written] == []


def test_the_grounds_are_those_of_the_static_style_sheet() -> None:
    written = (STATIC / "base.css").read_text(encoding="utf-8")
    for name in ("paper", "card", "quiet", "control", "zone"):
        light, dark = getattr(theme.LIGHT_GROUND, name), getattr(theme.DARK_GROUND, name)
        assert f"--{name}: light-dark({light}, {dark})" in written


@pytest.mark.parametrize("tone", ["good", "warn", "bad"])
def test_status_colours_can_be_read_on_their_grounds(tone: str) -> None:
    written = (STATIC / "base.css").read_text(encoding="utf-8")

    def both(name: str) -> tuple[str, str]:
        found = re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", written)
        assert found is not None
        return found.group(1), found.group(2)

    grounds = [both(f"{tone}-soft"), both("card"), both("paper"), both("zone-soft")]
    for scheme in (0, 1):
        for ground in grounds:
            assert colour.contrast(both(tone)[scheme], ground[scheme]) >= 4.5
        assert colour.contrast(both("quiet")[scheme], both(f"{tone}-soft")[scheme]) >= 4.5


def test_borders_of_controls_can_be_seen() -> None:
    written = (STATIC / "base.css").read_text(encoding="utf-8")
    found = re.search(r"--control: light-dark\((#\w+), (#\w+)\)", written)
    assert found is not None
    for control, ground in zip(found.groups(), (theme.LIGHT_GROUND, theme.DARK_GROUND), strict=True):
        assert min(colour.contrast(control, ground.paper), colour.contrast(control, ground.card)) >= 3


def test_nothing_in_the_style_sheets_asks_for_another_file() -> None:
    for sheet in STATIC.glob("*.css"):
        written = sheet.read_text(encoding="utf-8")
        assert "@import" not in written
        assert "url(" not in written
        assert written.count("\n") < 300
