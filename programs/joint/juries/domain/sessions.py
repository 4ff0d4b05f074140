"""The day itself: opening freezes the forum's dossiers; then members mark, step aside, and the jury deliberates."""

from django.db import transaction

from eclore.kit.actor import Actor
from programs.joint.forums import domain as forums
from programs.joint.juries.domain.convening import take_in
from programs.joint.juries.models import Jury
from programs.juries.domain import amendments, ballots, passages, recusals, sessions
from programs.juries.rules import demand

cast, save = ballots.cast, ballots.save
open_passage, close_passage = passages.open_passage, passages.close_passage
recuse, confirm_recusal, decline_recusal = recusals.recuse, recusals.confirm, recusals.decline
amend = amendments.amend
deliberate, resume, reveal = sessions.deliberate, sessions.resume, sessions.reveal


@transaction.atomic
def open_session(jury: Jury, *, by: Actor) -> Jury:
    """Take in the last dossiers, then let nothing in or out of the forum any more, and let members mark."""
    demand(by, "lead", jury)
    forums.hear(jury.forum, by=by)
    take_in(jury, by=by)
    return sessions.open_session(jury, by=by)
