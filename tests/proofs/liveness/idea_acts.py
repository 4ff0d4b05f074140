"""What is done with ideas, their teams, nominations and the people who may come in."""

from collections.abc import Iterator
from uuid import UUID

from django.conf import settings

from eclore.kit.actor import MEMBER, NATIONAL_ADMINISTRATOR, Actor
from eclore.kit.errors import Refusal
from programs.bridge import deliveries, nominations, takeovers
from programs.joint.forums.models import Nomination
from programs.local.ideas.domain import commitments, ideas, teams
from programs.local.ideas.models import Commitment, Idea, TeamMember
from tenants.accounts import authentication
from tenants.accounts.models import User
from tenants.memberships.domain import access, grants, invitations, members, visits
from tenants.memberships.models import Invitation, Membership, NationalGrant, Visit
from tenants.territories import sites
from tenants.territories.models import Territory
from tests.factories.ideas import a_draft
from tests.proofs.liveness.world import HOME, NATION, OUTSIDE, STRANGER, Move, World
from tests.support.personas import Persona

MOST = 2
BOSS = "responsable@exemple.fr"


def idea(pk: UUID) -> Idea:
    return Idea.objects.select_related("call__edition", "problem").get(pk=pk)


def idea_moves(world: World) -> Iterator[Move]:
    """Inside the territory's context."""
    known = list(Idea.objects.order_by("created_at", "pk").values_list("pk", flat=True))
    author = world.author
    if len(known) < MOST:
        yield Move("begin", None, lambda: a_draft(world.call, _as(world, author), title=f"Idée {len(known)}"))
    for pk in known:
        yield from _lead_moves(world, pk)
        yield from _triage_moves(world, pk, known)
        yield from _team_moves(world, pk)
        yield Move("nominate", pk, lambda pk=pk: nominations.nominate(idea(pk), world.forum, by=world.manager))
        yield Move("take_up", pk, lambda pk=pk: takeovers.take_up(idea(pk), by=world.manager))
    for key, about in Nomination.objects.filter(withdrawn_at=None).values_list("pk", "idea_id"):
        yield Move("recall", about, lambda key=key: nominations.withdraw(_nomination(key), by=world.manager))


def _lead_moves(world: World, pk: UUID) -> Iterator[Move]:
    author = world.author
    yield Move("submit", pk, lambda: ideas.submit(idea(pk), by=_as(world, author)))
    yield Move("complete", pk, lambda: ideas.complete(idea(pk), by=_as(world, author)))
    yield Move("withdraw", pk, lambda: ideas.withdraw(idea(pk), by=_as(world, author)))
    yield Move("save", pk, lambda: ideas.save(idea(pk), by=_as(world, author), answers={"solution": "Autre chose."}))


def _triage_moves(world: World, pk: UUID, known: list[UUID]) -> Iterator[Move]:
    by = world.manager
    yield Move("ask_completion", pk, lambda: ideas.ask_completion(idea(pk), by=by, reason="Précisez."))
    yield Move("set_aside", pk, lambda: ideas.set_aside(idea(pk), by=by, ground="other", text="Hors champ."))
    for other in known:
        if other != pk:
            yield Move("merge", pk, lambda other=other: ideas.merge(idea(pk), by=by, into=idea(other)))


def _team_moves(world: World, pk: UUID) -> Iterator[Move]:
    lead = world.author
    for email in (STRANGER, world.colleague.email):
        yield Move(
            "invite", pk, lambda email=email: teams.invite(idea(pk), by=_as(world, lead), email=email, name="Invitée")
        )
    for member in TeamMember.objects.filter(idea=pk):
        key = member.pk
        if not member.leads:
            yield Move("leave", pk, lambda key=key: teams.remove(_member(key), by=_as(world, lead)))
        person = {lead.user_id: lead, world.colleague.user_id: world.colleague}.get(member.user_id)
        if person is not None:
            verb = teams.take_consent_back if member.consented_at else teams.consent
            yield Move("consent", pk, lambda v=verb, k=key, p=person: v(_member(k), by=_as(world, p)))
        yield Move("ask_time", pk, lambda key=key: _ask_time(world, key))
        if Commitment.objects.filter(member=member, state="requested").exists():
            yield Move("sign", pk, lambda key=key: commitments.sign(Commitment.objects.get(member=key)))
            yield Move(
                "refuse", pk, lambda key=key: commitments.refuse(Commitment.objects.get(member=key), reason="Non.")
            )


