"""Members are reminded of what is awaited from them: by letter, and on the tablet of whoever is in the room."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Refusal
from eclore.kit.locks import lock
from eclore.kit.transitions import AlreadyDone, record
from programs.juries import emails
from programs.juries.domain.seats import refuse_once_published
from programs.juries.models import AbstractJury
from programs.juries.queries import related
from programs.juries.reminders import Awaited, awaited, is_due
from programs.juries.rules import require


@transaction.atomic
def remind(jury: AbstractJury, *, by: Actor, seats: Collection[UUID] | None = None) -> list[Awaited]:
    """Remind these members, everybody without `seats`, of what is still awaited from them; those who were.

    Whoever was a moment ago is left alone: raises AlreadyDone when all were. Raises Refusal when nothing is awaited
    from any of them, NotAllowed, TooMany.
    """
    lock(jury)
    require(by, "lead", jury)
    refuse_once_published(jury)
    found = [each for each in awaited(jury) if seats is None or each.seat.pk in seats]
    if not found:
        raise Refusal(_("Plus rien n'est attendu : personne n'est à relancer."), code="nothing_awaited")
    rows = related(type(jury), "seats").filter(pk__in=[each.seat.pk for each in found])
    last: dict[UUID, Any] = dict(rows.values_list("pk", "reminded_at"))
    due = [each for each in found if is_due(last[each.seat.pk])]
    if not due:
        raise AlreadyDone(_("Le rappel vient d'être envoyé."), subject=jury)
    now = clock.now()
    rows.filter(pk__in=[each.seat.pk for each in due]).update(reminded_at=now)
    names = ", ".join(each.seat.name for each in due)
    facts = {"seats": [each.seat.pk for each in due], "answers": sum(each.answer for each in due)}
    record(jury, "remind", by=by, note=names, facts=facts)
    for each in due:
        each.seat.reminded_at = now
        if each.is_written_to:
            emails.reminder(each)
    return due
