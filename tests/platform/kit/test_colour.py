"""Colours: read, measured as WCAG measures them, mixed as browsers mix them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eclore.kit import colour

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def distance(one: str, other: str) -> int:
    """The largest difference of a channel, out of 255."""
    return max(abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) for at in (1, 3, 5))


@pytest.mark.parametrize("written", ["#ABC", "abc", " #aabbcc ", "AABBCC"])
def test_a_colour_is_read_however_it_is_written(written):
    assert colour.parse(written) == "#aabbcc"


@pytest.mark.parametrize("written", ["", "#", "red", "#abcd", "#gggggg", "##aabbcc", "#aabbcc;"])
def test_what_is_no_colour_is_refused(written):
    with pytest.raises(colour.UnreadableColour):
        colour.parse(written)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#0000ff", "#ffffff", 8.59), ("#abc123",) * 2 + (1,)],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert colour.contrast(one, other) == pytest.approx(ratio, abs=0.01)


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways_and_within_its_bounds(one, other):
    assert colour.contrast(one, other) == colour.contrast(other, one)
    assert 1 <= colour.contrast(one, other) <= 21.001


@pytest.mark.parametrize(
    ("written", "lab"),
    [
        ("#ffffff", (1.0, 0.0, 0.0)),
        ("#000000", (0.0, 0.0, 0.0)),
        ("#ff0000", (0.628, 0.2249, 0.1258)),
        ("#0000ff", (0.452, -0.0325, -0.3115)),
    ],
)
def test_oklab_is_ottosson_s(written, lab):
    assert colour.to_oklab(written) == pytest.approx(lab, abs=0.001)


@given(COLOURS)
def test_a_colour_comes_back_from_oklab_to_one_step_of_255(written):
    assert distance(colour.from_oklab(colour.to_oklab(written)), written) <= 2


def test_a_colour_that_no_screen_shows_gives_up_its_chroma_and_keeps_its_lightness():
    lightness, *_chroma = colour.to_oklab(colour.from_oklab((0.6, 0.4, 0.4)))
    assert lightness == pytest.approx(0.6, abs=0.02)


@given(COLOURS, COLOURS)
def test_a_mix_goes_from_one_colour_to_the_other(one, other):
    assert distance(colour.mix(one, other, 1), one) <= 2
    assert distance(colour.mix(one, other, 0), other) <= 2


def test_black_and_white_mix_to_the_grey_of_browsers():
    assert colour.mix("#000000", "#ffffff", 0.5) == "#636363"


def test_a_colour_that_will_do_is_not_shifted():
    assert colour.shift("#0b5c7a", lambda _candidate: True, towards=0) == "#0b5c7a"


@pytest.mark.parametrize("towards", [0, 1])
def test_a_colour_is_shifted_no_further_than_what_is_accepted(towards):
    ground = "#ffffff" if towards == 0 else "#000000"
    found = colour.shift("#808080", lambda candidate: colour.contrast(candidate, ground) >= 7, towards=towards)
    assert 7 <= colour.contrast(found, ground) < 7.6


@pytest.mark.parametrize(("towards", "end"), [(0, "#000000"), (1, "#ffffff")])
def test_a_shift_that_nothing_satisfies_ends_at_black_or_white(towards, end):
    assert distance(colour.shift("#0b5c7a", lambda _candidate: False, towards=towards), end) <= 6
