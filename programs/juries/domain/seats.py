"""Members of a jury: added by their address, recognised when they arrive."""

from typing import Any, NotRequired, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit import clock, records
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.locks import lock
from eclore.kit.transitions import WrongState, record
from programs.juries import entry_cards, hooks
from programs.juries.attendance import stay
from programs.juries.models import AbstractJury, AbstractSeat
from programs.juries.rules import require
from programs.juries.states import JuryState, QualityGroup, SeatRole


class SeatGiven(TypedDict):
    """What a form or an endpoint says of a new member."""

    email: str
    name: str
    quality: NotRequired[str]
    quality_group: NotRequired[str]
    presides: NotRequired[bool]
    role: NotRequired[str]


class QualityGiven(TypedDict, total=False):
    """What is corrected of a member's quality: its words, its group."""

    quality: str
    quality_group: str


class AlreadySeated(Refusal):
    """This address has a seat already."""

    code = "already_seated"


@transaction.atomic
def add_seat(
    jury: AbstractJury,
    *,
    by: Actor,
    email: str,
    name: str,
    quality: str = "",
    quality_group: str = QualityGroup.OTHER,
    presides: bool = False,
    role: str = SeatRole.MEMBER,
    **extra: Any,
) -> Any:
    """A new seat, in any state before publication. `extra` are fields of the concrete seat."""
    lock(jury)
    require(by, "compose", jury)
    refuse_once_published(jury)
    email = email.strip().lower()
    _require_address(email)
    if not name.strip():
        raise Invalid(_("Indiquez le nom de cette personne."), field="name")
    if jury.seats.filter(email=email).exists():
        raise AlreadySeated(_("Cette personne siège déjà dans ce jury."), field="email")
    if presides and jury.seats.filter(presides=True).exists():
        raise Refusal(_("Une personne préside déjà ce jury."), code="already_presided", field="presides")
    if presides and role not in (SeatRole.MEMBER, SeatRole.VICE):
        raise Invalid(_("Qui préside note aussi : choisissez « Membre »."), code="president_votes", field="role")
    _require_group(quality_group)
    named = {"email": email, "name": name.strip(), "presides": presides, "role": role}
    named |= {"quality": quality.strip(), "quality_group": quality_group}
    awaited = jury.seats.model(role=role).is_awaited
    if awaited and jury.marks_in_any_order and jury.state == JuryState.OPEN:  # dossiers are read at home: by everybody
        extra |= {"present": True, "stays": [stay(clock.now())]}
    seat = jury.seats.create(**named, **extra)
    record(jury, "add_seat", by=by, note=seat.name, facts={"seat": seat})
    return seat


@transaction.atomic
def correct_quality(seat: AbstractSeat, *, by: Actor, **given: Unpack[QualityGiven]) -> AbstractSeat:
    """In which quality a member sits, before the publication; what is left out stays. Raises Invalid, WrongState."""
    jury = seat.jury
    lock(jury, seat)
    require(by, "compose", jury)
    refuse_once_published(jury)
    _require_group(given.get("quality_group", seat.quality_group))
    wanted = {name: str(value).strip() for name, value in given.items()}
    if changed := records.assign(seat, wanted):
        seat.save(update_fields=changed)
        note = f"{seat.name} : {seat.described}" if seat.described else seat.name
        record(jury, "correct_quality", by=by, note=note, facts={"seat": seat, "group": seat.quality_group})
    return seat


@transaction.atomic
def remove_seat(seat: AbstractSeat, *, by: Actor) -> None:
    """Take back a seat that has cast no ballot."""
    jury = seat.jury
    lock(jury, seat)
    require(by, "compose", jury)
    refuse_once_published(jury)
    if seat.ballots.filter(cast_at__isnull=False).exists():
        raise Refusal(_("Ce membre a déjà noté : indiquez plutôt son absence."), code="has_marked")
    if seat.preferences.exists():
        raise Refusal(_("Ce membre a comparé des dossiers : notez plutôt son départ."), code="has_compared")
    if seat.presided or seat.opinions.exists():
        raise Refusal(_("Le procès-verbal parle de ce membre : notez plutôt son départ."), code="is_told")
    record(jury, "remove_seat", by=by, note=seat.name, facts={"seat": seat})
    entry_cards.take_back(jury._meta.app_label, jury.pk, seats=[seat.pk])
    hooks.seat_gone.ask(seat, by)
    jury.passages.filter(chair_id=seat.pk).update(chair_id=None, chaired_since=None)
    seat.delete()


def claim(seats: Any, actor: Actor) -> int:
    """At arrival, give `actor` the seats that wait for their address; `seats` is the concrete model."""
    if not actor.is_authenticated or actor.visitor or not actor.email:
        return 0
    waiting = seats._default_manager.filter(email=actor.email.lower(), user__isnull=True)
    taken: int = waiting.update(user_id=actor.user_id)
    return taken


def refuse_once_published(jury: AbstractJury) -> None:
    if jury.state == JuryState.PUBLISHED:
        raise WrongState(_("Les décisions sont publiées : la séance ne change plus."), state=jury.state)
    if jury.state == JuryState.CANCELLED:
        raise WrongState(_("La séance est annulée : composez-en une autre."), state=jury.state)


def _require_group(group: str) -> None:
    if group not in QualityGroup.values:
        raise Invalid(_("Choisissez l'une des qualités proposées."), field="quality_group")


def _require_address(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid(
            _("Indiquez une adresse électronique complète, par exemple nom@exemple.fr."), field="email"
        ) from error
