"""What juries write: to their members when they are given a seat, to teams when decisions are published."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from eclore.kit import mail
from eclore.kit.actor import Actor
from programs.local.juries.models import Seat
from programs.local.juries.outcomes import Addressee
from programs.local.messages.domain import post
from tenants.territories.addresses import page


def seat(member: Seat, *, by: Actor) -> None:
    """A link to the jury, for somebody who may never have come here."""
    jury = member.jury
    context = {"seat": member, "jury": jury, "by": by, "url": page("juries-jury", jury.pk)}
    post("local_juries.seat", to_email=member.email, to_name=member.name, about=jury.pk, context=context, by=by)


def draft(passage: Any) -> tuple[str, str]:
    """(subject, body) of the letter to a team, as its decision suggests it; nothing is written nor sent."""
    idea, decision = passage.idea, passage.decision
    context = {"decision": decision, "passage": passage}
    if idea is None:
        context |= {"url": page("incubation-project", passage.project_id)}
    else:
        rank = decision.waiting_rank if passage.jury.tells_waiting_rank else None
        context |= {"idea": idea, "call": idea.call, "url": page("ideas-detail", idea.pk), "rank": rank}
    return mail.render(f"local_juries.reply_{decision.verdict}", context)


def reply(passage: Any, addressee: Addressee, subject: str, body: str, *, by: Actor) -> None:
    """The letter, to one person of the team."""
    post(
        "local_juries.reply",
        to_email=addressee.email,
        to_name=addressee.name,
        about=passage.idea_id or passage.project_id,
        context={"subject": subject, "body": body},
        decision_id=passage.decision.pk,
        by=by,
    )


def order(
    kind: str, *, to_email: str, to_name: str, about: UUID, context: Mapping[str, object], calendar: str, by: Actor
) -> None:
    """The order of the day, with what goes into a calendar."""
    post(kind, to_email=to_email, to_name=to_name, about=about, context=context, calendar=calendar, by=by)
