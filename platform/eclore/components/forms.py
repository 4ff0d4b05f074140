"""The parts of a form, and the filters of a list."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from eclore.components import field_groups, register
from eclore.kit import once as keys
from eclore.kit.editing import DRAWN, Edited
from eclore.kit.forms import faults, first_control

REPLACED = (
    'hx-get="{path}" hx-target="#{target}" hx-select="#{target}" hx-swap="outerHTML" hx-push-url="true"'
    ' hx-trigger="change, keyup changed delay:300ms, submit"'
)


@register.inclusion_tag("components/submit.html")
def submit(label: str, kind: str = "main", **options: Any) -> dict[str, Any]:
    """The foot of a form; cancel_url, cancel_label, second_label, second_name, note, name, value, sticky."""
    return {"label": label, "kind": kind or "main", **options}


@register.simple_tag
def error_summary(form: forms.BaseForm, *others: Iterable[forms.BaseForm]) -> str:
    """What is to be mended, and before it what somebody else has changed; `others`: lists of forms of the same page."""
    every = [form, *(each for rows in others for each in rows)]
    if not any(each.is_bound for each in every):
        return ""
    found = faults(form) if form.is_bound else []
    return render_to_string("components/error_summary.html", {"faults": found, **_two_texts(every)})


def _two_texts(every: list[forms.BaseForm]) -> dict[str, Any]:
    """Where a page shows two texts: what happened, and a way to each."""
    edits = [form for form in every if isinstance(form, Edited)]
    found = [(form[name], version) for form in edits for name, version in form.conflicts.items()]
    other = next((form.overtaken for form in edits if form.overtaken), found[0][1].other if found else None)
    news = next((form.news for form in edits if form.overtaken), "")
    texts = [(first_control(bound), bound.label) for bound, _version in found]
    return {"other": other, "news": news, "two_texts": texts}


@register.simple_tag
def drawn(form: forms.BaseForm, oob: bool = False) -> SafeString:
    """The hidden field of a form that changes what exists; `oob`, where htmx brings a new one."""
    if not isinstance(form, Edited):
        return SafeString("")
    name, said = form.add_prefix(DRAWN), form.drawn()
    swap = SafeString(' hx-swap-oob="true"' if oob else "")
    # Some browsers give a reloaded page the hidden values that it had before.
    return format_html('<input type="hidden" name="{0}" id="{0}" value="{1}" autocomplete="off"{2}>', name, said, swap)


@register.simple_tag
def once() -> SafeString:
    """The key of a form that posts, beside its `{% csrf_token %}`: pressed twice, it is one act."""
    return keys.hidden()


@register.simple_tag
def filter_field(field: forms.BoundField) -> SafeString:
    """One of the fields of `{% filters %}`."""
    return field_groups.filter_field(field)


@register.inclusion_tag("components/filters.html", takes_context=True)
def filters(context: Context, form: forms.BaseForm, target: str = "") -> dict[str, Any]:
    """A GET form in one row; with `target` (an id) htmx replaces only that part as one types."""
    request = context["request"]
    return {
        "form": form,
        "path": request.path,
        "active": any(value for key, value in request.GET.items() if key not in {"page", "tri"}),
        "replaced": _replaced(request.path, target) if target else "",
        "sort": request.GET.get("tri"),
    }


def _replaced(path: str, target: str) -> SafeString:
    return format_html(REPLACED, path=path, target=target)
