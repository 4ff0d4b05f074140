"""A row with what belongs to it, in one statement: `prefetch_related` asks once more for each.

    calls = nested(calls, "questions", "problems")     # or "call__questions" of an idea
    for call in calls: place(call, "questions", "problems")
    call.questions.all()                               # no statement

For small tables that are read whole, whose columns JSON can tell; never for what a lock has to read afresh.
"""

import json
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, TextField
from django.db.models.functions import Cast, JSONObject

Row = TypeVar("Row", bound=models.Model)


def nested(rows: "models.QuerySet[Row, Row]", *paths: str) -> "models.QuerySet[Row, Row]":
    """These rows with the lists at `paths`, in their own order; `place` puts each where it is looked for."""
    found: models.QuerySet[Row, Row] = rows.annotate(**{_name(path): _list(rows.model, path) for path in paths})
    return found


def place(row: models.Model, *paths: str) -> None:
    """What `nested` has read with this row becomes what its relations hold, as prefetched."""
    for path in paths:
        told = row.__dict__.pop(_name(path))
        *before, last = path.split("__")
        owner: Any = row
        for key in before:
            owner = getattr(owner, key)
        manager = getattr(owner, last)
        found = manager.get_queryset()
        found._result_cache = [_read(manager.model, manager.field, owner, json.loads(text)) for text in told]
        found._prefetch_done = True
        cache = owner.__dict__.setdefault("_prefetched_objects_cache", {})
        cache[manager.field.remote_field.cache_name] = found


def _name(path: str) -> str:
    return f"_nested_{path}"


def _list(model: type[models.Model], path: str) -> ArraySubquery:
    *before, last = path.split("__")
    owner: Any = model
    for key in before:
        owner = owner._meta.get_field(key).related_model
    relation = owner._meta.get_field(last)
    columns = {field.attname: field.attname for field in relation.related_model._meta.concrete_fields}
    rows = relation.related_model._default_manager.filter(**{relation.field.name: OuterRef("__".join([*before, "pk"]))})
    return ArraySubquery(rows.values_list(Cast(JSONObject(**columns), TextField())))


def _read(model: type[models.Model], key: Any, owner: models.Model, told: dict[str, Any]) -> models.Model:
    fields = model._meta.concrete_fields
    values = [field.to_python(told[field.attname]) for field in fields]
    row = model.from_db(owner._state.db, [field.attname for field in fields], values)
    setattr(row, key.name, owner)
    return row
