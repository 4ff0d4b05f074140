"""A session whose decisions are published, on either side, and what its minutes are signed with."""

from decimal import Decimal
from typing import Any

from programs.juries import domain
from programs.juries.minutes.record import versions
from programs.juries.models import AbstractMinutes
from tests.programs.juries.deliberations import jury_of
from tests.programs.juries.sides import Held

AT = {"site": "Ici", "verify_url": "https://ici.fr/verifier/"}


def publish(held: Held, *, presided: bool = True) -> Held:
    """The first dossier is retained, the second is not; ranked, revealed, decided, published."""
    for rank in (0, 1):
        held.president().post(held.dossier(rank), held.marks(5 - rank, comment=f"Mot sur {rank}"))
        held.member().post(held.dossier(rank), held.marks(4 - rank))
    held.deliberate()
    reveals = held.members[0].at(held.site) if presided else held.runs
    with held.inside():
        domain.reveal(jury_of(held), by=reveals)
        decide(held)
        held.side.publish(jury_of(held), by=held.runs)
    return held


def decide(held: Held) -> None:
    """Inside the context."""
    passages = [held.side.passages.objects.select_related("jury").get(pk=each.pk) for each in held.passages]
    taken = "laureate" if held.side.app_label == "local_juries" else "retained"
    rulings = [
        held.side.ruling(passages[0], taken, motivation="Problème chiffré.", weeks=9, days_per_week=Decimal(1)),
        held.side.ruling(passages[1], "not_retained", motivation="Trop tôt."),
    ]
    domain.decide_together(jury_of(held), rulings, by=held.runs)


def freeze(held: Held, **more: Any) -> AbstractMinutes:
    """Inside the context."""
    return domain.freeze_minutes(jury_of(held), by=held.runs, **AT, **more)


def frozen(held: Held) -> list[AbstractMinutes]:
    """Every version, with its bytes."""
    with held.inside():
        return list(versions(jury_of(held)).defer(None).prefetch_related("signatures"))


def amended(held: Held, correction: str = "Neuf semaines.") -> None:
    """Something is corrected after publication."""
    with held.inside():
        domain.amend(jury_of(held), by=held.runs, correction=correction, reason="Faute de frappe.")
