"""The log that nobody can rewrite: `record` adds a line to the open context's schema, the database seals it.

    audit.record(Act.EXPORT, subject=edition, by=actor, format="xlsx", rows=40)

Callable behind any context, in the same transaction as what it tells; one INSERT. The line is numbered and chained
(SHA-256) at COMMIT by a trigger, so that transactions queue only while they commit. A line names nobody: people by
their key (that of their seat, for who came in with a card), and facts are keys, dates, figures, yes or no, and short
codes; what is confidential is told by `sealed`. Names are looked up when the log is read. `transitions.record` writes
here what a model lists in `AUDITED`.
"""

import hashlib
import json
import re
import secrets
import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from eclore.database.current import current
from eclore.kit import clock
from eclore.kit.actor import Actor

CODE = re.compile(r"[A-Za-z0-9_.:/-]{0,80}")
GENESIS = "0" * 64


class Act(models.TextChoices):
    """What is remembered for good."""

    DECISION = "decision", _("Décision")
    MARK = "mark", _("Notation")
    RECUSAL = "recusal", _("Déport")
    SESSION = "session", _("Séance")
    SEAT = "seat", _("Composition d'un jury")
    ENTRY_CARD = "entry_card", _("Carte d'entrée d'un jury")
    PUBLICATION = "publication", _("Publication")
    AMENDMENT = "amendment", _("Rectification")
    MINUTES = "minutes", _("Procès-verbal")
    NOMINATION = "nomination", _("Nomination à un forum")
    JOURNAL = "journal", _("Journal d'un projet")
    EXPORT = "export", _("Export")
    VISIT = "visit", _("Visite")
    SIGN_IN_AS = "sign_in_as", _("Connexion au nom d'une autre personne")
    GRANT = "grant", _("Rôle ou habilitation")
    ACCOUNT = "account", _("Moyen de connexion")
    PERSONAL_DATA = "personal_data", _("Données personnelles")
    TERRITORY = "territory", _("Territoire")


def record(act: str, *, by: Actor, subject: models.Model | None = None, verb: str = "", **facts: Any) -> Any:
    """Add a line to the log of the open context. Raises ValueError for a fact that could hold a name or an opinion."""
    entry = _line(log(), act, by=by, subject=subject, verb=verb, facts=facts)
    entry.save(force_insert=True)
    return entry


def record_in(
    schema: str, using: str, act: str, *, by: Actor, subject: models.Model | None = None, verb: str = "", **facts: Any
) -> Any:
    """The same in the log of a schema, whatever the context: `using` is a connection whose search path leads there."""
    entry = _line(_log_of(schema), act, by=by, subject=subject, verb=verb, facts=facts)
    entry.save(using=using, force_insert=True)
    return entry


def log() -> Any:
    """The log of the open context: the territory's own, or the programme's."""
    return _log_of(current().schema_name)


def canonical(facts: dict[str, Any]) -> str:
    """The facts as the one text that is hashed: sorted keys, no spaces, plain ASCII, nothing undefined."""
    plain = {name: _plain(value) for name, value in facts.items() if value is not None}
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def sealed(content: Any, salt: str) -> str:
    """What proves a confidential content later without telling it now; the salt stays with the content."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def new_salt() -> str:
    """Without it, the few values that a mark can take would be found by trying them."""
    return secrets.token_hex(16)


def message(row: Any) -> str:
    """The text whose SHA-256 is a line's digest; `audit_digest` says the same in SQL."""
    parts = (
        row.number,
        row.previous,
        row.id,
        instant(row.at),
        row.act,
        row.verb,
        row.by_id or "",
        row.by_kind,
        row.subject_kind,
        row.subject_id or "",
        row.facts,
    )
    return "\n".join(map(str, parts))


def digest(row: Any) -> str:
    """What a line's digest must be."""
    return hashlib.sha256(message(row).encode()).hexdigest()


def instant(moment: datetime) -> str:
    """A moment as facts and digests tell it, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _log_of(schema: str | None) -> Any:
    return apps.get_model(settings.AUDIT_LOGS["programme" if schema == "public" else "territory"])


def _line(log: Any, act: str, *, by: Actor, subject: Any, verb: str, facts: dict[str, Any]) -> Any:
    return log(
        act=act,
        verb=verb,
        at=clock.now(),
        by_id=by.held.seat_id if by.held else by.user_id,
        by_kind=_kind_of(by),
        subject_kind=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        facts=canonical(facts),
    )


def _kind_of(by: Actor) -> str:
    if by.system:
        return "system"
    if by.held:
        return "seat"
    return "visitor" if by.visitor else "person" if by.is_authenticated else "unknown"


def _plain(value: Any) -> Any:
    if isinstance(value, bool | int):
        return value
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date | Decimal | uuid.UUID):
        return str(value)
    if isinstance(value, str) and CODE.fullmatch(value):
        return str(value)
    if isinstance(value, list | tuple | set | frozenset):
        return sorted(_plain(one) for one in value)
    raise ValueError(f"{value!r} does not belong in a log: give a key, a date, a figure or a code")
