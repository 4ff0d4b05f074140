"""A letter leaves with its document, which is drawn once and never changes; what an erasure takes from it is gone."""

from hashlib import sha256
from uuid import uuid4

import pytest
from django.core import mail as django_mail

from eclore.kit import jobs
from programs.local.messages import domain, forgetting
from programs.local.messages.models import Message
from tenants.contexts import in_territory
from tests.factories import messages as factory
from tests.support.personas import browser, person

pytestmark = pytest.mark.usefixtures("own_templates")


@pytest.fixture
def letter(somme, queue):
    return factory.message(somme, to_email="a@exemple.fr", decision_id=uuid4())


def row(letter):
    with in_territory("somme"):
        found = Message.objects.get(pk=letter.pk)
        return found.state, bytes(found.document or b""), found.document_sha256


def test_its_document_leaves_with_it_and_is_kept(somme, letter, queue):
    assert row(letter) == ("queued", b"", "")
    queue.run()
    state, document, digest = row(letter)
    ((name, content, media_type),) = django_mail.outbox[0].attachments
    assert (state, name, media_type, content) == ("sent", "lettre.pdf", "application/pdf", document)
    assert (document[:5], sha256(document).hexdigest()) == (b"%PDF-", digest)
    client = browser(somme, person("manager", at=somme))
    assert client.get(f"/messages/{letter.pk}/lettre.pdf").content == document


def test_an_attempt_that_fails_keeps_the_bytes_of_the_first(somme, letter, queue, monkeypatch):
    monkeypatch.setattr("eclore.kit.mail.send", lambda **_letter: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        queue.run()
    _state, first, _digest = row(letter)
    monkeypatch.undo()
    monkeypatch.setattr("programs.local.messages.letters.draw", lambda **_told: b"%PDF-other")
    jobs.TASKS["messages.deliver"].run(tenant_context=somme.role, message=str(letter.pk))
    assert row(letter)[:2] == ("sent", first)


def test_what_is_corrected_before_it_leaves_is_drawn_anew(somme, letter, queue):
    by = person("manager", at=somme).at(somme)
    with in_territory(somme):
        Message.objects.update(state="failed", document=b"%PDF-old", document_sha256="0" * 64)
        domain.edit(Message.objects.get(), by=by, body="Autre texte.")
    assert row(letter) == ("failed", b"", "")


def test_it_is_previewed_without_being_kept_and_only_by_managers(somme, letter):
    manager, member = (browser(somme, person(role, at=somme)) for role in ("manager", "member"))
    address = f"/messages/{letter.pk}/lettre.pdf"
    assert manager.get(address).content[:5] == b"%PDF-"
    assert (row(letter)[1], member.get(address).status_code) == (b"", 403)


def test_a_message_that_is_no_letter_has_no_document(somme, queue):
    message = factory.message(somme, to_email="a@exemple.fr")
    queue.run()
    client = browser(somme, person("manager", at=somme))
    assert (django_mail.outbox[0].attachments, client.get(f"/messages/{message.pk}/lettre.pdf").status_code) == (
        [],
        404,
    )


def test_whoever_is_erased_leaves_no_document(somme, letter, queue):
    queue.run()
    with in_territory(somme):
        assert forgetting.forget_documents(None, True) == 0
        Message.objects.update(to_email="efface-1@efface.invalid")
        assert forgetting.forget_documents(None, True) == 1
    assert row(letter) == ("sent", b"", "")
