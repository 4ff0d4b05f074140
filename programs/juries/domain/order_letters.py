"""The order of the day, written to whoever sits and to whoever is expected, each with what goes into their calendar."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit.actor import Actor
from eclore.kit.errors import Refusal
from eclore.kit.locks import lock
from eclore.kit.transitions import AlreadyDone, record
from programs.juries import calendars
from programs.juries.day import Programme, programme_of
from programs.juries.domain.seats import refuse_once_published
from programs.juries.domain.sessions import NotReady
from programs.juries.models import AbstractJury
from programs.juries.queries import in_list, recusals_of
from programs.juries.rules import require
from programs.juries.sendings import SEND, Guest, Sendings, sendings
from tenants.territories.addresses import page

JuryT = TypeVar("JuryT", bound=AbstractJury)


class Post(Protocol):
    """How a side writes: in its transaction, once."""

    def __call__(
        self,
        kind: str,
        *,
        to_email: str,
        to_name: str,
        about: UUID,
        context: dict[str, object],
        calendar: str,
        by: Actor,
    ) -> object: ...


def nobody(_jury: Any) -> list[Guest]:
    """Where those who are expected are not known."""
    return []


def nowhere(_day: Programme, _issue: calendars.Issue) -> int:
    """Where nobody else writes to those who are expected."""
    return 0


@transaction.atomic
def send_order(
    jury: JuryT,
    *,
    by: Actor,
    post: Post,
    guests: Callable[[JuryT], Iterable[Guest]] = nobody,
    elsewhere: Callable[[Programme, calendars.Issue], int] = nowhere,
    zone: str,
) -> int:
    """Write to every member, and to each guest their own hour; how many letters.

    A member reads nothing of what they have stepped aside from. `elsewhere` has teams written to by those who know
    them, and tells how many teams. Once, until something is corrected: raises AlreadyDone to whoever has just sent it,
    Refusal to others. Raises NotReady without a passage, or an hour for those to hear.
    """
    lock(jury)
    require(by, "admit", jury)
    refuse_once_published(jury)
    told, passages = sendings(jury), list(in_list(jury.passages.all()))
    _require_due(jury, told, by)
    day = programme_of(jury, passages)
    _require_ready(day)
    issue = calendars.Issue(zone, told.sequence, page("juries-agenda", jury.pk))
    letters = [*_to_seats(day, passages, issue, told), *_to_guests(day, guests(jury), issue, told)]
    note = ngettext("%(count)s message", "%(count)s messages", len(letters)) % {"count": len(letters)}
    if teams := elsewhere(day, issue):
        by_territories = ngettext(
            "%(count)s équipe prévenue par son territoire", "%(count)s équipes prévenues par leur territoire", teams
        )
        note = f"{note}, {by_territories % {'count': teams}}"
    record(jury, SEND, by=by, note=note, facts={"letters": len(letters), "sequence": issue.sequence})
    for letter in letters:
        post(about=jury.pk, by=by, **letter)
    return len(letters)


def _require_due(jury: AbstractJury, told: Sendings, by: Actor) -> None:
    if told.is_due:
        return
    sentence = _("L'ordre du jour est déjà envoyé, et rien n'a été corrigé depuis.")
    if (told.by_id, told.by_name) == (by.user_id, by.name):
        raise AlreadyDone(sentence, subject=jury, state=str(jury.state))
    raise Refusal(sentence, code="already_sent")


def _require_ready(day: Programme) -> None:
    if not day.items:
        raise NotReady(_("Ajoutez d'abord des passages : il n'y a rien à envoyer."))
    if not day.has_hours and not day.jury.marks_in_any_order:
        raise NotReady(_("Indiquez d'abord l'heure de la séance : chaque équipe est attendue à la sienne."))


def _to_seats(day: Programme, passages: list[Any], issue: calendars.Issue, told: Sendings) -> Iterable[dict[str, Any]]:
    left: dict[UUID, set[UUID]] = defaultdict(set)
    for recusal in recusals_of(day.jury).filter(confirmed_at__isnull=False):
        left[recusal.seat_id].add(recusal.passage_id)
    for each in day.jury.seats.all():
        own = programme_of(day.jury, passages, left[each.pk])
        context = {"name": each.name, "jury": day.jury, "day": own, "again": bool(told.count), "url": issue.url}
        yield {
            "kind": "juries.order",
            "to_email": each.email,
            "to_name": each.name,
            "context": context,
            "calendar": calendars.of_session(own, issue),
        }


def _to_guests(
    day: Programme, guests: Iterable[Guest], issue: calendars.Issue, told: Sendings
) -> Iterable[dict[str, Any]]:
    """Each their own dossier, without the address of the session, which is not theirs to open."""
    items, unlinked = {item.key: item for item in day.items}, calendars.Issue(issue.zone, issue.sequence)
    for guest in guests:
        item = items[guest.passage_id]
        context = {"name": guest.name, "jury": day.jury, "item": item, "day": day, "again": bool(told.count)}
        yield {
            "kind": "juries.hearing",
            "to_email": guest.email,
            "to_name": guest.name,
            "context": context,
            "calendar": calendars.of_hearing(day.jury, item, unlinked),
        }
