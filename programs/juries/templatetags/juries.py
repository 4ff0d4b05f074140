"""How an `Action` is drawn: in Python, since tables have one on every row."""

from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from eclore.kit import buttons
from programs.juries.actions import Action

register = template.Library()


@register.simple_tag(takes_context=True)
def act(context: Context, action: Action | None) -> SafeString:
    """A link, a button that posts, or one that asks first; nothing for none."""
    if action is None:
        return SafeString()
    token = context.get("csrf_token") or ""
    if action.question is not None:
        return mark_safe(render_to_string("juries/dialog.html", {"action": action, "csrf_token": token}))  # noqa: S308
    look: dict[str, Any] = {"kind": action.kind, "small": action.small}
    if not action.posts:
        return buttons.button(action.label, url=action.url, **look)
    named = {**look, "name": action.name, "value": action.value}
    if not action.hidden:
        return buttons.post_button(action.label, action.url, token=token, **named)
    fields = (("csrfmiddlewaretoken", token), *action.hidden)
    return format_html(
        '<form class="inline-form" method="post" action="{}">{}{}</form>',
        action.url,
        format_html_join("", '<input type="hidden" name="{}" value="{}">', fields),
        buttons.button(action.label, **named),
    )
