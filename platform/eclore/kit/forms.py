"""The base classes that all forms take, and the widgets Django lacks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db import models
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from eclore.kit import dates, zones
from eclore.kit.errors import Invalid
from eclore.kit.keys import plain_code
from eclore.kit.lines import line

FILL, CHOOSE, TICK = (
    _("Ce champ est à remplir pour continuer."),
    _("Choisissez une réponse pour continuer."),
    _("Cochez cette case pour continuer."),
)


class Steps(forms.RadioSelect):
    """A short scale as large labelled steps; choices are `(value, word)` and the value is shown above its word.

    Written here: a page of marks has fifteen of them.
    """

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """As the template of any group of choices would."""
        widget = self.get_context(name, value, attrs)["widget"]
        return format_html(
            '<div class="choice"{}>{}</div>',
            format_html(' id="{}"', widget["attrs"]["id"]) if widget["attrs"].get("id") else "",
            format_html_join("", STEP, map(_step, _options(widget))),
        )


def _options(widget: dict[str, Any]) -> list[dict[str, Any]]:
    """The choices of a group, whatever they are grouped by."""
    return [option for _group, options, _index in widget["optgroups"] for option in options]


STEP = '<div><input type="{}" name="{}" value="{}"{}><label for="{}">{}<small>{}</small></label></div>'


def _step(option: dict[str, Any]) -> tuple[Any, ...]:
    """What stands in one of them."""
    attrs = option["attrs"]
    return (
        *(option["type"], option["name"], str(option["value"]), flatatt(attrs)),
        *(attrs.get("id", ""), option["value"], option["label"]),
    )


class Segments(forms.RadioSelect):
    """A few words side by side, of which one is chosen; for the cell of a table, which has one on each row."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """As the template of any group of choices would, on one line."""
        options = _options(self.get_context(name, value, attrs)["widget"])
        return format_html('<div class="segments">{}</div>', format_html_join("", SEGMENT, map(_segment, options)))


SEGMENT = '<label><input type="{}" name="{}" value="{}"{}><span>{}</span></label>'


def _segment(option: dict[str, Any]) -> tuple[Any, ...]:
    """What stands in one of them."""
    return option["type"], option["name"], str(option["value"]), flatatt(option["attrs"]), option["label"]


class CodeField(forms.CharField):
    """A code that was received, read aloud or shown by an app, and typed or pasted here."""

    def to_python(self, value: Any) -> Any:
        return plain_code(super().to_python(value) or "")


class NativeDate(forms.DateInput):
    """The browser's own calendar, which wants ISO dates whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class Moment(forms.DateTimeField):
    """A moment of `zone`, the current one when it is empty; an hour that no clock shows once is refused."""

    zone = ""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and timezone.is_aware(value):
            return timezone.localtime(value, ZoneInfo(self.zone or zones.current())).replace(tzinfo=None)
        return super().prepare_value(value)

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(UTC):  # read as written
            typed = super().to_python(value)
        if typed is None:
            return None
        try:
            return dates.aware(typed.replace(tzinfo=None), self.zone)
        except Invalid as error:
            raise forms.ValidationError(str(error.sentence), code="invalid") from error


class NativeTime(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class NativeDateTime(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class PlainTextarea(forms.Textarea):
    """A line break is one character, in a browser's counter as in ours: forms send two (HTML, 4.10.22.4)."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


NATIVE: dict[type[forms.Widget], type[forms.Widget]] = {
    forms.DateInput: NativeDate,
    forms.TimeInput: NativeTime,
    forms.DateTimeInput: NativeDateTime,
    forms.Textarea: PlainTextarea,
}

_DJANGO_ROWS, _ROWS = "10", "4"


class Dressed:
    """Mixin of every form of ours: no colon after labels, native dates, rows that grow, errors in plain words."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _dress(field)


class Form(Dressed, forms.Form):
    """The base of every plain form."""


class ModelForm(Dressed, forms.ModelForm):  # type: ignore[type-arg]  # Django's class takes no parameter when it runs
    """The base of every form that edits one row."""


def is_line(field: forms.Field) -> bool:
    """Whether people type a name, a title or another text of one line in it."""
    return isinstance(field, forms.CharField) and type(field.widget) is forms.TextInput


def _on_one_line(field: forms.Field) -> None:
    """What is typed is read as eclore.kit.lines writes it, before anything else looks at it."""
    read = field.to_python

    def to_python(value: Any) -> Any:
        return read(line(value) if isinstance(value, str) and "\x00" not in value else value)

    field.to_python = to_python  # type: ignore[method-assign]  # of this form's own copy of the field


def _dress(field: forms.Field) -> None:
    if is_line(field):
        _on_one_line(field)
    native = NATIVE.get(type(field.widget))
    if native is not None:
        required = field.widget.is_required
        field.widget = native(field.widget.attrs)
        field.widget.is_required = required
    if isinstance(field.widget, forms.Textarea):
        field.widget.attrs.pop("cols", None)
        _let_type_past_the_limit(field.widget)
        if field.widget.attrs.get("rows") == _DJANGO_ROWS:
            field.widget.attrs["rows"] = _ROWS
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = _plainly(field.widget)


def _let_type_past_the_limit(area: forms.Textarea) -> None:
    """A pasted text is never cut in silence: the counter turns red, and the server says by how much."""
    limit = area.attrs.pop("maxlength", None)
    if limit is not None:
        area.attrs["data-limit"] = limit


def _plainly(widget: forms.Widget) -> Any:
    """What to do about an empty field, as a lazy string."""
    if isinstance(widget, forms.CheckboxInput):
        return TICK
    return CHOOSE if isinstance(widget, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple) else FILL


def offer_choices(form: forms.BaseForm, name: str, choices: Iterable[tuple[object, object]]) -> None:
    """Give a field of choices those of this request."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} offers no choices")
    field.choices = list(choices)


def offer_rows(form: forms.BaseForm, name: str, rows: models.QuerySet[Any]) -> None:
    """Give a field that chooses among rows those of this request."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} offers no rows")
    field.queryset = rows


@dataclass(frozen=True)
class Fault:
    """One line of an error summary: where to go, and what to do there."""

    target: str
    label: str
    message: str


def faults(form: forms.BaseForm) -> list[Fault]:
    """Every error of the form in the order of its fields, those of the whole form first."""
    whole = [Fault("", "", str(message)) for message in form.non_field_errors()]
    return whole + [
        Fault(first_control(bound), str(bound.label), str(message))
        for bound in _visible(form)
        for message in bound.errors
    ]


def first_control(bound: forms.BoundField) -> str:
    """The id a link may lead to: the first option of a list of choices, the control itself otherwise."""
    if bound.use_fieldset and bound.subwidgets:
        return bound.subwidgets[0].id_for_label or bound.auto_id
    return bound.id_for_label or bound.auto_id


def _visible(form: forms.BaseForm) -> Iterator[forms.BoundField]:
    return (bound for bound in form if not bound.is_hidden)
