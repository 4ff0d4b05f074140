"""Messages to people: posted by the system, read again and sent by managers."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as django_mail

from eclore.kit import clock, jobs, mail
from eclore.kit.actor import system
from eclore.kit.errors import Invalid, NotAllowed
from programs.local.messages import domain
from programs.local.messages.domain.sending import AlreadySent
from programs.local.messages.models import Message
from tenants.contexts import in_territory
from tests.factories import messages as factory
from tests.support.personas import person

pytestmark = pytest.mark.usefixtures("own_templates")


def kept(site, *fields):
    """What the territory's table holds, oldest addressee first."""
    with in_territory(site.schema_name):
        return list(Message.objects.order_by("to_email").values_list(*fields))


def manager(site):
    return person("manager", at=site).at(site)


def test_a_posted_message_is_rendered_as_typed_and_queued(somme, queue):
    message = factory.message(somme, to_email="a@exemple.fr")

    assert (message.state, message.subject, message.prepared_by) == ("queued", "Bonjour Agente", "Éclore")
    assert message.body == "Votre idée est arrivée dans l'Oise & la Somme.\n"
    assert queue.waiting == [("messages.deliver", {"message": str(message.pk), "tenant_context": "territory_somme"})]


def test_delivery_sends_in_the_territorys_name_and_says_when(somme, queue):
    moment = datetime(2027, 3, 15, 9, tzinfo=ZoneInfo("Europe/Paris"))
    factory.message(somme, to_email="a@exemple.fr")

    with clock.at(moment):
        queue.run()

    (sent,) = django_mail.outbox
    assert (sent.subject, sent.from_email, sent.to) == (
        "Bonjour Agente",
        "Somme via Éclore <bonjour@eclore.localhost>",
        ["Agente <a@exemple.fr>"],
    )
    assert kept(somme, "state", "sent_at", "error") == [("sent", moment, "")]


def test_delivering_twice_sends_once(somme, queue):
    message = factory.message(somme)
    queue.run()

    jobs.TASKS["messages.deliver"].run(tenant_context=somme.role, message=str(message.pk))

    assert len(django_mail.outbox) == 1


def test_a_replay_keeps_the_message_as_sent_that_day_and_writes_to_nobody(somme, queue):
    moment = datetime(2019, 11, 28, 18, tzinfo=ZoneInfo("Europe/Paris"))

    with clock.at(moment), mail.muted():
        factory.message(somme)

    assert kept(somme, "state", "created_at", "sent_at") == [("sent", moment, moment)]
    assert queue.waiting == []


@pytest.mark.parametrize("address", ["", "pas une adresse", "a@exemple.fr\nBcc: b@exemple.fr"])
def test_without_an_address_the_message_waits_for_a_manager(somme, queue, address):
    factory.message(somme, to_email=address)

    assert kept(somme, "state", "error") == [
        ("failed", "L'adresse manque ou est mal écrite : corrigez-la puis envoyez de nouveau.")
    ]
    assert queue.waiting == []


def test_drafts_are_corrected_then_sent_together(somme, queue):
    drafts = [factory.draft(somme, to_email=f"{letter}@exemple.fr") for letter in "ab"]
    actor = manager(somme)

    with in_territory(somme.schema_name):
        domain.edit(drafts[0], by=actor, subject=" Votre\nidée ", body="Bonjour,\n\nMerci.\n")
        domain.send(drafts, by=actor)
    queue.run()

    assert kept(somme, "state", "subject", "body") == [
        ("sent", "Votre idée", "Bonjour,\n\nMerci.\n"),
        ("sent", "Bonjour Agente", "Votre idée est arrivée dans l'Oise & la Somme.\n"),
    ]
    assert sorted(mail.to[0] for mail in django_mail.outbox) == ["Agente <a@exemple.fr>", "Agente <b@exemple.fr>"]


def test_sending_again_what_has_left_does_nothing(somme, queue):
    draft = factory.draft(somme)
    actor = manager(somme)
    with in_territory(somme.schema_name):
        domain.send([draft], by=actor)

    with in_territory(somme.schema_name):
        again = domain.send([draft], by=actor)

    assert (again, queue.names) == ([], ["messages.deliver"])


def test_one_wrong_address_keeps_all_from_leaving(somme, queue):
    drafts = [factory.draft(somme, to_email=address) for address in ("a@exemple.fr", "")]
    actor = manager(somme)

    with pytest.raises(Invalid, match="L'adresse de Agente est à corriger") as refusal, in_territory(somme.schema_name):
        domain.send(drafts, by=actor)

    assert refusal.value.code == "invalid_address"
    assert (kept(somme, "state"), queue.waiting) == ([("draft",), ("draft",)], [])


def test_an_undelivered_message_is_sent_to_the_corrected_address(somme, queue):
    message = factory.message(somme, to_email="")
    actor = manager(somme)

    with in_territory(somme.schema_name):
        domain.edit(message, by=actor, subject="Bonjour", body="Merci.", to_email="bonne@exemple.fr")
        domain.send([message], by=actor)
    queue.run()

    assert kept(somme, "state", "to_email", "error") == [("sent", "bonne@exemple.fr", "")]


def test_what_has_left_cannot_be_changed(somme, queue):
    message = factory.message(somme)
    actor = manager(somme)

    with pytest.raises(AlreadySent, match="déjà parti"), in_territory(somme.schema_name):
        domain.edit(message, by=actor, subject="Autre", body="Autre")


@pytest.mark.parametrize(
    ("subject", "body", "field"),
    [("", "Merci.", "subject"), (" \n ", "Merci.", "subject"), ("x" * 201, "Merci.", "subject"), ("Oui", " ", "body")],
)
def test_an_incomplete_message_is_refused_naming_the_field(somme, subject, body, field):
    draft = factory.draft(somme)
    actor = manager(somme)

    with pytest.raises(Invalid) as refusal, in_territory(somme.schema_name):
        domain.edit(draft, by=actor, subject=subject, body=body)

    assert refusal.value.field == field


@pytest.mark.parametrize("role", ["member", "juror", "coach", "sponsor"])
def test_only_managers_send_and_correct(somme, role):
    draft = factory.draft(somme)
    actor = person(role, at=somme).at(somme)

    with pytest.raises(NotAllowed), in_territory(somme.schema_name):
        domain.send([draft], by=actor)
    with pytest.raises(NotAllowed), in_territory(somme.schema_name):
        domain.edit(draft, by=actor, subject="Oui", body="Oui")


def test_a_mail_server_that_never_answers_is_said_to_the_territory(somme, monkeypatch):
    def unreachable(*_args, **_options):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", unreachable)
    message = factory.message(somme)
    deliver = jobs.TASKS["messages.deliver"]

    with pytest.raises(ConnectionRefusedError):
        deliver.run(attempt=1, tenant_context=somme.role, message=str(message.pk))
    before = kept(somme, "state")
    with pytest.raises(ConnectionRefusedError):
        deliver.run(attempt=deliver.attempts, tenant_context=somme.role, message=str(message.pk))

    assert before == [("queued",)]
    assert kept(somme, "state", "error") == [
        ("failed", "Le serveur de courrier n'a pas répondu, malgré plusieurs essais en deux jours.")
    ]


def test_the_message_leaves_only_with_its_transaction(somme, queue):
    with pytest.raises(RuntimeError), in_territory(somme.schema_name):
        domain.post("example", to_email="a@exemple.fr", context={}, by=system())
        raise RuntimeError

    assert kept(somme, "state") == []
