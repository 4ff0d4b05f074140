"""Joint decisions are written home by the territory: read again one by one, sent together, once."""

import pytest
from django.core import mail as django_mail

from eclore.kit.actor import MANAGER
from eclore.kit.errors import NotAllowed
from eclore.kit.transitions import AlreadyDone
from programs.bridge import deliveries
from programs.bridge.letters import send_letters
from programs.joint.forums.models import Forum
from programs.local.messages.models import Message
from tenants.contexts import in_territory
from tests.factories.forums import a_decided_forum, somebody
from tests.support.browsing import words
from tests.support.personas import browser, person


@pytest.fixture
def runs(somme):
    return person(MANAGER, at=somme)


@pytest.fixture
def jury(somme, oise, runs, queue):
    return a_decided_forum(somme, oise, retained=["Somme"])


def letters(site):
    with in_territory(site):
        found = Message.objects.filter(decision_id__isnull=False).order_by("kind")
        return list(found.values_list("kind", "state"))


def test_nothing_leaves_when_decisions_come_home(somme, oise, jury, queue):
    assert letters(somme) == []
    queue.run()
    assert (letters(somme), letters(oise)) == ([("bridge.retained", "draft")], [("bridge.not_retained", "draft")])
    assert [each for each in django_mail.outbox if each.attachments] == []


def test_they_are_read_corrected_and_sent_together_once(somme, oise, jury, runs, queue):
    deliveries.sweep()
    client = browser(somme, runs)
    address = f"/forums/{jury.forum.slug}/lettres/"
    page = client.get(address)
    (letter,) = page.context["letters"]
    said = words(page)
    assert "« Somme » est retenue" in said
    assert "Motif pour Somme." in said
    assert "Oise" not in said
    assert "Lettres aux équipes" in words(client.get(f"/forums/{jury.forum.slug}/"))
    typed = {"to_email": letter.message.to_email, "subject": "Bravo", "body": "Vous êtes retenus."}
    assert client.post(letter.url, typed).status_code == 302
    queue.waiting.clear()
    first, second = (client.post(f"{address}envoyer/") for _press in range(2))
    assert (first.headers["Location"], second.headers["Location"]) == (address, address)
    assert queue.names == ["messages.deliver"]
    queue.run()
    (sent,) = [each for each in django_mail.outbox if each.attachments]
    assert (sent.subject, sent.body, sent.attachments[0][0]) == ("Bravo", "Vous êtes retenus.\n", "lettre.pdf")
    assert (letters(somme), letters(oise)) == ([("bridge.retained", "sent")], [("bridge.not_retained", "draft")])
    over = client.get(address)
    assert ("Envoyé" in words(over), over.context["sends"]) == (True, None)


def test_managers_alone_read_and_send_them(somme, jury, runs):
    deliveries.sweep()
    address = f"/forums/{jury.forum.slug}/lettres/"
    member = browser(somme, person("member", at=somme))
    assert (member.get(address).status_code, member.post(f"{address}envoyer/").status_code) == (403, 403)
    by = somebody(schema="somme")
    with in_territory("somme"):
        forum = Forum.objects.get()
        with pytest.raises((NotAllowed, AlreadyDone)):
            send_letters(forum, by=by)
    assert letters(somme) == [("bridge.retained", "draft")]


def test_managers_are_told_that_letters_wait(somme, jury, runs, queue):
    queue.run()
    (told,) = [each for each in django_mail.outbox if "Rien n'est encore parti" in each.body]
    assert f"/forums/{jury.forum.slug}/lettres/" in told.body


def test_before_the_decisions_there_is_nothing_to_read(somme, oise, runs):
    jury = a_decided_forum(somme, oise, published=False)
    client = browser(somme, runs)
    page = client.get(f"/forums/{jury.forum.slug}/lettres/")
    assert (page.context["letters"], page.context["sends"]) == ([], None)
    assert "Lettres aux équipes" not in words(client.get(f"/forums/{jury.forum.slug}/"))