def _ask_time(world: World, key: UUID) -> None:
    commitments.request(_member(key), by=_as(world, world.author), signatory_name="Cheffe", signatory_email=BOSS)


def people_moves(world: World) -> Iterator[Move]:
    """Roles given and taken, invitations; inside the territory's context."""
    by, site = world.manager, world.site
    for persona in (world.colleague, *world.jurors):
        held = Membership.objects.filter(user_id=persona.user_id, revoked_at=None)
        for pk in held.values_list("pk", flat=True):
            yield Move("revoke", persona.user_id, lambda pk=pk: _revoke(world, pk))
        yield Move("readmit", persona.user_id, lambda p=persona: _readmit(world, p))
    yield Move("invite_member", None, lambda: invitations.invite(STRANGER, "coach", site=site, by=by))
    for invitation in Invitation.objects.filter(accepted_at=None, revoked_at=None):
        yield Move("uninvite", invitation.pk, lambda one=invitation: invitations.withdraw(one, by=by))


def _revoke(world: World, pk: UUID) -> None:
    held = members.revoke(Membership.objects.select_related("user").get(pk=pk), by=world.manager)
    if not Membership.objects.filter(user=held.user_id, revoked_at=None).exists():
        world.taken_back.add(held.user_id)


def _readmit(world: World, persona: Persona) -> None:
    user = User.objects.get(pk=persona.user_id)
    members.grant(user, "member", territory_id=world.site.territory_id, by=world.manager)
    world.taken_back.discard(persona.user_id)


def nation_moves(world: World) -> Iterator[Move]:
    """In the programme's context: visits, national grants, and whoever signs in."""
    coach, by = world.coach, _administrator()
    yield Move("visit", None, lambda: _visit(world), NATION)
    for held in NationalGrant.objects.filter(user_id=coach.user_id, revoked_at=None):
        yield Move("take_grant", None, lambda one=held: grants.revoke(one, by=by), NATION)
    if not Visit.objects.exists():
        yield Move("give_grant", None, lambda: grants.grant(coach.email, "national_coach", by=by), NATION)
    for persona in (world.colleague, *world.jurors):
        yield Move("arrive", persona.user_id, lambda p=persona: arrive(world, p), OUTSIDE)
    yield delivery(world)


def delivery(world: World) -> Move:
    """A forum's decisions come home; refused when there is none."""
    return Move("deliver", None, lambda: _deliver(world), OUTSIDE)


def _deliver(world: World) -> None:
    if not deliveries.deliver(world.site):
        raise Refusal("nothing is published")


def arrive(world: World, persona: Persona) -> bool:
    """Sign in on the territory's host; whether one comes in."""
    with world.inside(NATION):
        let_in = access.of(User.objects.get(pk=persona.user_id), world.site).granted
    if let_in:
        actor = persona.at(world.site)
        with world.inside(HOME):
            teams.claim(actor)
    return let_in


def _visit(world: World) -> None:
    actor = authentication.person(world.coach.user_id, sites.find(settings.BASE_HOST))[1]
    visits.enter(Territory.objects.get(pk=world.site.territory_id), by=actor)


def _administrator() -> Actor:
    return Actor(name="Administration", email="admin@exemple.fr", roles=frozenset({NATIONAL_ADMINISTRATOR}))


def _member(pk: UUID) -> TeamMember:
    return TeamMember.objects.select_related("idea__call__edition").get(pk=pk)


def _nomination(pk: UUID) -> Nomination:
    return Nomination.objects.select_related("forum").get(pk=pk)


def _as(world: World, persona: Persona) -> Actor:
    return Actor(persona.user_id, persona.name, persona.email, frozenset({MEMBER}), schema=world.site.schema_name)
