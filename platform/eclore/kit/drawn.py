"""What a form was drawn from, as one hidden field says it; and the one text that stands for the value of a field."""

import base64
import hmac
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _

from eclore.kit import clock, dates

LETTERS = 12  # of a digest: 72 bits
APART = "\x1e"


@dataclass(frozen=True)
class Drawn:
    """Digests by field, and the moment of the page. They are keyed and bear the row, so that none says anything."""

    row: str
    at: datetime | None
    digests: Mapping[str, str]

    def knows(self, name: str) -> bool:
        return name in self.digests

    def moved(self, name: str, text: str) -> bool:
        """Whether the field was drawn from something else; a key that the host has put away still counts."""
        said = self.digests.get(name, "")
        keys = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
        return not any(hmac.compare_digest(said, _digest(key, self.row, name, text)) for key in keys)


def identity(row: models.Model, part: str = "") -> str:
    """What is drawn: a row, or one of its parts."""
    return f"{row._meta.label} {row.pk} {part}".rstrip()


def read(row: str, said: str) -> Drawn:
    """What the hidden field of a form of this `identity` says; nothing of what is not one."""
    moment, _dot, rest = said.partition(".")
    pairs = (pair.partition("=") for pair in rest.split(",")) if rest.isascii() else ()
    return Drawn(row, _moment(moment), {name: digest for name, _sign, digest in pairs if digest})


def write(row: str, texts: Mapping[str, str]) -> str:
    """The hidden field of a form of this `identity`, drawn now."""
    pairs = (f"{name}={_digest(settings.SECRET_KEY, row, name, text)}" for name, text in texts.items())
    return f"{int(clock.now().timestamp() * 1000)}.{','.join(pairs)}"


def kept_text(form: forms.BaseForm, name: str) -> str:
    """The text of what a form was given as the value of a field: the one that `sent_text` has of it, left alone."""
    return _text(form.fields[name], kept_value(form, name))


def sent_text(form: forms.BaseForm, name: str) -> str:
    """The text of what was sent: one for all the ways to write the same value."""
    field = form.fields[name]
    return _text(field, field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name)))


def kept_value(form: forms.BaseForm, name: str) -> Any:
    """What a browser would send of the value that a form was given: a text, a list of them, or yes or no."""
    field = form.fields[name]
    value = field.prepare_value(form.get_initial_for_field(field, name))
    if isinstance(field, forms.BooleanField):
        return bool(value)
    if field.widget.allow_multiple_selected if isinstance(field.widget, forms.Select) else _is_list(field):
        return [str(each) for each in value or ()]
    if isinstance(field, forms.ChoiceField | forms.FileField):
        return "" if value is None else str(value)
    return cast("str", field.widget.format_value(value)) or ""


def take_kept(form: forms.BaseForm, name: str) -> None:
    """Put what is kept in the place of what was sent; the form's data are its own to change."""
    data, key, value = cast("QueryDict", form.data), form.add_prefix(name), kept_value(form, name)
    data.pop(key, None)
    if isinstance(form.fields[name], forms.FileField):
        return
    if isinstance(value, bool):
        value = ["on"] if value else []
    data.setlist(key, value if isinstance(value, list) else [value])


def words(form: forms.BaseForm, name: str) -> str:
    """What is kept, as people read it."""
    field, value = form.fields[name], kept_value(form, name)
    if isinstance(value, bool):
        return _("Oui") if value else _("Non")
    if isinstance(field, forms.FileField):
        return _("Un autre fichier") if value else _("Aucun fichier")
    if isinstance(field, forms.ChoiceField):
        return "\n".join(_labels(field, value if isinstance(value, list) else [value]))
    python = field.to_python(value)
    if isinstance(python, datetime):
        return dates.moment(python)
    return dates.calendar_day(python) if isinstance(python, date) else str(value)


def is_prose(form: forms.BaseForm, name: str) -> bool:
    """Whether a field holds words, of which a part may differ."""
    return isinstance(form.fields[name].widget, forms.Textarea | forms.TextInput) and not isinstance(
        form.fields[name].widget, forms.NumberInput | forms.DateTimeInput
    )


def _is_list(field: forms.Field) -> bool:
    return isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)


def _labels(field: forms.ChoiceField, keys: Iterable[str]) -> Iterator[str]:
    if isinstance(field, forms.ModelChoiceField):
        rows = field.queryset.in_bulk([key for key in keys if key]) if field.queryset is not None else {}
        return iter([field.label_from_instance(row) for row in rows.values()])
    known = {str(value): str(label) for value, label in cast("Iterable[tuple[Any, Any]]", field.choices)}
    return iter([known.get(key, key) for key in keys])


def _text(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return "1" if value else ""
    if isinstance(field, forms.FileField):
        return value if isinstance(value, str) else "" if value is None else f"{APART}sent"
    if isinstance(value, list):
        return APART.join(sorted(map(str, value)))
    if isinstance(field, forms.ChoiceField):
        return "" if value is None else str(value)
    try:
        return _plain(field.to_python(value))
    except ValidationError:
        return f"?{_plain(str(value))}"


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "\n".join(map(_plain, value))
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return unicodedata.normalize("NFC", str(value).replace("\r\n", "\n").strip())


def _digest(key: str, row: str, name: str, text: str) -> str:
    said = "\n".join(("eclore.kit.drawn", row, name, text)).encode(errors="surrogatepass")
    digest = hmac.new(key.encode(), said, sha256).digest()
    return base64.urlsafe_b64encode(digest)[:LETTERS].decode()


def _moment(text: str) -> datetime | None:
    if not (text.isascii() and text.isdigit() and len(text) <= 14):
        return None
    try:
        return datetime.fromtimestamp(int(text) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
