"""What the log has told of a jury, compared with its tables: see `manage.py verify_audit` and programs.juries.sealed.

Erasing a person rewrites texts: `seal_again` tells the log what they have become.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps

from eclore.kit import audit
from eclore.kit.actor import Actor
from programs.juries.domain import amendments, decisions
from programs.juries.sealed import KINDS, Fault
from tenants.audit import verification
from tenants.audit.verification import Read, Row
from tenants.privacy.erasing import OWNER
from tenants.privacy.orchestration import AFTER_ERASING

# Fact by which a line says what was taken away; what leans on it goes with it.
REMOVED = {"remove_seat": "seat", "remove_passage": "passage"}


class Record:
    """The record of the juries of one app, in one log."""

    def __init__(self, app: str) -> None:
        self._app = app
        self._things = [kind(app) for kind in KINDS]
        self._verbs = {verb for things in self._things for verb in things.verbs} | REMOVED.keys()
        self._gone: set[str] = set()

    def hear(self, row: Row) -> None:
        if row.verb not in self._verbs or not row.subject_kind.startswith(f"{self._app}."):
            return
        try:
            facts = dict(json.loads(row.facts))
        except ValueError:
            return  # an altered line, which the chain tells
        if row.verb in REMOVED:
            self._gone.add(facts.get(REMOVED[row.verb], ""))
        for things in self._things:
            if row.verb in things.verbs:
                things.feed(row, facts)

    def compare(self, read: Read) -> Iterator[Fault]:
        """One statement for each kind of thing, however many rows."""
        for things in self._things:
            yield from things.compare(read, self._gone)


def register(app: str, *, shared: bool) -> None:
    """Have the record of this app's juries compared, and sealed again when erasing somebody rewrites its texts."""
    verification.register(lambda: Record(app), shared=shared)
    AFTER_ERASING.append(lambda schema, rewritten, by: seal_again(app, schema, rewritten, by=by))


def seal_again(app: str, schema: str, rewritten: Mapping[str, set[str]], *, by: Actor) -> None:
    """A line for each sealed text that an erasure has rewritten, in the owner's transaction that rewrites them."""
    for decision in _rewritten(app, "Decision", rewritten):
        facts = {"passage": decision.passage_id, "seal": decisions.seal_of(decision)}
        _tell(schema, decision, by, facts)
    for amendment in _rewritten(app, "Amendment", rewritten):
        _tell(schema, amendment, by, {"amendment": amendment, "seal": amendments.seal_of(amendment)})


def _rewritten(app: str, model: str, rewritten: Mapping[str, set[str]]) -> list[Any]:
    found = apps.get_model(app, model)
    keys = rewritten.get(found._meta.db_table, set())
    return list(found._default_manager.using(OWNER).filter(pk__in=keys).order_by("pk")) if keys else []


def _tell(schema: str, subject: Any, by: Actor, facts: dict[str, Any]) -> None:
    audit.record_in(schema, OWNER, audit.Act.PERSONAL_DATA, subject=subject, by=by, verb="seal_again", **facts)
