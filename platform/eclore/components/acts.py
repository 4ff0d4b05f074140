"""What somebody may do next: links, buttons, acts. Written in Python: a table has one on every row."""

from typing import Any

from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from eclore.components import register
from eclore.kit import buttons
from eclore.kit.elements import Action, Question


@register.simple_tag
def button(label: str, url: str = "", kind: str = "main", icon: str = "", **options: Any) -> SafeString:
    """A link with `url`, a submit button without. Options: name, value, disabled, small, wide, form, download."""
    return buttons.button(label, url=url, kind=kind, icon_name=icon, **options)


@register.simple_tag(takes_context=True)
def post_button(
    context: Context, label: str, url: str, kind: str = "second", icon: str = "", next: str = "", **options: Any
) -> SafeString:
    """One act in one click, as its own form. Options: name, value, small."""
    hidden = [("next", next)] if next else []
    return buttons.post_button(label, url, token=_token(context), hidden=hidden, kind=kind, icon_name=icon, **options)


@register.simple_tag(takes_context=True)
def act(context: Context, action: Action | None) -> SafeString:
    """A link, a button that posts, or one that asks first; nothing for none."""
    if action is None:
        return SafeString()
    if action.question is not None:
        return _dialog(action, action.question, _token(context))
    look: dict[str, Any] = {"kind": action.kind, "icon_name": action.icon, "small": action.small}
    if not action.posts:
        return buttons.button(action.label, url=action.url, **look)
    look |= {"name": action.name, "value": action.value}
    return buttons.post_button(action.label, action.url, token=_token(context), hidden=action.hidden, **look)


def _dialog(action: Action, question: Question, token: object) -> SafeString:
    sentences = format_html_join("", "<p>{}</p>", ((each,) for each in (question.text, question.more) if each))
    content = format_html("{}{}", sentences, question.form or "")
    confirm = buttons.button(question.confirm, kind=question.kind)
    asks: dict[str, Any] = {"key": action.key, "title": question.title, "confirm": confirm}
    return buttons.dialog(action.label, action.url, content, token=token, kind=action.kind, **asks)


def _token(context: Context) -> object:
    return context.get("csrf_token") or ""
