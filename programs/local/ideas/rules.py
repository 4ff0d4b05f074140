"""Who may do what to an idea. A draft belongs to its team and to nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.predicates import always_allow, predicate

from eclore.kit.actor import MANAGER, NATIONAL_ADMINISTRATOR, NATIONAL_COACH, Actor
from eclore.kit.permissions import has_role, is_signed_in, is_the_system, sees_as
from programs.local.ideas.states import LEFT, IdeaState

if TYPE_CHECKING:  # the models are not ready when rules are read
    from programs.local.ideas.models import Idea, TeamMember

runs_programmes = has_role(MANAGER)
follows_the_programme = sees_as(MANAGER, NATIONAL_COACH, NATIONAL_ADMINISTRATOR)
DECIDED = (
    IdeaState.OUT_OF_SCOPE,
    IdeaState.MERGED,
    IdeaState.NOT_SHORTLISTED,
    IdeaState.LAUREATE,
    IdeaState.NOT_RETAINED,
    IdeaState.TAKEN_INTERNALLY,
    IdeaState.WITHDRAWN,
)


@predicate
def is_visiting(actor: Actor) -> bool:
    return actor.visitor


@predicate
def is_in_the_team(actor: Actor, idea: Idea) -> bool:
    """Whoever began it leads it for good, so that nobody has to be read to know."""
    if not actor.is_authenticated:
        return False
    is_author = str(idea.author_id) == str(actor.user_id)
    return is_author or any(member.user_id == actor.user_id for member in idea.team.all())


@predicate
def leads_the_team(actor: Actor, idea: Idea) -> bool:
    return actor.is_authenticated and any(
        member.user_id == actor.user_id and member.leads for member in idea.team.all()
    )


@predicate
def was_submitted(actor: Actor, idea: Idea) -> bool:
    return idea.submitted_at is not None


@predicate
def is_undecided(actor: Actor, idea: Idea) -> bool:
    return idea.state not in DECIDED


@predicate
def goes_on(actor: Actor, idea: Idea) -> bool:
    return idea.state not in (*LEFT, IdeaState.NOT_RETAINED)


@predicate
def is_oneself(actor: Actor, member: TeamMember) -> bool:
    return actor.is_authenticated and not actor.visitor and member.user_id == actor.user_id


@predicate
def welcomes_others(actor: Actor, idea: Idea) -> bool:
    return idea.open_team and idea.submitted_at is not None and idea.state not in DECIDED


carries_the_idea = is_in_the_team & ~is_visiting

CAN = {
    "ideas.start": is_signed_in & ~is_visiting,
    # The link is the key: whoever holds it writes.
    "ideas.draft": always_allow,
    "ideas.ask_callback": always_allow,
    "ideas.call_back": runs_programmes,
    "ideas.see": is_in_the_team | (was_submitted & follows_the_programme),
    "ideas.edit": carries_the_idea & is_undecided,
    "ideas.attach": carries_the_idea & is_undecided,
    "ideas.submit": carries_the_idea,
    "ideas.invite": carries_the_idea & is_undecided,
    # The time is signed for a retained idea too: its project does not begin without.
    "ideas.commitment": (carries_the_idea | (was_submitted & runs_programmes)) & goes_on,
    "ideas.join": is_signed_in & ~is_visiting & welcomes_others,
    "ideas.consent": is_oneself,
    "ideas.withdraw": leads_the_team & ~is_visiting,
    "ideas.follow": follows_the_programme,
    "ideas.triage": was_submitted & runs_programmes,
    "ideas.decide": is_the_system | (was_submitted & runs_programmes),
    "ideas.nominate": is_the_system | (was_submitted & runs_programmes),
}
