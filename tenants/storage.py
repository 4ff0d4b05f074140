"""Where files are kept: each context has shelves of its own, and this storage refuses every other name.

    territories/<schema>/…   a territory's: it alone writes and reads them
    programme/<schema>/…     what a territory has handed over: the programme reads it, that territory too

The bytes are in the storage called `default` (a folder, or S3); nothing of them is served by a web server.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.storage import Storage, storages
from django.db import transaction

from eclore.database.context import PROGRAMME_ROLE, ContextError, TenantContext, territory_role
from eclore.database.current import current
from eclore.kit.uploads import Content

PROGRAMME = "programme/"
# Names are ours alone (labels and keys): what people call their files never gets here.
NAME = re.compile(r"[a-z0-9_-]+(/[a-z0-9_-]+)+")


def shelf(schema: str) -> str:
    """Where a territory keeps its own files."""
    return f"territories/{_checked(schema)}/"


def handed_over(schema: str) -> str:
    """Where a territory puts the copies that the programme may read."""
    return f"{PROGRAMME}{_checked(schema)}/"


def shelves(tenant_context: TenantContext | None) -> tuple[str, ...]:
    """The prefixes that an open context leads to; none in no context."""
    if tenant_context is None:
        return ()
    if tenant_context.schema:
        return shelf(tenant_context.schema), handed_over(tenant_context.schema)
    return (PROGRAMME,) if tenant_context.role == PROGRAMME_ROLE else ()


class TenantStorage(Storage):
    """The storage `within`, as far as the open context goes. Raises ContextError outside it, and in no context."""

    def __init__(self, within: str = "default") -> None:
        self._within = within

    @property
    def inner(self) -> Storage:
        """Where the bytes are."""
        return storages[self._within]

    def put(self, name: str, content: Content) -> None:
        """Write now; taken away again if the transaction, or the savepoint around this, is rolled back."""
        self._demand(name)
        if self.inner.exists(name):
            raise FileExistsError(name)
        current().on_rollback(partial(self.inner.delete, name))
        self.inner.save(name, content)

    def copy(self, source: str, target: str) -> None:
        """The same bytes under another name of this context, with the promise of `put`."""
        with self.open(source) as content:
            self.put(target, content)

    def remove(self, name: str) -> None:
        """Once what is being written is committed; one that is not there is no error."""
        self._demand(name)
        transaction.on_commit(partial(self.inner.delete, name), robust=True)

    def names(self, prefix: str) -> Iterator[str]:
        """Every file under a prefix that ends with a slash."""
        self._demand(f"{prefix}any")
        yield from under(self.inner, prefix.rstrip("/"))

    # -- what Django calls -------------------------------------------------------------------------

    def _open(self, name: str, mode: str = "rb") -> Content:
        self._demand(name)
        if mode != "rb":
            raise ValueError("a file is never changed: put another one")
        return self.inner.open(name, mode)

    def _save(self, name: str, content: Content) -> str:
        self.put(name, content)
        return name

    def delete(self, name: str) -> None:
        self._demand(name)
        self.inner.delete(name)

    def exists(self, name: str) -> bool:
        self._demand(name)
        return self.inner.exists(name)

    def size(self, name: str) -> int:
        self._demand(name)
        return self.inner.size(name)

    def get_modified_time(self, name: str) -> datetime:
        self._demand(name)
        return self.inner.get_modified_time(name)

    def url(self, name: str | None) -> str:
        """Files have no address of their own: a view checks who asks."""
        raise ValueError("a file is served by a view that checks who asks")

    def _demand(self, name: str) -> None:
        tenant_context = current().tenant_context
        if not NAME.fullmatch(name) or not name.startswith(shelves(tenant_context)):
            raise ContextError(
                f"{name!r} is on no shelf of {tenant_context.role if tenant_context else 'a closed context'}"
            )


def _checked(schema: str) -> str:
    territory_role(schema)
    return schema


def under(storage: Storage, folder: str) -> Iterator[str]:
    """Every file of a storage under a folder, whatever context is open: for commands that hold the walls."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from under(storage, f"{folder}/{name}")


def files() -> Any:
    """The storage of people's files."""
    return storages["files"]
