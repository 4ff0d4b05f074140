"""Rows held until the transaction ends: an act takes its aggregate's root first, then looks, then writes what it names.

Two acts that need several rows take them in one order, so that neither waits for the other for ever: edition, call,
forum, jury, committee, idea, project, what belongs to these, and a territory last; of one table, by primary key.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, models
from django.db.models.fields.mixins import FieldCacheMixin
from django.utils.translation import gettext as _

from eclore.kit.errors import Refusal

Row = TypeVar("Row", bound=models.Model)
Read = TypeVar("Read")


class Gone(Refusal):
    """Somebody has removed it meanwhile."""

    code = "gone"
    status = 410


def lock(*rows: models.Model) -> None:
    """Hold these rows and read them afresh, what was loaded of them and no more: one statement for each table.

    Tables are taken in the order given, the root's first. What was read through a row (its team, its files) is
    forgotten; the rows that it points to stay as they were read. A row that this transaction holds already, and that
    nothing written since may have changed, is as fresh as it was: no statement. Raises Gone.
    """
    tables: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        if row.__dict__.get("_held") == _hold(row):
            row.__dict__["_held_in"] = _transaction()
        else:
            tables.setdefault(type(row), []).append(row)
    for model, same in tables.items():
        _take(model, same)


def read_held(rows: "models.QuerySet[Row, Row]") -> Row | None:
    """The first of these rows, read and held in one statement, as `lock` would; None when there is none."""
    found = holding(rows).first()
    if found is not None:
        have_held(found)
    return found


def holding(rows: "models.QuerySet[Row, Row]") -> "models.QuerySet[Row, Row]":
    """The same rows, held as they are read: for a query that is prepared; `have_held` then says it of each."""
    return rows.select_for_update(of=("self",), no_key=True)


def have_held(row: models.Model) -> None:
    """This row was just read by a query that holds what it finds."""
    row.__dict__["_held_in"] = _transaction()
    row.__dict__["_held"] = _hold(row)


def once_held(row: models.Model, name: str, read: Callable[[], Read]) -> Read:
    """What is read through a row: once while it is held and nothing has been written since, each time otherwise.

    For what nobody else writes without holding the row.
    """
    hold = row.__dict__.get("_held")
    if hold is None or hold != _hold(row):
        return read()
    since, kept = row.__dict__.get("_read", (None, {}))
    if since != hold:
        row.__dict__["_read"] = (hold, kept := {})
    if name not in kept:
        kept[name] = read()
    found: Read = kept[name]
    return found


def root_of(row: models.Model, *keys: str) -> Any:
    """Where these keys lead, one after the other, when rows on the way may be removed. Raises Gone."""
    found: Any = row
    try:
        for key in keys:
            found = getattr(found, key)
    except ObjectDoesNotExist as gone:
        raise _gone() from gone
    return found


def lock_name(kind: str, name: str) -> None:
    """Where no row stands for what is counted ("three links an hour to an address"): one transaction at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), hashtext(%s))", [kind, name])


def is_held(row: models.Model) -> bool:
    """Whether `lock` has read this very object in the open transaction; asked once: what follows may change it."""
    return row.__dict__.pop("_held_in", None) is _transaction()


def _take(model: type[Row], rows: list[Row]) -> None:
    """One statement: FOR NO KEY UPDATE lets others point to the row, which is all that they may do meanwhile."""
    deferred = set.intersection(*(row.get_deferred_fields() for row in rows))
    fields = [field for field in model._meta.concrete_fields if field.attname not in deferred]
    names = [field.attname for field in fields]
    found = model._default_manager.select_for_update(of=("self",), no_key=True).order_by("pk")
    key = names.index(_key_of(model))
    fresh = {values[key]: values for values in found.filter(pk__in={row.pk for row in rows}).values_list(*names)}
    for row in rows:
        if row.pk not in fresh:
            raise _gone()
        absent = row.get_deferred_fields()
        for field, value in zip(fields, fresh[row.pk], strict=True):
            if field.attname not in absent:
                _put(row, field, value)
        _forget_what_was_read_through(row)
        have_held(row)


def _hold(row: models.Model) -> object:
    """What stays the same while a row is as it was held: the transaction, what it has written, the row in memory."""
    values = [_copied(row.__dict__.get(field.attname)) for field in row._meta.concrete_fields]
    return _transaction(), getattr(connection.connection, "written", 0), values


def _copied(value: object) -> object:
    """What is kept as JSON may be changed in its place."""
    return deepcopy(value) if isinstance(value, dict | list) else value


def _gone() -> Gone:
    return Gone(_("Quelqu'un vient de retirer ce que vous modifiez : rechargez la page."))


def _key_of(model: type[models.Model]) -> str:
    assert model._meta.pk is not None  # every table has one
    return model._meta.pk.attname


def _put(row: models.Model, field: "models.Field[object, object]", value: object) -> None:
    if isinstance(field, FieldCacheMixin) and getattr(row, field.attname) != value and field.is_cached(row):
        field.delete_cached_value(row)
    setattr(row, field.attname, value)


def _forget_what_was_read_through(row: models.Model) -> None:
    row.__dict__.pop("_prefetched_objects_cache", None)
    for related in row._meta.related_objects:
        if related.is_cached(row):
            related.delete_cached_value(row)


def _transaction() -> object:
    """The open transaction, as far as nothing of it was rolled back (eclore.database)."""
    return getattr(connection, "transaction_key", None)
