"""The letters that tell a forum's decisions to the teams of one territory: read again there, then sent together."""

from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.transitions import AlreadyDone
from programs.bridge import queries
from programs.joint.forums.models import Forum
from programs.local.messages import domain as messages
from programs.local.messages.domain import Message
from programs.local.messages.states import MessageState


def send_letters(forum: Forum, *, by: Actor) -> list[Message]:
    """Every letter of this forum that waits, together: all or none. Raises Invalid for an address, TooMany.

    Raises AlreadyDone when none waits: whoever presses twice, or comes second, sends nothing again.
    """
    sent = messages.send(queries.letters(by, forum).filter(state=MessageState.DRAFT), by=by)
    if not sent:
        raise AlreadyDone(_("Aucune lettre n'attend : elles sont déjà parties."), subject=sent)
    return sent
