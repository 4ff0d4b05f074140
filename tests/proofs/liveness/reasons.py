"""What every right stands on: where its reason is gone, so is the right."""

from collections import Counter
from collections.abc import Iterator

from eclore.kit import clock
from programs.joint.forums.models import Nomination
from programs.local.ideas.models import Commitment, TeamMember
from programs.local.juries.models import Passage, Seat
from tenants.memberships.models import Invitation, Membership, NationalGrant, Visit
from tests.proofs.liveness.idea_acts import arrive
from tests.proofs.liveness.world import HOME, NATION, World

LEFT = ("withdrawn", "merged", "out_of_scope", "not_shortlisted")  # an idea with which nobody goes on
OVER = ("published", "cancelled")


def without_reason(world: World) -> list[str]:
    """Each right that outlives its reason, in words."""
    with world.inside(HOME):
        found = [*_invitations(), *_jurors(world), *_consents(), *_hearings()]
    with world.inside(NATION):
        found += _visits(world)
    return [*found, *_taken_back(world), *_visitor(world)]


def _invitations() -> Iterator[str]:
    """Into a team, for somebody of that team; to a jury, for somebody who sits; a manager's own stand alone."""
    teams = set(TeamMember.objects.exclude(idea__state__in=LEFT).values_list("email", flat=True))
    seats = set(Seat.objects.exclude(jury__state__in=OVER).values_list("email", flat=True))
    pending = Invitation.objects.filter(accepted_at=None, revoked_at=None, secret_hash=None)
    for invitation in pending:
        alive = teams if invitation.role == "member" else seats
        if invitation.email not in alive:
            yield f"an invitation as {invitation.role} waits for {invitation.email}, who is expected nowhere"


def _jurors(world: World) -> Iterator[str]:
    """Every juror's role here was given with a seat."""
    sitting = set(Seat.objects.exclude(jury__state="cancelled").values_list("email", flat=True))
    for held in Membership.objects.filter(role="juror", revoked_at=None).select_related("user"):
        if held.user.email not in sitting:
            yield f"{held.user.email} is a juror, and sits nowhere"


def _consents() -> Iterator[str]:
    gone = TeamMember.objects.filter(idea__state__in=LEFT, consented_at__isnull=False)
    for member in gone.select_related("idea"):
        yield f"{member.name} consents to a forum for an idea that is {member.idea.state}"
    for asked in Commitment.objects.filter(state="requested", member__idea__state__in=LEFT):
        yield f"a link asks {asked.signatory_email} to sign for an idea that is gone"


def _hearings() -> Iterator[str]:
    """One open hearing for each idea."""
    open_passages = Passage.objects.exclude(jury__state__in=OVER).exclude(idea=None)
    heard = Counter(open_passages.exclude(idea__state__in=LEFT).values_list("idea_id", flat=True))
    heard.update(Nomination.objects.filter(withdrawn_at=None, decision=None).values_list("idea_id", flat=True))
    for idea, times in heard.items():
        if times > 1:
            yield f"idea {idea} is in {times} open hearings"


def _visits(world: World) -> Iterator[str]:
    holders = NationalGrant.objects.filter(revoked_at=None).values("user_id")
    for visit in Visit.objects.filter(ends_at__gt=clock.now()).exclude(user_id__in=holders):
        yield f"a visit goes on for {visit.name}, who has no national grant"


def _taken_back(world: World) -> Iterator[str]:
    """Nobody whom a manager has taken back comes in by what a colleague promises."""
    for persona in (world.colleague, *world.jurors):
        if persona.user_id in world.taken_back and _promised_by_a_manager(world, persona.email):
            continue
        with world.undone():
            if persona.user_id in world.taken_back and arrive(world, persona):
                yield f"{persona.name} was taken back, and comes in again"


def _promised_by_a_manager(world: World, email: str) -> bool:
    """By an invitation of theirs, or a seat, which is theirs to give: to come, or there already."""
    with world.inside(NATION):
        ours = Invitation.objects.filter(email=email, accepted_at=None, revoked_at=None)
        held = Membership.objects.filter(user__email=email, revoked_at=None, reason__in=("manager", "seat"))
        return ours.exclude(role="member", secret_hash=None).exists() or held.exists()


def _visitor(world: World) -> Iterator[str]:
    """Whoever visits is seen as a visitor, whatever else they are."""
    with world.inside(NATION):
        holders = NationalGrant.objects.filter(revoked_at=None).values("user_id")
        visits = Visit.objects.filter(ends_at__gt=clock.now(), user_id=world.coach.user_id, user_id__in=holders)
        visiting = visits.exists()
    with world.undone():
        if visiting and not world.coach.at(world.site).visitor:
            yield f"{world.coach.name} visits, and is not shown as a visitor"
