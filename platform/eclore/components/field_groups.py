"""A field with what surrounds it: label, hint, limit, errors, and the two texts when somebody else has changed it."""

from django import forms
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from eclore.kit.editing import Edited
from eclore.kit.forms import Steps
from eclore.kit.icons import icon

NOTHING = SafeString()


def field_group(bound: BoundField) -> SafeString:
    """`{{ field.as_field_group }}`."""
    form = bound.form
    version = form.conflicts.get(bound.name) if isinstance(form, Edited) else None
    if version is None:
        return _group(bound)
    values = {"field": bound, "version": version, "group": _group(bound)}
    return mark_safe(render_to_string("components/two_texts.html", values))  # noqa: S308  rendered by Django


def filter_field(bound: BoundField) -> SafeString:
    """A field of a list's filters: no hint, nothing that says whether it is optional."""
    if isinstance(bound.field.widget, forms.CheckboxInput):
        ticked = '<div class="field"><label class="check" for="{}">{} <span>{}</span></label></div>'
        return format_html(ticked, bound.id_for_label, bound, bound.label)
    labelled = '<div class="field"><label for="{}">{}</label>{}{}</div>'
    return format_html(labelled, bound.id_for_label, bound.label, bound, _errors(bound))


def _errors(bound: BoundField) -> SafeString:
    """What is to be mended in this field."""
    if not bound.errors:
        return NOTHING
    lines = format_html_join(
        "", '<li class="field-error">{}<span>{}</span></li>', ((icon("alert"), error) for error in bound.errors)
    )
    return format_html('<ul class="field-errors"{}>{}</ul>', _named(bound, "error"), lines)


def _group(bound: BoundField) -> SafeString:
    if bound.use_fieldset:
        return _set_of_choices(bound)
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return _checkbox(bound)
    target = bound.id_for_label
    return format_html(
        '<div class="{}"><label{}>{}{}</label>{}{}{}{}</div>',
        _classes(bound),
        format_html(' for="{}"', target) if target else NOTHING,
        bound.label,
        _optional(bound),
        _hint(bound),
        bound,
        _counter(bound),
        _errors(bound),
    )


def _set_of_choices(bound: BoundField) -> SafeString:
    said = bound.aria_describedby
    return format_html(
        '<fieldset class="{}"{}><legend>{}{}</legend>{}{}{}</fieldset>',
        _classes(bound),
        format_html(' aria-describedby="{}"', said) if said else NOTHING,
        bound.label,
        _optional(bound),
        _hint(bound),
        bound,
        _errors(bound),
    )


def _checkbox(bound: BoundField) -> SafeString:
    return format_html(
        '<div class="{}"><label class="check" for="{}">{} <span>{}</span></label>{}{}</div>',
        _classes(bound),
        bound.id_for_label,
        bound,
        bound.label,
        _hint(bound),
        _errors(bound),
    )


def _classes(bound: BoundField) -> str:
    criterion = " criterion" if isinstance(bound.field.widget, Steps) else ""
    return f"field{criterion}{' invalid' if bound.errors else ''}"


def _optional(bound: BoundField) -> SafeString:
    if bound.field.required:
        return NOTHING
    return format_html(' <span class="optional">({})</span>', _("facultatif"))


def _hint(bound: BoundField) -> SafeString:
    if not bound.help_text:
        return NOTHING
    return format_html('<p class="hint"{}>{}</p>', _named(bound, "helptext"), bound.help_text)


def _counter(bound: BoundField) -> SafeString:
    """How much a long text may hold, in characters."""
    attrs = bound.field.widget.attrs
    limit = attrs.get("data-limit", attrs.get("maxlength"))
    if not limit or not isinstance(bound.field.widget, forms.Textarea):
        return NOTHING
    words = _("%(limit)s caractères au plus") % {"limit": limit}
    return format_html('<p class="counter" data-counter="{}" data-limit="{}">{}</p>', bound.auto_id, limit, words)


def _named(bound: BoundField, part: str) -> SafeString:
    return format_html(' id="{}_{}"', bound.auto_id, part) if bound.auto_id else NOTHING
