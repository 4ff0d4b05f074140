"""Ballots that reach the server once marks are closed: kept, and counted or not by whoever decides, who says why.

A tablet that was cut off sends what it has kept when the network is back; the deliberation may have begun meanwhile.
"""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit import audit, clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, NotAllowed, Refusal
from eclore.kit.locks import lock, root_of
from eclore.kit.transitions import AlreadyDone, record
from programs.juries.domain.ballots import (
    PAPER,
    Marks,
    cast,
    every_mark,
    require_not_on_paper,
    require_short,
    seal_of,
    voter,
    write,
)
from programs.juries.domain.sessions import require_state
from programs.juries.models import AbstractBallot, AbstractJury, AbstractLateBallot, AbstractPassage, AbstractSeat
from programs.juries.queries import own_ballot, related
from programs.juries.rules import require_on, seat_of
from programs.juries.snapshots import read_sitting
from programs.juries.states import JuryState

LONGEST_REASON = 1000


@transaction.atomic
def hand_in(
    passage: AbstractPassage, *, by: Actor, marks: Marks, comment: str = ""
) -> AbstractBallot | AbstractLateBallot:
    """Validate a ballot; once marks are closed, and until decisions are published, hand it to whoever decides.

    The one that counts already, sent again, changes nothing; another one replaces what was handed in and not answered.
    Raises Invalid, Recused, WrongState, NotAllowed.
    """
    jury = passage.jury
    lock(jury, passage)
    if jury.state != JuryState.DELIBERATION:
        return cast(passage, by=by, marks=marks, comment=comment)
    seat = voter(passage, by, late=True)
    require_short(comment)
    wanted = every_mark(passage, marks)
    ballot, before = own_ballot(passage, seat)
    if ballot is not None and ballot.cast_at is not None and (wanted, comment) == (before, ballot.comment):
        return ballot
    require_not_on_paper(passage, seat)
    return keep(passage, seat, wanted, comment, by=by)


@transaction.atomic
def count_late(late: AbstractLateBallot, *, by: Actor, reason: str) -> AbstractLateBallot:
    """It counts, in the place of the member's own ballot if there was one. Raises Invalid, WrongState, NotAllowed."""
    _answer(late, by, reason, accepted=True)
    _write_closed(late, by)
    return late


@transaction.atomic
def set_aside_late(late: AbstractLateBallot, *, by: Actor, reason: str) -> AbstractLateBallot:
    """It does not count, and its member reads why. Raises Invalid, WrongState, NotAllowed."""
    _answer(late, by, reason, accepted=False)
    return late


def keep(
    passage: AbstractPassage,
    seat: AbstractSeat,
    marks: dict[UUID, int],
    comment: str,
    *,
    by: Actor,
    paper: bool = False,
) -> AbstractLateBallot:
    """Hand a whole ballot to whoever decides; `paper`: typed from a sheet. The caller holds the session."""
    rows = related(type(passage), "late_ballots").filter(passage=passage, seat=seat)
    told = {"marks": {str(key): value for key, value in marks.items()}, "comment": comment}
    same: AbstractLateBallot | None = rows.filter(**told).first()
    if same is not None:  # sent again, maybe by a device that has not heard the answer
        return same
    late: AbstractLateBallot
    late, _new = rows.update_or_create(
        passage=passage, seat=seat, answered_at=None, defaults={**told, "received_at": clock.now(), "paper": paper}
    )
    seal, means = seal_of(late.salt, marks, cast=False), PAPER if paper else None
    audit.record(audit.Act.MARK, subject=passage, by=by, verb="hand_in", seat=seat, late=late, seal=seal, means=means)
    return late


def _answer(late: AbstractLateBallot, by: Actor, reason: str, *, accepted: bool) -> None:
    """Once, by whoever decides of this dossier, before decisions are published."""
    passage = root_of(late, "passage")
    jury: AbstractJury = root_of(passage, "jury")
    lock(jury, passage, late)
    require_on(by, "decide", passage)
    if read_sitting(jury).is_recused(passage.pk, seat_of(by, jury)):
        raise NotAllowed(_("Vous êtes en déport pour ce passage : laissez un autre membre en décider."), code="recused")
    answered = _("Ce bulletin a déjà sa réponse : elle ne change plus.")
    if late.answered_at is not None:
        if late.accepted == accepted:
            raise AlreadyDone(answered, subject=late)
        raise Refusal(answered, code="already_answered")
    require_state(
        jury, JuryState.DELIBERATION, _("Un bulletin tardif reçoit sa réponse pendant la délibération, pas après.")
    )
    late.reason = _reason(reason)
    late.answered_at, late.accepted, late.author_id = clock.now(), accepted, by.user_id
    late.save(update_fields=["answered_at", "accepted", "reason", "author_id"])
    note = f"{late.seat.name} · {passage.title} : {late.reason}"
    facts = {"passage": passage, "seat": late.seat, "late": late}
    record(jury, "count_late" if accepted else "set_aside_late", by=by, note=note, facts=facts)


def _write_closed(late: AbstractLateBallot, by: Actor) -> None:
    """The database keeps closed ballots as they are: the session opens for this one and closes, in one transaction."""
    jury = late.passage.jury
    kept = {name: getattr(jury, name) for name in ("state", "closed_at", "revealed_at")}
    rows = type(jury)._default_manager.filter(pk=jury.pk)
    rows.update(state=JuryState.OPEN, closed_at=None, revealed_at=None)
    write(late.passage, late.seat, late.given, late.comment, by=by, final=True, paper=late.paper)
    rows.update(**kept)


def _reason(text: str) -> str:
    text = text.replace("\x00", "").strip()
    if not text:
        raise Invalid(_("Dites pourquoi : le motif reste dans l'historique de la séance."), field="reason")
    if len(text) > LONGEST_REASON:
        limit = {"limit": LONGEST_REASON}
        raise Invalid(_("Ce texte dépasse %(limit)s caractères : raccourcissez-le.") % limit, field="reason")
    return text
