"""Every name, title and label is read by eclore.kit.lines: forms by nature, the API's inputs by their field."""

import importlib
import pkgutil
import re

from django import forms
from rest_framework import serializers

import api.v1
from api.fields import Line
from eclore.kit.forms import Form, is_line

NAMED = re.compile(r"\w*name|title|label|programme|direction|place|moment|next_step|hint|signatories|criteria")


def kinds_of(kind):
    return {kind}.union(*(kinds_of(each) for each in kind.__subclasses__()))


def test_every_input_of_the_api_that_names_something_is_a_line():
    for module in pkgutil.walk_packages(api.v1.__path__, "api.v1."):
        importlib.import_module(module.name)
    wrong, right = [], 0
    for kind in kinds_of(serializers.Serializer):
        if not kind.__module__.startswith("api.") or issubclass(kind, serializers.ModelSerializer):
            continue
        for name, field in kind._declared_fields.items():
            field = getattr(field, "child", field)
            # What is only answered has no length to hold.
            if NAMED.fullmatch(name) and type(field) in (serializers.CharField, Line) and field.max_length:
                right += isinstance(field, Line)
                wrong += [] if isinstance(field, Line) else [f"{kind.__name__}.{name}"]
    assert wrong == []
    assert right >= 20


def test_a_form_reads_a_line_whatever_was_pasted():
    class Named(Form):
        name = forms.CharField(max_length=20)
        text = forms.CharField(widget=forms.Textarea)

    form = Named({"name": " Anne\u202e\u200b\nMarie ", "text": "Deux\nlignes"})
    assert form.is_valid()
    assert form.cleaned_data == {"name": "Anne Marie", "text": "Deux\nlignes"}
    assert [is_line(field) for field in form.fields.values()] == [True, False]


def test_every_form_of_ours_is_dressed():
    bare = [
        f"{kind.__module__}.{kind.__name__}"
        for kind in kinds_of(forms.BaseForm)
        if kind.__module__.startswith(("tenants.", "programs.", "api.")) and not issubclass(kind, Form)
        if any(map(is_line, getattr(kind, "base_fields", {}).values()))
        if "eclore.kit.forms" not in {each.__module__ for each in kind.__mro__}
    ]
    assert bare == []
