"""The usual widgets of Django, said in Python as its own templates say them: a form has one in each of its fields."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Widget = Mapping[str, Any]
"""`context["widget"]` of `django.forms.Widget.get_context`."""

FOLDER = "django/forms/widgets"
INPUTS = ("checkbox", "date", "datetime", "email", "hidden", "input", "number", "password", "text", "time", "url")


def control(widget: Widget) -> SafeString:
    """One `<input>`, of any type."""
    value = widget["value"]
    return format_html(
        '<input type="{}" name="{}"{}{}>',
        widget["type"],
        widget["name"],
        "" if value is None else format_html(' value="{}"', str(value)),
        flatatt(widget["attrs"]),
    )


def textarea(widget: Widget) -> SafeString:
    """A line break comes first, which browsers leave out: a text that begins with one keeps it."""
    value = widget["value"] or ""
    return format_html('<textarea name="{}"{}>\n{}</textarea>', widget["name"], flatatt(widget["attrs"]), value)


def select(widget: Widget) -> SafeString:
    """A list of choices, in groups when they have names."""
    groups = format_html_join("", "{}", ((_group(name, options),) for name, options, _index in widget["optgroups"]))
    return format_html('<select name="{}"{}>{}</select>', widget["name"], flatatt(widget["attrs"]), groups)


def _group(name: object, options: Iterable[Widget]) -> SafeString:
    inside = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((str(each["value"]), flatatt(each["attrs"]), each["label"]) for each in options),
    )
    return format_html('<optgroup label="{}">{}</optgroup>', name, inside) if name else inside


WRITTEN: dict[str, Callable[[Widget], SafeString]] = {
    **{f"{FOLDER}/{name}.html": control for name in INPUTS},
    f"{FOLDER}/textarea.html": textarea,
    f"{FOLDER}/select.html": select,
}
