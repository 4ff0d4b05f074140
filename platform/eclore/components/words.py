"""Dates, numbers and texts in words, as filters and tags."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from eclore.components import register
from eclore.kit import articles, browsers, dates, richtext, typography

LANGUAGES = {"fr": "Français", "en": "English"}


@register.filter
def day(value: date | None) -> str:
    return dates.day(value) if value else ""


@register.filter
def calendar_day(value: date | None) -> str:
    return dates.calendar_day(value) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    return dates.short_day(value) if value else ""


@register.filter
def clock_time(value: datetime | None) -> str:
    return dates.clock_time(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    return dates.moment(value) if value else ""


@register.filter
def moment_named(value: datetime | None) -> str:
    """For readers of several zones: the zone is always told."""
    return dates.moment(value, named=True) if value else ""


@register.filter
def moment_of(value: datetime | None, place: Any) -> str:
    """In the zone of a territory or a forum, told when it is not the reader's."""
    return dates.moment(value, zone=place.time_zone) if value else ""


@register.filter
def moment_named_of(value: datetime | None, place: Any) -> str:
    """The same for readers of several zones."""
    return dates.moment(value, zone=place.time_zone, named=True) if value else ""


@register.filter
def span(start: date | None, end: date | None) -> str:
    return dates.span(start, end) if start and end else ""


@register.filter
def since(value: datetime | None) -> str:
    return dates.since(value) if value else ""


@register.filter
def days_a_week(value: Decimal | None) -> str:
    return dates.days_a_week(value) if value else ""


@register.filter
def of(name: str) -> str:
    """« de la Somme », « du Nord »: a place's name after « de »."""
    return articles.of(name)


@register.filter
def rich(text: str | None) -> SafeString:
    """What somebody wrote at length, as paragraphs, lists and links."""
    return richtext.rendered(text or "")


@register.filter
def typeset(text: str | None) -> str:
    """What somebody typed in a line, set as French printers do: a sign never begins a line."""
    return typography.typeset(text or "")


@register.filter
def browser(description: str) -> str:
    return browsers.in_words(description or "")


@register.simple_tag
def count(number: int, one: str, many: str) -> str:
    """The number and its noun; French says "0 idée", English "0 ideas"."""
    return f"{number_format(number, use_l10n=True, force_grouping=True)}\u00a0{noun(number, one, many)}"


@register.simple_tag
def noun(number: int, one: str, many: str) -> str:
    """The noun alone, where the number stands apart."""
    return one if number == 1 or (_speaks_french() and 0 <= number < 2) else many


@register.simple_tag
def other_language() -> dict[str, str]:
    """The language one may pass to: its `code`, and its `name` in itself."""
    code = "en" if _speaks_french() else "fr"
    return {"code": code, "name": LANGUAGES[code]}


def _speaks_french() -> bool:
    return (get_language() or "fr").startswith("fr")
