"""State changes as a table: `apply` is the only way a state moves.

An aggregate's model names its table: `TRANSITIONS: dict[verb, Transition]`, has a `state` field and `events`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, cast

from django.db import models
from django.utils.translation import gettext as _

from eclore.kit import audit, clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Refusal
from eclore.kit.locks import is_held, lock
from eclore.kit.permissions import can, require


@dataclass(frozen=True)
class Transition:
    """From any of `sources` to `target`, if the rule named `permission` says so; `stamp` is a date field to fill."""

    sources: tuple[str, ...]
    target: str
    permission: str
    stamp: str = ""
    clears: tuple[str, ...] = ()


class Aggregate(Protocol):
    """What moves: a model with its table, its state and its history (`events`: eclore.kit.records.Event)."""

    state: Any  # a column of text, whatever its choices

    @property
    def TRANSITIONS(self) -> Mapping[str, Transition]: ...

    @property
    def pk(self) -> Any: ...

    @property
    def events(self) -> Any: ...

    def get_state_display(self) -> str: ...

    def save(self, *, update_fields: Iterable[str] | None = ...) -> None: ...


Moved = TypeVar("Moved", bound=Aggregate)


class WrongState(Refusal):
    """The verb does not apply to where the object stands now."""

    code = "wrong_state"


class AlreadyDone(WrongState):
    """Whoever asks has just done it: pages and endpoints show its result, `subject`, and do nothing again."""

    code = "already_done"

    def __init__(self, sentence: Any, *, subject: Any, **facts: Any) -> None:
        super().__init__(sentence, **facts)
        self.subject = subject


def apply(
    subject: Moved, verb: str, *, by: Actor, note: str = "", facts: Mapping[str, Any] | None = None, **changes: Any
) -> Moved:
    """Lock the row, check source and rule, save, write the aggregate's event; returns `subject`, refreshed.

    Raises WrongState or NotAllowed; writes nothing then; AlreadyDone when `by` is who made this very move.
    `changes` are fields saved with the move, `facts` what the log is told of it.
    """
    transition = subject.TRANSITIONS[verb]
    if not is_held(_row(subject)):
        lock(_row(subject))
    locked_state = str(subject.state)
    if locked_state not in transition.sources:
        refuse_again(subject, verb, by=by)
        raise WrongState(_where(subject), state=locked_state, verb=verb)
    require(by, transition.permission, subject)
    _move(subject, verb, changes)
    record(subject, verb, by=by, source=locked_state, target=subject.state, note=note, facts=facts)
    return subject


def refuse_again(subject: Aggregate, verb: str, *, by: Actor) -> None:
    """Raise AlreadyDone when this is the last move of `subject`, by the same person; for guards before `apply`.

    `subject.state` is read from a locked row.
    """
    somebody = by.is_authenticated or by.held is not None
    if not somebody or subject.state != subject.TRANSITIONS[verb].target:
        return
    last = subject.events.exclude(source="").exclude(target="").order_by("created_at", "pk").last()
    if last is not None and (last.verb, last.by_id, last.by_name) == (verb, by.user_id, by.name):
        raise AlreadyDone(_where(subject), subject=subject, state=str(subject.state), verb=verb)


def record(
    subject: Aggregate,
    verb: str,
    *,
    by: Actor,
    source: str = "",
    target: str = "",
    note: str = "",
    facts: Mapping[str, Any] | None = None,
) -> Any:
    """Write one line of the aggregate's history, at the project's clock; and of the log, for the verbs in `AUDITED`.

    `facts` go to the log alone: keys and codes, never names (eclore.kit.audit).
    """
    if act := getattr(subject, "AUDITED", {}).get(verb):
        audit.record(act, subject=_row(subject), by=by, verb=verb, **(facts or {}))
    return subject.events.create(verb=verb, source=source, target=target, by_id=by.user_id, by_name=by.name, note=note)


def available(subject: Aggregate, *, by: Actor) -> list[str]:
    """The verbs that `by` may apply now, in the table's order: what the buttons show."""
    return [
        verb
        for verb, transition in subject.TRANSITIONS.items()
        if subject.state in transition.sources and can(by, transition.permission, subject)
    ]


def _where(subject: Aggregate) -> str:
    return _(
        "Cette action n'est plus possible : l'état est maintenant « %(state)s »."
        " Rechargez la page pour voir où en est le dossier."
    ) % {"state": subject.get_state_display()}


def _move(subject: Aggregate, verb: str, changes: dict[str, Any]) -> None:
    """Every move goes through here: the tests listen to it, to say which verb none of them takes."""
    transition = subject.TRANSITIONS[verb]
    changes = {**dict.fromkeys(transition.clears), **changes, "state": transition.target}
    if transition.stamp:
        changes.setdefault(transition.stamp, clock.now())
    for name, value in changes.items():
        setattr(subject, name, value)
    subject.save(update_fields=list(changes))


def _row(subject: Aggregate) -> models.Model:
    return cast("models.Model", subject)  # every aggregate is one, which a Protocol cannot say
