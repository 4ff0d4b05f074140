"""How often one network may do, without an account, what costs others something: settings.LIMITS.

The key is the network that asks, never the person or the address aimed at: nobody can use up somebody else's share.
But a secret link bears its own count (`guessing`): only its holder can use it up, and another link begins anew.
"""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from eclore.database.current import current
from eclore.kit import limits
from eclore.kit.errors import TooMany
from tenants.networks import network
from tenants.requests import Request


def require_within(request: Request, action: str) -> None:
    """Count one more, for good, before anything else is written; raises TooMany beyond the rate of this action."""
    wait = limits.count(action, network=network(request))
    current().commit_and_continue()
    if wait:
        raise TooMany(
            _(
                "Trop de demandes en peu de temps depuis ce réseau. Ce que vous avez écrit n'est pas perdu :"
                " revenez en arrière et recommencez dans quelques minutes."
            ),
            wait=wait,
        )


def guessing(secret: UUID, action: str, sentence: str) -> None:
    """Count one more guess at what confirms this secret, whatever the network; raises TooMany, with this sentence."""
    wait = limits.count(action, network=str(secret))
    current().commit_and_continue()
    if wait:
        raise TooMany(sentence, wait=wait)
