"""Being called back before finishing: asked by anybody who writes, answered by those who run the programme."""

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from programs.local.calls.models import Call
from programs.local.ideas.domain.ideas import ensure_open
from programs.local.ideas.models import Callback
from programs.local.ideas.validators import plain_contact


def ask(call: Call, *, by: Actor, name: str, contact: str, moment: str = "") -> Callback:
    """Leave a name and a way to be reached; the same contact waiting twice is one request, brought up to date."""
    lock(call)
    require(by, "ideas.ask_callback", call)
    ensure_open(call)
    contact, words = plain_contact(contact), {"name": name.strip(), "moment": moment.strip()}
    waiting = Callback.objects.filter(call=call, contact=contact, answered_at=None).first()
    if waiting is None:
        return Callback.objects.create(call=call, contact=contact, **words)
    waiting.name, waiting.moment = words["name"], words["moment"]
    waiting.save(update_fields=list(words))
    return waiting


def answer(callback: Callback, *, by: Actor) -> Callback:
    """Somebody has called; said twice, the first one stays."""
    lock(callback)
    require(by, "ideas.call_back", callback)
    if callback.answered_at is None:
        callback.answered_at, callback.answered_by = clock.now(), by.name
        callback.save(update_fields=["answered_at", "answered_by"])
    return callback
