"""The components as template tags, and dates in words; arguments and examples are in docs/components.md."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.template import Context
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eclore.kit import browsers, buttons, charts, dates, icons, richtext, typography
from eclore.kit.charts.svg import number
from eclore.kit.forms import Steps, faults

register = template.Library()

TONES = frozenset({"", "good", "warn", "bad", "neutral", "live", "good live"})


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
def span(start: date | None, end: date | None) -> str:
    return dates.span(start, end) if start and end else ""


@register.filter
def since(value: datetime | None) -> str:
    return dates.since(value) if value else ""


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
    french = (get_language() or "fr").startswith("fr")
    return one if number == 1 or (french and 0 <= number < 2) else many


@register.simple_tag
def icon(name: str) -> SafeString:
    return icons.icon(name)


@register.simple_tag
def initials(name: str) -> SafeString:
    return icons.initials(name)


@register.simple_tag
def tag(label: object, tone: str = "") -> SafeString:
    """Written here rather than in a template: a list draws hundreds of them."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"unknown tone of a tag: {tone!r}")
    return (
        format_html('<span class="tag {}">{}</span>', tone, label)
        if tone
        else format_html('<span class="tag">{}</span>', label)
    )


@register.simple_tag
def button(label: str, url: str = "", kind: str = "main", icon: str = "", **options: Any) -> SafeString:
    """A link with `url`, a submit button without. Options: name, value, disabled, small, wide, form, download."""
    return buttons.button(label, url=url, kind=kind, icon_name=icon, **options)


@register.simple_tag(takes_context=True)
def post_button(
    context: Context, label: str, url: str, kind: str = "second", icon: str = "", next: str = "", **options: Any
) -> SafeString:
    """One act in one click, as its own form. Options: name, value, small."""
    token = context.get("csrf_token") or ""
    return buttons.post_button(label, url, token=token, next_url=next, kind=kind, icon_name=icon, **options)


@register.inclusion_tag("components/submit.html")
def submit(label: str, **options: Any) -> dict[str, Any]:
    """The foot of a form; kind, cancel_url, cancel_label, second_label, second_name, note, name, value, sticky."""
    return {"label": label, **options}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    return {"faults": faults(form) if form.is_bound and form.errors else []}


@register.simple_tag
def field_shape(field: forms.BoundField) -> dict[str, Any]:
    """What `components/field.html` needs to know about a widget; `limit` is in characters."""
    widget = field.field.widget
    limit = widget.attrs.get("data-limit", widget.attrs.get("maxlength"))
    return {
        "checkbox": isinstance(widget, forms.CheckboxInput),
        "criterion": isinstance(widget, Steps),
        "limit": limit if isinstance(widget, forms.Textarea) else None,
    }


@register.inclusion_tag("components/empty.html")
def empty(title: str, text: str = "", url: str = "", label: str = "", level: int = 2) -> dict[str, Any]:
    return {"title": title, "text": text, "url": url, "label": label, "level": level}


@register.inclusion_tag("components/steps.html")
def steps(items: Iterable[Any]) -> dict[str, Any]:
    """Items have `label`, `detail` and `state` ("done", "now" or "")."""
    return {"items": items}


@register.simple_tag
def progress(value: float, total: float, label: str, text: str = "", late: bool = False) -> SafeString:
    """`label` is read aloud; `text` is shown under the bar ("6 sur 9" when absent). Drawn on every row of a list."""
    return format_html(
        '<span class="{}"><progress class="bar" value="{}" max="{}" aria-label="{}"></progress>'
        '<span class="small quiet">{}</span></span>',
        "progress late" if late else "progress",
        min(value, total) if total else 0,
        total or 1,
        label,
        text or _("%(value)s sur %(total)s") % {"value": number(value), "total": number(total)},
    )


@register.inclusion_tag("components/stat.html")
def stat(value: object, label: str, tone: str = "", url: str = "") -> dict[str, Any]:
    return {"value": value, "label": label, "tone": tone, "url": url}


@register.inclusion_tag("components/clock.html")
def clock(seconds: int, label: str = "", running: bool = False, ends_at: datetime | None = None) -> dict[str, Any]:
    """Time left; `seconds` may be negative. It ticks towards `ends_at` while `running`."""
    minutes, rest = divmod(abs(seconds), 60)
    shown = f"{'−' if seconds < 0 else ''}{minutes}:{rest:02d}"
    return {"shown": shown, "seconds": seconds, "label": label, "running": running, "ends_at": ends_at}


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


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(items: Sequence[Mapping[str, str]] | Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Pairs of label and URL, the current page last with an empty URL."""
    pairs = [(item["label"], item.get("url", "")) if isinstance(item, Mapping) else item for item in items]
    return {"items": pairs}


@register.inclusion_tag("components/breadcrumb.html")
def up(label: str, url: str) -> dict[str, Any]:
    """The page above this one, alone."""
    return {"items": [(label, url)]}


@register.inclusion_tag("components/filters.html", takes_context=True)
def filters(context: Context, form: forms.BaseForm, target: str = "") -> dict[str, Any]:
    """A GET form in one row; with `target` (an id) htmx replaces only that part as one types."""
    request = context["request"]
    active = any(value for key, value in request.GET.items() if key not in {"page", "tri"})
    return {"form": form, "path": request.path, "active": active, "target": target, "sort": request.GET.get("tri")}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Draws nothing when there is one page; keeps the rest of the query string."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "gap": page.paginator.ELLIPSIS, "request": context["request"]}


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(context: Context, label: str, key: str, numeric: bool = False) -> dict[str, Any]:
    """A `<th>` that sorts by `?tri=key`, then `?tri=-key`."""
    current = context["request"].GET.get("tri", context.get("default_sort", ""))
    direction = {key: "ascending", f"-{key}": "descending"}.get(current, "")
    follows = f"-{key}" if direction == "ascending" else key
    return {
        "label": label,
        "follows": follows,
        "direction": direction,
        "numeric": numeric,
        "request": context["request"],
    }


@register.inclusion_tag("components/chart.html")
def chart(chart: charts.Chart, note: str = "", untitled: bool = False) -> dict[str, Any]:
    """Any chart of `eclore.kit.charts`, its legend, and its figures in a table."""
    return {"chart": chart, "svg": charts.render(chart), "note": note, "untitled": untitled}


@register.simple_block_tag
def card(content: str, title: str = "", **options: Any) -> SafeString:
    """Options: level (2 to 4), url, soft, flush."""
    return render_to_string("components/card.html", {"content": content, "title": title, "level": 2, **options})


@register.simple_block_tag
def notice(content: str, tone: str = "", title: str = "") -> SafeString:
    return render_to_string("components/notice.html", {"content": content, "tone": tone, "title": title})


@register.simple_block_tag(takes_context=True)
def dialog(context: Context, content: str, label: str, url: str, **options: Any) -> SafeString:
    """A button that asks before it acts; without JavaScript it leads to `url`, whose GET asks the same.

    Options: id, title, confirm, kind (of the opening button), confirm_kind, name, value, small.
    """
    values = {"content": content, "label": label, "url": url, "csrf_token": context.get("csrf_token"), **options}
    return render_to_string("components/dialog.html", values)
