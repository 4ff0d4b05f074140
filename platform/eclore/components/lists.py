"""What lists and pages are laid out with: trails, tabs, tables, facts, steps, histories."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.core.paginator import Page
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from eclore.components import register
from eclore.kit import charts

ARROWS = {"ascending": "up", "descending": "down", "": ""}


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(items: Sequence[Mapping[str, str]] | Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Pairs of label and URL, the current page last with an empty URL."""
    pairs = [(item["label"], item.get("url", "")) if isinstance(item, Mapping) else item for item in items]
    return {"items": pairs}


@register.inclusion_tag("components/breadcrumb.html")
def up(label: str, url: str) -> dict[str, Any]:
    """The page above this one, alone."""
    return {"items": [(label, url)]}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Iterable[Any], label: str) -> dict[str, Any]:
    """Views of one list. Items have `label`, `url`, and if they wish `count`, `current`; `label` is read aloud."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], key: str = "page", anchor: str = "") -> dict[str, Any]:
    """Draws nothing when there is one page; keeps the rest of the query string. `key`: what a second list calls it.

    It may lead to the list's `anchor`.
    """
    query = context["request"].GET.copy()

    def at(number: int | str) -> str:
        query[key] = str(number)
        return f"?{query.urlencode()}" + (f"#{anchor}" if anchor else "")

    return {
        "page": page,
        "numbers": _numbers(page, at) if page.paginator.num_pages > 1 else "",
        "before": at(page.number - 1),
        "after": at(page.number + 1),
    }


def _numbers(page: Page[Any], at: Callable[[int | str], str]) -> SafeString:
    """The items of the list of pages: how many there are changes nothing to what a template draws."""
    found = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return format_html_join("", "{}", ((_number(number, page, at),) for number in found))


def _number(number: int | str, page: Page[Any], at: Callable[[int | str], str]) -> SafeString:
    if number == page.number:
        return format_html('<li><span aria-current="page">{}</span></li>', number)
    if not isinstance(number, int):
        return mark_safe('<li class="hide-small"><span>…</span></li>')  # noqa: S308  ours
    label = _("Page %(number)s") % {"number": number}
    return format_html('<li class="hide-small"><a href="{}" aria-label="{}">{}</a></li>', at(number), label, number)


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(context: Context, label: str, key: str, numeric: bool = False) -> dict[str, Any]:
    """A `<th>` that sorts by `?tri=key`, then `?tri=-key`."""
    current = context["request"].GET.get("tri", context.get("default_sort", ""))
    direction = {key: "ascending", f"-{key}": "descending"}.get(current, "")
    return {
        "label": label,
        "follows": f"-{key}" if direction == "ascending" else key,
        "direction": direction,
        "arrow": ARROWS[direction],
        "numeric": numeric,
        "request": context["request"],
    }


@register.inclusion_tag("components/blankslate.html")
def blankslate(title: str, text: str = "", url: str = "", label: str = "", level: int = 2) -> dict[str, Any]:
    """An empty list: what it is, and what to do next."""
    return {"title": title, "text": text, "url": url, "label": label, "level": level}


@register.inclusion_tag("components/steps.html")
def steps(items: Iterable[Any]) -> dict[str, Any]:
    """Items have `label`, `detail` and `state` ("done", "now" or "")."""
    return {"items": items}


@register.inclusion_tag("components/stat.html")
def stat(value: object, label: str, tone: str = "", url: str = "") -> dict[str, Any]:
    """A large figure, for home and public pages; on a work page a count is a line of text."""
    return {"value": value, "label": label, "tone": tone, "url": url}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Iterable[Any]) -> dict[str, Any]:
    """Events have `at`, `title`, and if they wish `text`, `who`, `url`, `tone`."""
    return {"events": events}


@register.inclusion_tag("components/facts.html")
def facts(items: Iterable[tuple[str, object]]) -> dict[str, Any]:
    return {"items": items}


@register.inclusion_tag("components/files.html")
def files(items: Iterable[Any]) -> dict[str, Any]:
    """Items have `url`, `name`, and if they wish `detail` (kind and size in words)."""
    return {"items": items}


@register.inclusion_tag("components/chart.html")
def chart(chart: charts.Chart, note: str = "", untitled: bool = False) -> dict[str, Any]:
    """Any chart of `eclore.kit.charts`, its legend, and its figures in a table."""
    return {"chart": chart, "svg": charts.render(chart), "note": note, "untitled": untitled}


@register.simple_tag
def chart_axis(scale: charts.Scale) -> SafeString:
    """The head of a column of charts: `<th class="chart-cell">`."""
    return charts.axis(scale)


@register.simple_tag
def chart_cell(scale: charts.Scale, mark: charts.Mark) -> SafeString:
    """One row of a column of charts: `<td class="chart-cell">`."""
    return charts.cell(scale, mark)
