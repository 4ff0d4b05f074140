"""Buttons, written here rather than in templates: a long list draws hundreds of them."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from eclore.kit import once
from eclore.kit.icons import icon


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


def post_button(
    label: object, url: str, *, token: object = "", hidden: Iterable[tuple[str, str]] = (), **options: Any
) -> SafeString:
    """One act in one click: a form of its own with its token; `hidden` fields, (name, value), are sent besides."""
    return format_html(
        '<form class="inline-form" method="post" action="{}">{}{}{}{}</form>',
        url,
        once.hidden(),
        _token(token),
        format_html_join("", '<input type="hidden" name="{}" value="{}">', hidden),
        button(label, **options),
    )


ASKED = """<a class="{}" href="{}" data-dialog="{key}">{}</a>
<dialog class="dialog" id="{key}" aria-labelledby="{key}-title">
<form class="stack" method="post" action="{}" novalidate>{}{}
<h2 id="{key}-title">{}</h2>
<div class="stack">{}</div>
<div class="submit-row">{}<button class="button text" type="button" data-close>{}</button></div>
</form>
</dialog>"""


def dialog(
    label: object,
    url: str,
    content: object,
    *,
    key: str,
    title: object,
    confirm: SafeString,
    token: object = "",
    kind: str = "second",
    small: bool = False,
) -> SafeString:
    """A link that asks before it acts, and the `content` that it asks; `confirm` is the button that sends it.

    Without JavaScript it leads to `url`, whose GET asks the same; `key` is the dialog's own in its page.
    """
    return format_html(
        ASKED,
        f"button {kind}{' small' if small else ''}",
        url,
        label,
        url,
        _token(token),
        once.hidden(),
        title,
        content,
        confirm,
        _("Ne rien changer"),
        key=key,
    )


def _token(token: object) -> SafeString:
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token) if token else SafeString()


def _flag(name: str, held: bool) -> SafeString:
    return mark_safe(f" {name}" if held else "")  # noqa: S308  names are ours
