"""What tests of a deliberation share: rows as they are now, one more member, a dossier that is decided."""

from typing import Any

from eclore.kit import clock
from programs.juries import domain
from programs.juries.attendance import stay
from programs.juries.models import AbstractJury, AbstractPassage, AbstractSeat
from programs.juries.queries import related
from programs.juries.states import SeatRole
from tests.programs.juries.sides import Held
from tests.support.personas import Persona, person

FAVOURABLE = {"local_juries": "laureate", "joint_juries": "retained"}


def jury_of(held: Held) -> AbstractJury:
    """As whoever leads it reads it now; inside its context, as all the others."""
    found: AbstractJury = held.side.jury_or_404(held.jury.pk, held.runs)
    return found


def passage_of(held: Held, rank: int = 0) -> AbstractPassage:
    """A dossier of it, by its rank."""
    found: AbstractPassage = held.side.passages.objects.get(pk=held.passages[rank].pk)
    found.jury = jury_of(held)
    return found


def seat_of(held: Held, who: Persona) -> AbstractSeat:
    found: AbstractSeat = held.side.seats.objects.select_related("jury").get(jury=held.jury, email=who.email)
    return found


def joins(held: Held, role: str = SeatRole.MEMBER, *, present: bool = True, name: str = "") -> Persona:
    """One member more, with an account, there since the opening or not; outside any context."""
    local = held.side.app_label == "local_juries"
    who = person("juror", at=held.site, name=name) if local else person(name=name)
    with held.inside():
        stays = [stay(jury_of(held).opened_at or clock.now())] if present else []
        given: dict[str, Any] = {"user_id": who.user_id, "email": who.email, "name": who.name}
        held.side.seats.objects.create(jury=held.jury, role=role, present=present, stays=stays, **given)
    return who


def decided(held: Held, rank: int = 0, verdict: str = "") -> None:
    """With a verdict, pending."""
    with held.inside():
        told = verdict or FAVOURABLE[held.side.app_label]
        held.side.decide(passage_of(held, rank), by=held.runs, verdict=told, motivation="Utile.")


def published(held: Held) -> None:
    """As publication leaves it: nothing changes any more."""
    with held.inside():
        held.side.juries.objects.filter(pk=held.jury.pk).update(state="published", published_at=clock.now())


def told(held: Held, verb: str) -> list[str]:
    """The notes of the session's history, in order."""
    return list(jury_of(held).events.filter(verb=verb).order_by("created_at").values_list("note", flat=True))


def rows(held: Held, name: str) -> list[Any]:
    return list(related(held.side.passages, name).select_related("passage__jury").order_by("created_at"))


def reopened(held: Held) -> None:
    """Marks are open again."""
    with held.inside():
        domain.resume(jury_of(held), by=held.runs)
