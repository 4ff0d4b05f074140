"""Colour arithmetic: sRGB and OKLab, WCAG contrast, mixing. Colours are lower-case `#rrggbb` strings."""

import re
from collections.abc import Callable

Triple = tuple[float, float, float]

_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})")
_LIGHTNESS_STEP = 0.01
_CHROMA_STEP = 0.96


class UnreadableColour(ValueError):
    """The text is not a colour written `#rgb` or `#rrggbb`."""


def parse(text: str) -> str:
    """Normalise `#ABC`, `abc` or `aabbcc` to `#aabbcc`; raise UnreadableColour otherwise."""
    found = _HEX.fullmatch(text.strip().lower())
    if found is None:
        raise UnreadableColour(text)
    digits = found.group(1)
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def _linear(colour: str) -> Triple:
    def channel(start: int) -> float:
        value = int(colour[start : start + 2], 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return channel(1), channel(3), channel(5)


def _encoded(linear: Triple) -> str:
    def channel(value: float) -> int:
        value = min(1.0, max(0.0, value))
        return round(255 * (12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055))

    return "#" + "".join(f"{channel(value):02x}" for value in linear)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, from 0 (black) to 1 (white)."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def to_oklab(colour: str) -> Triple:
    """OKLab coordinates (Ottosson, 2020)."""
    red, green, blue = _linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _to_linear(lab: Triple) -> Triple:
    lightness, green_red, blue_yellow = lab
    long = (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    medium = (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def from_oklab(lab: Triple) -> str:
    """The nearest displayable colour of the same lightness and hue: chroma gives way first."""
    lightness, green_red, blue_yellow = lab
    while abs(green_red) + abs(blue_yellow) > 0.001:
        linear = _to_linear((lightness, green_red, blue_yellow))
        if all(-0.002 <= value <= 1.002 for value in linear):
            return _encoded(linear)
        green_red, blue_yellow = green_red * _CHROMA_STEP, blue_yellow * _CHROMA_STEP
    return _encoded(_to_linear((lightness, 0.0, 0.0)))


def mix(colour: str, other: str, share: float) -> str:
    """`share` of `colour` (0 to 1) in `other`, as CSS `color-mix(in oklab, …)` does."""
    pairs = zip(to_oklab(colour), to_oklab(other), strict=True)
    first, second, third = (share * mine + (1 - share) * theirs for mine, theirs in pairs)
    return from_oklab((first, second, third))


def shift(colour: str, accepts: Callable[[str], bool], *, towards: float) -> str:
    """Move lightness towards 0 (black) or 1 (white) until `accepts`; the colour itself when it already does."""
    lightness, green_red, blue_yellow = to_oklab(colour)
    candidate = colour
    while not accepts(candidate) and abs(lightness - towards) > _LIGHTNESS_STEP / 2:
        step = min(_LIGHTNESS_STEP, abs(lightness - towards))
        lightness += step if towards > lightness else -step
        candidate = from_oklab((lightness, green_red, blue_yellow))
    return candidate
