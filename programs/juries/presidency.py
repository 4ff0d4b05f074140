"""Who presides now, of the session or of one dossier, since when, and who did before: from members that are loaded."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit.actor import Actor
from programs.juries.attendance import hour, told_hours
from programs.juries.models import AbstractJury, AbstractPassage, AbstractSeat
from programs.juries.rules import can
from programs.juries.states import JuryState

# The dossiers of a session that have a president of their own, in one column, read by `lendings`.
LENT = """(SELECT array_agg(ARRAY[id::text, chair_id::text, title] ORDER BY position, id) FROM {passages}
        WHERE jury_id = %(jury)s AND chair_id IS NOT NULL)"""


@dataclass(frozen=True)
class Lent:
    """A dossier that has a president of its own, `seat`."""

    passage: UUID
    seat: UUID
    title: str


def president(jury: AbstractJury) -> AbstractSeat | None:
    """Whoever presides the session now."""
    return next((seat for seat in jury.seats.all() if seat.presides), None)


def chair(passage: AbstractPassage) -> AbstractSeat | None:
    """Whoever presides on one dossier: chosen for it alone, else of the session."""
    if passage.chair_id is None:
        return president(passage.jury)
    return next((seat for seat in passage.jury.seats.all() if seat.pk == passage.chair_id), None)


def before(jury: AbstractJury) -> AbstractSeat | None:
    """Whoever handed the presidency over to the one who has it: it is given back to them in one act."""
    now = president(jury)
    began = now.presided[-1].lower if now is not None and now.presided else None
    former = (seat for seat in jury.seats.all() if any(each.upper == began for each in seat.presided))
    return next(former, None) if began else None


def sentence(jury: AbstractJury) -> str:
    """« Présidence : Anne, depuis 14 h 02 », for the pages of the session; empty while nobody presides."""
    now = president(jury)
    if now is None:
        return ""
    return in_words(now.name, now.presided[-1].lower if now.presided else None, jury.held_on)


def closed_to(actor: Actor, jury: AbstractJury) -> str:
    """Why the ranking of a deliberation is closed to whoever may not reveal it, and who may; empty otherwise."""
    waits = jury.state == JuryState.DELIBERATION and jury.revealed_at is None
    now = president(jury)
    if now is None or not waits or can(actor, "reveal", jury):
        return ""
    told = _(
        "Le classement n'est pas dévoilé : %(name)s, qui préside, peut le dévoiler. Les notes restent fermées d'ici là."
    )
    return told % {"name": now.name}


def in_words(name: str | None, since: datetime | None, held_on: date) -> str:
    """The same from a name; empty without one. `since`: None for who has presided from the beginning."""
    if not name:
        return ""
    if since is None:
        return _("Présidence : %(name)s") % {"name": name}
    return _("Présidence : %(name)s, depuis %(hour)s") % {"name": name, "hour": hour(since, held_on)}


def lendings(rows: Iterable[Sequence[str]] | None) -> list[Lent]:
    """What LENT has read."""
    return [Lent(UUID(passage), UUID(seat), title) for passage, seat, title in rows or ()]


def digest(lent: Iterable[Lent]) -> str:
    """Changes with them; empty without any."""
    told = " ".join(f"{each.passage} {each.seat}" for each in lent)
    return sha256(told.encode()).hexdigest()[:16] if told else ""


def own(seats: Collection[UUID], lent: Iterable[Lent], *, presides: bool) -> str:
    """To whoever has these seats, what they preside; empty for nothing."""
    if presides:
        return _("Vous présidez la séance.")
    titles = [_("« %(title)s »") % {"title": each.title} for each in lent if each.seat in seats]
    said = ngettext("Vous présidez le passage %(titles)s.", "Vous présidez les passages %(titles)s.", len(titles))
    return said % {"titles": ", ".join(titles)} if titles else ""


def of_passage(passage: AbstractPassage) -> str:
    """The same of a dossier that has a president of its own; empty otherwise."""
    lent = chair(passage) if passage.chair_id else None
    return _("Présidence de ce passage : %(name)s") % {"name": lent.name} if lent else ""


def told(jury: AbstractJury, names: Mapping[UUID, str], *, today: date | None = None) -> str:
    """For the minutes, when it changed hands: who presided from when until when. `names`: seat → as it is written."""
    held = [(each.lower, seat, each) for seat in jury.seats.all() for each in seat.presided]
    terms = [
        _("%(name)s (%(hours)s)") % {"name": names[seat.pk], "hours": told_hours([each], jury.held_on, today=today)}
        for _since, seat, each in sorted(held, key=lambda term: term[0])
    ]
    return _("Présidence : %(terms)s.") % {"terms": ", ".join(terms)} if terms else ""


def told_of_passages(passages: Iterable[AbstractPassage], names: Mapping[UUID, str]) -> dict[UUID, str]:
    """For the minutes: passage → who presided on it alone."""
    lent = ((passage.pk, names.get(passage.chair_id)) for passage in passages if passage.chair_id)
    return {key: _("Présidence de ce passage : %(name)s") % {"name": name} for key, name in lent if name}
