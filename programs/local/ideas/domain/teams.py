"""Who carries an idea: inviting, arriving, leaving, consenting."""

from django.utils.translation import gettext_lazy as _

from eclore.kit import clock, transitions
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from programs.local.ideas import emails
from programs.local.ideas.domain import hearings
from programs.local.ideas.models import Commitment, CommitmentState, Idea, MemberStatus, TeamMember
from programs.local.ideas.rules import DECIDED
from programs.local.ideas.states import LEFT
from tenants.memberships.domain import pending_invitations
from tenants.memberships.domain.pending_invitations import create_pending_invitation, ensure_not_taken_back
from tenants.memberships.models import Reason


def invite(idea: Idea, *, by: Actor, email: str, name: str, status: str = MemberStatus.AGENT) -> TeamMember:
    """Add somebody by address, and write to them; they see the idea once they have signed in with it."""
    lock(idea)
    require(by, "ideas.invite", idea)
    email = email.strip().lower()
    _ensure_room(idea, email, status)
    ensure_not_taken_back(email)
    member = TeamMember.objects.create(idea=idea, email=email, name=name.strip(), status=status)
    _forget_team(idea)
    _agree_together(idea)
    transitions.record(idea, "invite", by=by, note=member.name)
    create_pending_invitation(email, name=member.name, by=by, reason=Reason.TEAM, reason_id=member.pk)
    emails.invitation(member, by=by)
    return member


def remove(member: TeamMember, *, by: Actor) -> None:
    """Take somebody out of the team; anyone may leave, but the person who leads."""
    idea = member.idea
    lock(idea, member)
    require(by, "ideas.invite", idea)
    if not member.may_be_removed:
        raise Refusal(_("La personne qui porte l'idée reste dans l'équipe : retirez l'idée plutôt."), code="lead_stays")
    name = member.name
    _leave(member, by=by)
    member.delete()
    _forget_team(idea)
    _agree_together(idea)
    transitions.record(idea, "leave", by=by, note=name)


def consent(member: TeamMember, *, by: Actor) -> TeamMember:
    """This person agrees that the idea, with their name, be shown to an interdepartmental forum."""
    lock(member.idea, member)
    require(by, "ideas.consent", member)
    if member.consented_at is not None:
        return member
    if member.idea.state in DECIDED:
        raise Refusal(_("Cette idée n'ira pas à un forum : votre accord n'est plus demandé."), code="decided")
    _consented(member, by=by, verb="consent")
    return member


def take_consent_back(member: TeamMember, *, by: Actor) -> TeamMember:
    """This person no longer agrees; a snapshot already sent is not changed."""
    lock(member.idea, member)
    require(by, "ideas.consent", member)
    if member.consented_at is not None:
        _consented(member, by=by, verb="take_consent_back")
    return member


def ask_to_join(idea: Idea, *, by: Actor) -> None:
    """Somebody who writes about the same problem asks to join an open team; who leads decides."""
    lock(idea)
    require(by, "ideas.join", idea)
    if any(member.email == by.email.lower() for member in idea.team.all()):
        raise Refusal(_("Vous êtes déjà dans cette équipe."), code="already_in_team")
    if idea.events.filter(verb="ask_to_join", by_id=by.user_id).exists():
        raise Refusal(_("Votre demande est déjà partie : l'équipe vous répondra."), code="already_asked")
    transitions.record(idea, "ask_to_join", by=by)
    emails.join_request(idea, by=by)


def let_go(idea: Idea, *, by: Actor) -> None:
    """The idea is answered or taken back, and nobody goes on with it: what stood on it alone falls.

    Invitations to its team, requests to sign somebody's time, consent to a forum; whatever heard it hears it no more.
    """
    hearings.end_of(idea)
    for member in idea.team.filter(user=None):
        _leave(member, by=by)
    Commitment.objects.filter(member__idea=idea, state=CommitmentState.REQUESTED).delete()
    if idea.team.filter(consented_at__isnull=False).update(consented_at=None) or idea.share_with_forum:
        idea.share_with_forum = False
        idea.save(update_fields=["share_with_forum"])
    _forget_team(idea)


def _leave(member: TeamMember, *, by: Actor) -> None:
    """What was promised with this place stands on another of theirs, or falls."""
    others = TeamMember.objects.filter(email=member.email).exclude(pk=member.pk).exclude(idea__state__in=LEFT)
    other = others.values_list("pk", flat=True).first()
    pending_invitations.let_go(member.email, reason=Reason.TEAM, reason_id=member.pk, by=by, instead=other)


def claim(actor: Actor) -> None:
    """Arriving: what was kept for this address in teams becomes this person's."""
    if actor.is_authenticated and actor.email and actor.schema != "public" and not actor.visitor:
        TeamMember.objects.filter(user=None, email=actor.email.lower()).update(user_id=actor.user_id)


def _ensure_room(idea: Idea, email: str, status: str) -> None:
    team = list(idea.team.all())
    if status not in MemberStatus.values:
        raise Invalid(_("Choisissez un statut de la liste."), field="status")
    if status != MemberStatus.AGENT and not idea.call.partners_allowed:
        raise Invalid(
            _("Cet appel est réservé aux agentes et agents du territoire."), code="agents_only", field="status"
        )
    if any(member.email == email for member in team):
        raise Invalid(_("Cette personne est déjà dans l'équipe."), code="already_in_team", field="email")
    if idea.team_is_full:
        sentence = _("Une équipe compte %(count)d personnes au plus : retirez quelqu'un avant d'inviter.")
        raise Invalid(sentence % {"count": idea.call.team_max}, code="team_full", field="email")


def _consented(member: TeamMember, *, by: Actor, verb: str) -> None:
    member.consented_at = clock.now() if verb == "consent" else None
    member.save(update_fields=["consented_at"])
    _forget_team(member.idea)
    _agree_together(member.idea)
    transitions.record(member.idea, verb, by=by)


def _agree_together(idea: Idea) -> None:
    """The idea may travel when everybody in its team agrees."""
    agreed = not idea.team.filter(consented_at=None).exists()
    if idea.share_with_forum != agreed:
        idea.share_with_forum = agreed
        idea.save(update_fields=["share_with_forum"])


def _forget_team(idea: Idea) -> None:
    getattr(idea, "_prefetched_objects_cache", {}).pop("team", None)
