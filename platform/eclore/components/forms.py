"""The parts of a form, and the filters of a list."""

from typing import Any

from django import forms
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from eclore.components import register
from eclore.kit import once as keys
from eclore.kit.forms import Steps, faults

REPLACED = (
    'hx-get="{path}" hx-target="#{target}" hx-select="#{target}" hx-swap="outerHTML" hx-push-url="true"'
    ' hx-trigger="change, keyup changed delay:300ms, submit"'
)


@register.inclusion_tag("components/submit.html")
def submit(label: str, kind: str = "main", **options: Any) -> dict[str, Any]:
    """The foot of a form; cancel_url, cancel_label, second_label, second_name, note, name, value, sticky."""
    return {"label": label, "kind": kind or "main", **options}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    return {"faults": faults(form) if form.is_bound and form.errors else []}


@register.simple_tag
def once() -> SafeString:
    """The key of a form that posts, beside its `{% csrf_token %}`: pressed twice, it is one act."""
    return keys.hidden()


@register.simple_tag
def field_shape(field: forms.BoundField) -> dict[str, Any]:
    """What `components/field.html` needs to know about a widget; `limit` is in characters."""
    widget = field.field.widget
    limit = widget.attrs.get("data-limit", widget.attrs.get("maxlength"))
    target = field.id_for_label
    return {
        "checkbox": isinstance(widget, forms.CheckboxInput),
        "classes": _classes(field, isinstance(widget, Steps)),
        "label_for": format_html('for="{}"', target) if target else "",
        "limit": limit if isinstance(widget, forms.Textarea) else None,
    }


def _classes(field: forms.BoundField, criterion: bool) -> str:
    return f"field{' criterion' if criterion else ''}{' invalid' if field.errors else ''}"


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
