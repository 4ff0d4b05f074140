"""What the link of an invitation's e-mail opens: a page that says where to prove the mailbox, never a session."""

from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Refusal
from eclore.kit.keys import digest
from tenants.memberships.models import Invitation


class OpensNothing(Refusal):
    """The link leads nowhere any more, or not for who is here; the sentence says what to do."""

    code = "invitation_over"
    status = 410


def opened(secret: str, *, by: Actor) -> Invitation:
    """The invitation that this link is about, while it is pending; in the territory's context. Raises OpensNothing."""
    invitation = Invitation.objects.filter(secret_hash=digest(secret)).first()
    if invitation is None:
        raise _unknown()
    if invitation.revoked_at is not None:
        raise OpensNothing(
            _(
                "Cette invitation a été retirée ou remplacée. Ouvrez le dernier message reçu, ou demandez une nouvelle"
                " invitation à la personne qui vous a écrit."
            ),
            code="invitation_withdrawn",
        )
    if invitation.accepted_at is not None:
        raise OpensNothing(
            _(
                "Cette invitation a déjà servi : son lien ne sert qu'une fois. Connectez-vous avec l'adresse qui l'a"
                " reçue."
            ),
            code="invitation_used",
        )
    if invitation.expires_at <= clock.now():
        raise OpensNothing(
            _(
                "Cette invitation n'est plus valable : le délai est passé. Demandez-en une nouvelle à la personne qui"
                " vous a écrit."
            ),
            code="invitation_expired",
        )
    if by.is_authenticated and by.email.lower() != invitation.email:
        raise _for_somebody_else(by)
    return invitation


def masked(email: str) -> str:
    """Enough for its owner to know it, not for whom the e-mail was forwarded to: `j…@exemple.fr`."""
    name, _at, domain = email.rpartition("@")
    return f"{name[:1]}…@{domain}"


def _unknown() -> OpensNothing:
    refusal = OpensNothing(
        _(
            "Ce lien ne mène à aucune invitation. Copiez l'adresse entière depuis le message reçu, ou demandez une"
            " nouvelle invitation."
        ),
        code="invitation_unknown",
    )
    refusal.status = 404
    return refusal


def _for_somebody_else(by: Actor) -> OpensNothing:
    refusal = OpensNothing(
        _(
            "Cette invitation est pour une autre adresse que la vôtre (%(email)s). Si les deux sont à vous,"
            " déconnectez-vous, puis rouvrez le lien."
        )
        % {"email": by.email},
        code="invitation_other_address",
    )
    refusal.status = 403
    return refusal
