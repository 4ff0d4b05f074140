"""Messages to people: posted by the house, read again and sent by managers."""

from django.core import mail as outbox

from eclore.kit.actor import system
from programs.local.messages import domain
from programs.local.messages.models import Message
from tenants.doors import in_territory

KIND = "example"
CONTEXT = {"name": "Agente", "place": "l'Oise & la Somme"}


def test_a_posted_message_is_rendered_as_typed_and_queued(somme, queue):
    with in_territory(somme.schema_name):
        message = domain.post(KIND, to_email="a@exemple.fr", to_name="Agente", context=CONTEXT, by=system())

    assert (message.state, message.subject, message.prepared_by) == ("queued", "Bonjour Agente", "Éclore")
    assert message.body == "Votre idée est arrivée dans l'Oise & la Somme.\n"
    assert queue.waiting == [("messages.deliver", {"message": str(message.pk), "door": "territory_somme"})]


def test_delivery_sends_in_the_territorys_name_and_says_when(somme, queue):
    with in_territory(somme.schema_name):
        message = domain.post(KIND, to_email="a@exemple.fr", to_name="Agente", context=CONTEXT, by=system())

    queue.run()

    (sent,) = outbox.outbox
    assert (sent.subject, sent.from_email, sent.to) == (
        "Bonjour Agente",
        "Somme via Éclore <bonjour@eclore.localhost>",
        ["Agente <a@exemple.fr>"],
    )
    with in_territory(somme.schema_name):
        kept = Message.objects.get(pk=message.pk)
    assert (kept.state, kept.sent_at is not None, kept.error) == ("sent", True, "")
