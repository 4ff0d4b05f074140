"""The fiche d'engagement: asked of a line manager, signed or refused from a secret link, without account."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from eclore.kit import clock, transitions
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.keys import digest, new_key
from eclore.kit.locks import lock, root_of
from eclore.kit.permissions import require
from programs.local.ideas import emails
from programs.local.ideas.models import Commitment, CommitmentState, TeamMember

SIGNED, REFUSED, REQUESTED = CommitmentState.SIGNED, CommitmentState.REFUSED, CommitmentState.REQUESTED
MOST_DAYS = Decimal(5)
# What asking writes, the first time or again.
ASKED = (
    "signatory_name",
    "signatory_email",
    "days_per_week",
    "token_hash",
    "state",
    "reason",
    "answered_at",
    "created_at",
)


class AlreadyAnswered(Refusal):
    """The line manager has already signed or refused."""

    code = "already_answered"


def request(
    member: TeamMember, *, by: Actor, signatory_name: str, signatory_email: str, days_per_week: Decimal | None = None
) -> tuple[Commitment, str]:
    """Ask somebody to sign this member's time; asking again, or somebody else, makes the earlier link void.

    Returns the commitment and the secret of its link, which is not kept.
    """
    idea = member.idea
    lock(idea, member)
    require(by, "ideas.commitment", idea)
    _ensure_askable(member, signatory_email)
    secret = new_key()
    known = member.asked_commitment
    commitment = known or Commitment(member=member)
    commitment.signatory_name, commitment.signatory_email = signatory_name.strip(), signatory_email.strip().lower()
    commitment.days_per_week = _days(days_per_week or idea.call.edition.days_per_week)
    commitment.token_hash, commitment.state = digest(secret), REQUESTED
    commitment.reason, commitment.answered_at, commitment.created_at = "", None, clock.now()
    commitment.save(force_insert=True) if known is None else commitment.save(update_fields=ASKED)
    transitions.record(idea, "request_commitment", by=by, note=commitment.signatory_name)
    emails.commitment_request(commitment, secret, by=by)
    return commitment, secret


def remind(commitment: Commitment, *, by: Actor) -> Commitment:
    """Write again to the same person, with a new link; one who has refused is asked, not reminded."""
    lock(root_of(commitment, "member", "idea"), commitment)
    if commitment.is_refused:
        raise AlreadyAnswered(_("Cette personne a refusé : demandez de nouveau, ou à quelqu'un d'autre."))
    asked, _secret = request(
        commitment.member,
        by=by,
        signatory_name=commitment.signatory_name,
        signatory_email=commitment.signatory_email,
        days_per_week=commitment.days_per_week,
    )
    return asked


def find(secret: str) -> Commitment | None:
    """The commitment that this secret opens, with its member, idea and call; None for any other."""
    rows = Commitment.objects.select_related("member__idea__call__edition")
    return rows.filter(token_hash=digest(secret)).first()


def sign(commitment: Commitment, *, signatory_name: str = "", days_per_week: Decimal | None = None) -> Commitment:
    """The line manager frees the time; the team is told."""
    _hold(commitment)
    name = signatory_name.strip() or commitment.signatory_name
    days = _days(days_per_week if days_per_week is not None else commitment.days_per_week)
    return _answer(commitment, SIGNED, signatory_name=name, days_per_week=days)


def refuse(commitment: Commitment, *, reason: str, signatory_name: str = "") -> Commitment:
    """The line manager cannot; the reason goes to the team and the programme managers, who may ask again."""
    if not reason.strip():
        raise Invalid(_("Dites pourquoi : l'équipe le lira et pourra chercher une solution avec vous."), field="reason")
    _hold(commitment)
    name = signatory_name.strip() or commitment.signatory_name
    return _answer(commitment, REFUSED, signatory_name=name, reason=reason.strip())


def _hold(commitment: Commitment) -> None:
    """Raise AlreadyAnswered unless this very demand still waits: a reminder that leaves meanwhile has another link."""
    opened_with = commitment.token_hash
    lock(root_of(commitment, "member", "idea"), commitment)
    if (commitment.state, commitment.token_hash) != (REQUESTED, opened_with):
        raise AlreadyAnswered(_("Une réponse a déjà été donnée, ou la demande a changé : rechargez la page."))


def _answer(commitment: Commitment, state: str, **changes: object) -> Commitment:
    for name, value in {**changes, "state": state, "answered_at": clock.now()}.items():
        setattr(commitment, name, value)
    commitment.save(update_fields=[*changes, "state", "answered_at"])
    signatory = Actor(name=commitment.signatory_name, email=commitment.signatory_email)
    verb = "sign_commitment" if state == SIGNED else "refuse_commitment"
    transitions.record(commitment.member.idea, verb, by=signatory, note=commitment.reason or commitment.member.name)
    emails.commitment_answer(commitment, by=signatory)
    return commitment


def _ensure_askable(member: TeamMember, email: str) -> None:
    known = member.asked_commitment
    if known is not None and known.state == SIGNED:
        raise Refusal(_("Cette fiche d'engagement est déjà signée."), code="already_signed")
    if email.strip().lower() == member.email.lower():
        raise Invalid(
            _("Indiquez l'adresse de la personne responsable, pas celle de la personne à libérer."),
            code="own_address",
            field="signatory_email",
        )


def _days(days: Decimal) -> Decimal:
    if not Decimal("0.5") <= Decimal(days) <= MOST_DAYS:
        raise Invalid(_("Indiquez un nombre de jours par semaine entre 0,5 et 5."), field="days_per_week")
    return Decimal(days)
