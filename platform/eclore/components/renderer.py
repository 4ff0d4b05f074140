"""`FORM_RENDERER`: what forms are drawn with."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.template.backends.django import DjangoTemplates as Engine
from django.utils.functional import cached_property

from eclore.components.field_groups import field_group
from eclore.components.widgets import WRITTEN

OF_DJANGO = Path(forms.__file__).parent / "templates"


class Renderer(DjangoTemplates):
    """What each field repeats is written in Python; the rest is in `templates/`, then in Django's own."""

    form_template_name = "components/form.html"
    formset_template_name = "components/formset.html"
    field_template_name = "a field of ours"

    @cached_property
    def engine(self) -> Engine:
        ours: list[Path] = settings.TEMPLATES[0]["DIRS"]  # type: ignore[assignment]  # settings are objects
        folders = [*ours, OF_DJANGO]
        return Engine({"APP_DIRS": False, "DIRS": folders, "NAME": "forms", "OPTIONS": {}})

    def render(self, template_name: str, context: Mapping[str, Any], request: HttpRequest | None = None) -> str:
        """`template_name` names a part of a form, as Django's fields and widgets ask for it."""
        if template_name == self.field_template_name:
            return field_group(context["field"])
        written = WRITTEN.get(template_name)
        return written(context["widget"]) if written else super().render(template_name, dict(context), request)
