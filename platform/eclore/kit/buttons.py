"""Buttons, written here rather than in templates: a long list draws hundreds of them."""

from dataclasses import dataclass
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from eclore.kit.icons import icon


@dataclass(frozen=True)
class Link:
    """The way to a page, computed by a view and placed by its template, as a button or in a list."""

    label: str
    url: str
    icon: str = ""


def button(
    label: object,
    *,
    url: str = "",
    kind: str = "main",
    icon_name: str = "",
    name: str = "",
    value: object = "",
    small: bool = False,
    wide: bool = False,
    disabled: bool = False,
    form: str = "",
    download: bool = False,
) -> SafeString:
    """A link with `url`, a submit button without."""
    classes = f"button {kind}{' small' if small else ''}{' wide' if wide else ''}"
    words = format_html("{}{}", icon(icon_name) if icon_name else "", label)
    if url:
        return format_html('<a class="{}" href="{}"{}>{}</a>', classes, url, _flag("download", download), words)
    named = format_html(' name="{}" value="{}"', name, value or "1") if name else ""
    owned = format_html(' form="{}"', form) if form else ""
    return format_html(
        '<button class="{}" type="submit"{}{}{}>{}</button>', classes, named, owned, _flag("disabled", disabled), words
    )


def post_button(label: object, url: str, *, token: object = "", next_url: str = "", **options: Any) -> SafeString:
    """One act in one click: a form of its own with its token."""
    hidden = {"csrfmiddlewaretoken": token, "next": next_url}
    kept = mark_safe(  # noqa: S308  names are ours, values are escaped
        "".join(f'<input type="hidden" name="{key}" value="{escape(value)}">' for key, value in hidden.items() if value)
    )
    return format_html(
        '<form class="inline-form" method="post" action="{}">{}{}</form>', url, kept, button(label, **options)
    )


def _flag(name: str, held: bool) -> SafeString:
    return mark_safe(f" {name}" if held else "")  # noqa: S308  names are ours
