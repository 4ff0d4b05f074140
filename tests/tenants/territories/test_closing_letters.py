"""A site that closes sends nothing more of what it had written: who closes it knows how many, the territory keeps them.

Each letter is in the queue when the site closes, and is taken up by the worker afterwards.
"""

import json

import pytest
from django.core import mail as django_mail

from eclore.kit import audit, mail
from programs.local.messages import domain
from programs.local.messages.models import Message
from tenants.contexts import in_programme, in_territory
from tests.factories import messages as factory
from tests.support.browsing import words
from tests.support.personas import browser, person

pytestmark = pytest.mark.usefixtures("own_templates")

CLOSE, REOPEN = "/territoires/somme/fermer/", "/territoires/somme/rouvrir/"
TYPED = {"moved_to": "", "contact": "innovation@somme.fr"}


@pytest.fixture
def administrator(national):
    return browser(national, person(national=("national_administrator",)))


def a_letter(territory, address):
    """One that no message keeps, as an invitation is."""
    with in_territory(territory.schema_name):
        mail.jobs.defer(mail.SEND, to_email=address, subject="Bienvenue", body="Un lien.")


def kept(territory):
    with in_territory(territory.schema_name):
        return list(Message.objects.order_by("to_email").values_list("to_email", "state", "error"))


def letters_told():
    with in_programme():
        lines = audit.log()._default_manager.filter(verb="close_territory")
        return [json.loads(line.facts)["letters"] for line in lines]


def test_who_closes_a_site_knows_how_many_letters_stay(somme, oise, administrator, queue):
    assert "de partir" not in words(administrator.get(CLOSE))
    factory.message(somme, to_email="a@exemple.fr")
    assert "1 courriel attend de partir : il ne partira pas." in words(administrator.get(CLOSE))
    a_letter(somme, "b@exemple.fr")
    a_letter(oise, "c@exemple.fr")
    assert "2 courriels attendent de partir : ils ne partiront pas." in words(administrator.get(CLOSE))
    assert administrator.post(CLOSE, TYPED).status_code == 302
    assert letters_told() == [2]


def test_what_waits_when_a_site_closes_stays_and_says_so(somme, oise, administrator, queue):
    factory.message(somme, to_email="a@exemple.fr")
    a_letter(somme, "b@exemple.fr")
    a_letter(oise, "c@exemple.fr")
    administrator.post(CLOSE, TYPED)
    queue.run()
    assert [letter.to for letter in django_mail.outbox] == [["c@exemple.fr"]]
    assert kept(somme) == [("a@exemple.fr", "failed", "Le site du territoire a fermé avant que ce message parte.")]


def test_once_the_site_opens_again_a_manager_sends_them(somme, administrator, queue):
    message = factory.message(somme, to_email="a@exemple.fr")
    manager = person("manager", at=somme).at(somme)
    administrator.post(CLOSE, TYPED)
    queue.run()
    administrator.post(REOPEN)
    with in_territory(somme.schema_name):
        domain.send([message], by=manager)
    queue.run()
    assert [letter.to for letter in django_mail.outbox] == [["Agente <a@exemple.fr>"]]
    assert [state for _to, state, _error in kept(somme)] == ["sent"]


def test_open_again_before_the_worker_comes_they_leave(somme, administrator, queue):
    factory.message(somme, to_email="a@exemple.fr")
    administrator.post(CLOSE, TYPED)
    administrator.post(REOPEN)
    queue.run()
    assert [state for _to, state, _error in kept(somme)] == ["sent"]
