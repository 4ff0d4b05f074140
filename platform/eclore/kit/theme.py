"""A territory's accent becomes a palette that can be read: every role computed, for the light and the dark scheme."""

from dataclasses import astuple, dataclass, fields
from functools import lru_cache

from django.utils.translation import gettext as _

from eclore.kit.colour import contrast, mix, parse, shift

DEFAULT_ACCENT = "#0b5c7a"

TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
CONTROL_CONTRAST = 3.0  # WCAG 2.2, 1.4.11

WHITE, BLACK, NIGHT = "#ffffff", "#000000", "#11161c"


@dataclass(frozen=True)
class Ground:
    """What the accent is laid on in one scheme; the values are those of `static/eclore/base.css`."""

    paper: str
    card: str
    quiet: str
    control: str
    zone: str
    soft_base: str
    soft_share: float


LIGHT_GROUND = Ground(
    paper="#fbfaf8",
    card="#ffffff",
    quiet="#5a6673",
    control="#7d8690",
    zone="#fbe8c6",
    soft_base="#ffffff",
    soft_share=0.09,
)
DARK_GROUND = Ground(
    paper="#12161b",
    card="#191e25",
    quiet="#a3afbb",
    control="#6f7b88",
    zone="#463515",
    soft_base="#14181d",
    soft_share=0.28,
)


@dataclass(frozen=True)
class Scheme:
    """The roles of the accent in one colour scheme, each `#rrggbb`."""

    accent: str
    on_accent: str
    accent_strong: str
    accent_soft: str
    accent_text: str
    accent_mark: str
    focus: str


@dataclass(frozen=True)
class Palette:
    """What an accent gives; `adjusted` when the colour asked for had to be darkened to be read."""

    requested: str
    light: Scheme
    dark: Scheme

    @property
    def adjusted(self) -> bool:
        return self.light.accent != self.requested

    @property
    def sentence(self) -> str:
        """For the person who chose the colour; empty when it is used as it is."""
        if not self.adjusted:
            return ""
        return _(
            "La couleur %(requested)s ne se distingue pas assez sur un fond clair\u00a0: "
            "elle est assombrie en %(used)s pour rester lisible."
        ) % {"requested": self.requested, "used": self.light.accent}


@lru_cache(maxsize=512)
def palette(accent: str = DEFAULT_ACCENT) -> Palette:
    """Compute every role; raises UnreadableColour when `accent` is not a colour."""
    requested = parse(accent)
    return Palette(requested=requested, light=_light(requested), dark=_dark(requested))


def stylesheet(chosen: Palette) -> str:
    """Custom properties for `:root`; browsers without `light-dark()` get the light scheme."""
    names = [field.name.replace("_", "-") for field in fields(Scheme)]
    light, dark = astuple(chosen.light), astuple(chosen.dark)
    plain = "".join(f"--{name}:{value};" for name, value in zip(names, light, strict=True))
    both = "".join(f"--{name}:light-dark({day},{night});" for name, day, night in zip(names, light, dark, strict=True))
    return f":root{{{plain}}}\n@supports (color:light-dark(red,red)){{:root{{{both}}}}}\n"


def text_on(colour: str) -> str:
    """White where it can be read, otherwise the darkest ink."""
    return WHITE if contrast(WHITE, colour) >= TEXT_CONTRAST else NIGHT


def _usable(colour: str, ground: Ground) -> bool:
    """A control seen on its ground, with a text that can be read on it."""
    seen = min(contrast(colour, ground.paper), contrast(colour, ground.card)) >= CONTROL_CONTRAST
    return seen and contrast(text_on(colour), colour) >= TEXT_CONTRAST


def _light(requested: str) -> Scheme:
    accent = shift(requested, lambda colour: _usable(colour, LIGHT_GROUND), towards=0)
    soft = _soft(accent, LIGHT_GROUND)
    text = shift(mix(accent, BLACK, 0.82), lambda colour: _legible(colour, soft, LIGHT_GROUND), towards=0)
    mark = shift(accent, lambda colour: _seen(colour, soft, LIGHT_GROUND), towards=0)
    return Scheme(accent, text_on(accent), _strong(accent), soft, text, mark, text)


def _dark(requested: str) -> Scheme:
    accent = shift(requested, lambda colour: _usable(colour, DARK_GROUND), towards=1)
    soft = _soft(accent, DARK_GROUND)
    text = shift(mix(accent, WHITE, 0.45), lambda colour: _legible(colour, soft, DARK_GROUND), towards=1)
    mark = shift(mix(accent, WHITE, 0.52), lambda colour: _seen(colour, soft, DARK_GROUND), towards=1)
    return Scheme(accent, text_on(accent), _strong(accent), soft, text, mark, text)


def _strong(accent: str) -> str:
    """The accent under the pointer: darker, or lighter when the text on it is dark; its text stays readable."""
    return mix(accent, BLACK, 0.82) if text_on(accent) == WHITE else mix(accent, WHITE, 0.86)


def _soft(accent: str, ground: Ground) -> str:
    """A tinted ground on which quiet text stays readable, and the edge of what one fills in or presses visible."""
    share = ground.soft_share
    while share > 0.01 and not _holds(mix(accent, ground.soft_base, share), ground):
        share -= 0.01
    return mix(accent, ground.soft_base, share)


def _holds(soft: str, ground: Ground) -> bool:
    return contrast(soft, ground.quiet) >= TEXT_CONTRAST and contrast(soft, ground.control) >= CONTROL_CONTRAST


def _seen(colour: str, soft: str, ground: Ground) -> bool:
    """A dot, a bar or a tick on every ground that a row may have, the zone to discuss included."""
    return all(contrast(colour, under) >= CONTROL_CONTRAST for under in (ground.paper, ground.card, ground.zone, soft))


def _legible(colour: str, soft: str, ground: Ground) -> bool:
    return all(contrast(colour, under) >= TEXT_CONTRAST for under in (ground.paper, ground.card, soft))
