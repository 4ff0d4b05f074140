"""What surrounds a content: cards, notices, dialogs, parts that refresh themselves; and the clock of a jury's day."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.messages.storage.base import Message
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from eclore.components import register
from eclore.kit import buttons
from eclore.kit import clock as kit_clock

SIGNS = {"good": "check", "warn": "alert", "bad": "alert"}
TONES_OF_MESSAGES = {"success": "good", "warning": "warn", "error": "bad"}
POLLED = 'hx-get="{}" hx-trigger="every 2s" hx-select="#{}" hx-swap="outerHTML"'


@register.simple_block_tag
def card(content: str, title: str = "", level: int = 2, url: str = "", soft: bool = False, flush: bool = False) -> str:
    """A part of a page; `url` makes all of it a link, `flush` is for tables."""
    kinds = {"soft": soft, "flush": flush, "link": url}
    classes = " ".join(["card stack", *(kind for kind, held in kinds.items() if held)])
    values = {"content": content, "title": title, "level": level, "url": url, "classes": classes}
    return render_to_string("components/card.html", values)


@register.simple_block_tag
def notice(content: str, tone: str = "", title: str = "") -> SafeString:
    values = {"content": content, "tone": tone, "title": title, "icon": SIGNS.get(tone, "info")}
    return render_to_string("components/notice.html", values)


@register.inclusion_tag("components/message.html")
def message(message: Message) -> dict[str, Any]:
    """What an act answered, shown once."""
    tone = TONES_OF_MESSAGES.get(message.level_tag, "")
    return {"text": message, "tone": tone, "icon": SIGNS.get(tone, "info")}


@register.simple_block_tag(takes_context=True)
def dialog(
    context: Context,
    content: str,
    label: str,
    url: str,
    id: str,
    title: str,
    kind: str = "second",
    confirm: str = "",
    confirm_kind: str = "main",
    small: bool = False,
    name: str = "",
    value: str = "",
) -> SafeString:
    """A button that asks before it acts; without JavaScript it leads to `url`, whose GET asks the same.

    `name` and `value` are those of the button that confirms.
    """
    sent = buttons.button(confirm or label, kind=confirm_kind or "main", name=name, value=value)
    look: dict[str, Any] = {"kind": kind or "second", "small": small, "token": context.get("csrf_token") or ""}
    return buttons.dialog(label, url, content, key=id, title=title, confirm=sent, **look)


@register.simple_tag(takes_context=True)
def polling(context: Context, target: str, also: str = "") -> SafeString:
    """Attributes of an element that asks for its page again every two seconds, and takes its own place from it.

    `target` is its id; `also`, the id of another part that changes with it.
    """
    attributes = format_html(POLLED, context["request"].get_full_path(), target)
    return format_html('{} hx-select-oob="#{}"', attributes, also) if also else attributes


@register.inclusion_tag("components/clock.html")
def clock(
    seconds: int, label: str = "", running: bool = False, ends_at: datetime | None = None, phases: Iterable[Any] = ()
) -> dict[str, Any]:
    """Time left; `seconds` may be negative. It ticks towards `ends_at` while `running`.

    `phases` are its bars: each has a `label`, its `minutes`, how much of it is `gone`, in hundredths, and is `current`.
    """
    minutes, rest = divmod(abs(seconds), 60)
    return {
        "shown": f"{'−' if seconds < 0 else ''}{minutes}:{rest:02d}",
        "over": seconds < 0,
        "label": label,
        "running": running,
        "ticks_to": ends_at if running else None,
        "phases": phases,
        "now": kit_clock.now(),
    }
