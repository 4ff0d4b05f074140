"""How often one network may do what costs others something: settings.ACCOUNT_RATE_LIMITS, counted by allauth.

The key is the network that asks, never the person or the address aimed at: nobody can use up somebody else's share.
Each web process counts for itself, so that the real limit lies between the one written and that times the processes.
"""

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from eclore.kit.errors import TooMany


def within(request: HttpRequest, action: str) -> None:
    """Count one more; raises TooMany beyond the rate of this action."""
    if not ratelimit.consume(request, action=action):
        raise TooMany(_("Trop de demandes en peu de temps depuis ce réseau. Ce que vous avez écrit n'est pas perdu :"
                        " revenez en arrière et recommencez dans quelques minutes."))  # fmt: skip
