"""What stands inside a line: icons, tags, states, ticks, bars. Written in Python: a list draws hundreds."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from eclore.components import register
from eclore.kit import icons
from eclore.kit.charts.svg import number

TONES = frozenset({"", "good", "warn", "bad", "neutral", "live", "good live"})
STATES = frozenset({"", "good", "warn", "bad", "neutral"})


@register.simple_tag
def icon(name: str) -> SafeString:
    return icons.icon(name)


@register.simple_tag
def initials(name: str) -> SafeString:
    return icons.initials(name)


@register.simple_tag
def tag(label: object, tone: str = "") -> SafeString:
    """A word on its own ground."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"unknown tone of a tag: {tone!r}")
    return (
        format_html('<span class="tag {}">{}</span>', tone, label)
        if tone
        else format_html('<span class="tag">{}</span>', label)
    )


@register.simple_tag
def state(label: object, tone: str = "") -> SafeString:
    """A dot and a word, for the rows of a work table; the tones of a tag; neutral is a hollow dot."""
    if tone not in STATES:
        raise template.TemplateSyntaxError(f"unknown tone of a state: {tone!r}")
    return format_html('<span class="{}">{}</span>', f"state {tone}".strip(), label)


@register.simple_tag
def ticks(done: int, total: int, late: bool = False) -> SafeString:
    """One small tick for each thing promised, filled when it is there; the figures are written beside."""
    return _squares("ticks late" if late else "ticks", done, total)


@register.simple_tag
def places(taken: int, total: int) -> SafeString:
    """One square for each place, filled when it is given; the figures are written beside."""
    return _squares("places", taken, total)


def _squares(classes: str, filled: int, total: int) -> SafeString:
    each = '<i class="on"></i>' * min(filled, total) + "<i></i>" * max(total - filled, 0)
    return format_html('<span class="{}" aria-hidden="true">{}</span>', classes, mark_safe(each))  # noqa: S308  constants


@register.simple_tag
def progress(value: float, total: float, label: str, text: str = "", late: bool = False) -> SafeString:
    """`label` is read aloud; `text` is shown under the bar ("6 sur 9" when absent)."""
    return format_html(
        '<span class="{}"><progress class="bar" value="{}" max="{}" aria-label="{}"></progress>'
        '<span class="small quiet">{}</span></span>',
        "progress late" if late else "progress",
        min(value, total) if total else 0,
        total or 1,
        label,
        text or _("%(value)s sur %(total)s") % {"value": number(value), "total": number(total)},
    )
