"""The manager's mailbox tells nothing of drafts, and gives nobody else's key away."""

import pytest

from programs.local.ideas.domain import commitments, ideas
from programs.local.messages.domain.delivery import delivered
from programs.local.messages.models import Message
from tenants.contexts import in_territory
from tests.factories.calls import a_call
from tests.factories.ideas import a_colleague, a_draft
from tests.support.browsing import words
from tests.support.personas import api_client, browser, person

SECRET = "Canari du brouillon"
BOSS = {"signatory_name": "Directrice des routes", "signatory_email": "directrice@exemple.fr"}


@pytest.fixture
def asked(somme):
    """A draft whose team has written to a colleague and to a line manager: (idea, author, key, email)."""
    author = person("member", at=somme, name="Autrice").at(somme)
    with in_territory(somme):
        idea = a_draft(a_call(), author, title=SECRET)
        a_colleague(idea, author)
        _commitment, key = commitments.request(idea.team.get(leads=True), by=author, **BOSS)
        email = Message.objects.get(kind="ideas.commitment_request")
    return idea, author, key, email


def test_emails_of_a_draft_are_in_no_managers_mailbox(somme, asked):
    idea, author, _key, email = asked
    manager = person("manager", at=somme)
    page, api = browser(somme, manager), api_client(somme, manager)

    lists = [words(page.get("/messages/?dossier=envoyes")), api.get("/api/v1/messages/").content.decode()]
    found = [page.get(f"/messages/{email.pk}/").status_code, api.get(f"/api/v1/messages/{email.pk}/").status_code]
    with in_territory(somme):
        ideas.submit(idea, by=author)
    submitted = words(page.get("/messages/?dossier=envoyes"))

    assert ([SECRET in text or "Autrice" in text for text in lists], found) == ([False, False], [404, 404])
    assert "Directrice des routes" in submitted


def test_a_manager_reads_the_email_without_the_line_managers_key(somme, asked):
    idea, author, key, email = asked
    with in_territory(somme):
        ideas.submit(idea, by=author)
        Message.objects.filter(pk=email.pk).update(state="failed", error="Adresse inconnue.")
    manager = person("manager", at=somme)
    page = browser(somme, manager)

    shown = [words(page.get(f"/messages/{email.pk}/"))]
    shown.append(words(page.post("/messages/envoyer/", {"messages": [email.pk]})))
    shown.append(api_client(somme, manager).get(f"/api/v1/messages/{email.pk}/").content.decode())

    assert [(key in text, "/engagement/lien-personnel/" in text) for text in shown] == [(False, True)] * 3


def test_a_corrected_email_still_leads_where_it_should_and_forgets_once_sent(somme, asked):
    idea, author, key, email = asked
    with in_territory(somme):
        ideas.submit(idea, by=author)
        Message.objects.filter(pk=email.pk).update(state="failed", error="Adresse inconnue.")
    typed = {"to_email": "d2@exemple.fr", "subject": "Un temps", "body": email.shown_body.replace("Bonjour", "Madame")}
    page = browser(somme, person("manager", at=somme))
    page.post(f"/messages/{email.pk}/", {**typed, "send": "1"})

    with in_territory(somme):
        corrected = Message.objects.get(pk=email.pk)
        delivered(email.pk)
        sent = Message.objects.get(pk=email.pk)

    assert (corrected.state, corrected.body) == ("queued", email.body.replace("Bonjour", "Madame"))
    assert (sent.state, key in sent.body, commitments_found(somme, key)) == ("sent", False, True)


def commitments_found(somme, key):
    with in_territory(somme):
        return commitments.find(key) is not None
