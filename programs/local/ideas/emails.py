"""What is written to teams and to line managers, one function for each message."""

from eclore.kit import dates, mail
from eclore.kit.actor import Actor
from programs.local.ideas.models import Commitment, Draft, Idea, TeamMember
from programs.local.messages.domain import post
from tenants.territories.addresses import page


def resume_link(draft: Draft, secret: str) -> None:
    """The link to a draft without account; no folder of the territory keeps this message."""
    url = page("ideas-draft", secret)
    mail.post("ideas.resume_link", to_email=draft.email, context={"draft": draft, "call": draft.call, "url": url})


def acknowledgement(idea: Idea, *, by: Actor) -> None:
    """Received, with the number and the date of the answer."""
    to_the_team("ideas.acknowledgement", idea, by=by)


def completion_request(idea: Idea, *, by: Actor, reason: str) -> None:
    to_the_team("ideas.completion_request", idea, by=by, reason=reason)


def set_aside(idea: Idea, *, by: Actor, reason: str) -> None:
    to_the_team("ideas.set_aside", idea, by=by, reason=reason)


def withdrawal(idea: Idea, *, by: Actor) -> None:
    to_the_team("ideas.withdrawal", idea, by=by, without=by.email)


def merge(idea: Idea, into: Idea, *, by: Actor, reason: str) -> None:
    """Both teams are told, and who is credited."""
    to_the_team("ideas.merge", idea, by=by, into=into, reason=reason)
    to_the_team("ideas.merge_welcome", into, by=by, other=idea, reason=reason)


def invitation(member: TeamMember, *, by: Actor) -> None:
    """A colleague wants this person in the team."""
    _to(member, "ideas.invitation", member.idea, by=by)


def join_request(idea: Idea, *, by: Actor) -> None:
    """To the person who leads: who asks, and how to answer."""
    for member in idea.team.all():
        if member.leads:
            _to(member, "ideas.join_request", idea, by=by)


def commitment_request(commitment: Commitment, secret: str, *, by: Actor) -> None:
    """The secret link to sign or refuse, without account."""
    post(
        "ideas.commitment_request",
        to_email=commitment.signatory_email,
        to_name=commitment.signatory_name,
        about=commitment.member.idea_id,
        context={
            "commitment": commitment,
            "member": commitment.member,
            "idea": commitment.member.idea,
            "call": commitment.member.idea.call,
            "time": dates.days_a_week(commitment.days_per_week),
            "url": page("ideas-commitment", secret),
        },
        by=by,
    )


def commitment_answer(commitment: Commitment, *, by: Actor) -> None:
    """Signed, or refused with the reason: the whole team is told, and what may be done."""
    kind = "ideas.commitment_signed" if commitment.is_signed else "ideas.commitment_refused"
    to_the_team(
        kind, commitment.member.idea, by=by, commitment=commitment, time=dates.days_a_week(commitment.days_per_week)
    )


def to_the_team(kind: str, idea: Idea, *, by: Actor, without: str = "", **context: object) -> None:
    """The same words to every member, to each by name."""
    for member in idea.team.all():
        if member.email != without:
            _to(member, kind, idea, by=by, **context)


def _to(member: TeamMember, kind: str, idea: Idea, *, by: Actor, **context: object) -> None:
    words = {
        "idea": idea,
        "call": idea.call,
        "member": member,
        "by": by,
        "url": page("ideas-detail", idea.pk),
        **context,
    }
    post(kind, to_email=member.email, to_name=member.name, about=idea.pk, context=words, by=by)
