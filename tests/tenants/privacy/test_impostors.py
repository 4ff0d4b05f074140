"""Whoever takes somebody's name, or writes somebody's address under their own, neither reads nor erases that person."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from eclore.kit import clock
from eclore.kit.actor import ANONYMOUS
from programs.local.calls.models import Call
from programs.local.ideas.domain import callbacks
from programs.local.ideas.models import Callback, Idea
from tenants.accounts.models import User
from tenants.contexts import in_territory
from tenants.privacy import ambiguous_names, documents, orchestration
from tests.factories.calls import a_call
from tests.factories.ideas import an_idea
from tests.support.personas import person

NAME, PHONE = "Aurélie Dufossé", "06 11 22 33 44"


@pytest.fixture
def victim(somme):
    return person("member", at=somme, name=NAME, email="victime@exemple.fr")


def asks_to_be_called(site, name, contact):
    """The form that needs no account."""
    with in_territory(site):
        return callbacks.ask(a_call(), by=ANONYMOUS, name=name, contact=contact)


def copied(email):
    subject = orchestration.recognise(orchestration.somebody(email, by_name=False))
    return json.loads(documents.as_json(subject, list(orchestration.copy(subject))))


def test_an_address_left_under_ones_own_name_opens_nothing_of_its_person(somme, victim):
    thief = person("member", at=somme, name="Zoé Larronnier", email="zoe@exemple.fr")
    author = victim.at(somme)
    with in_territory(somme):
        an_idea(a_call(), author, title="Une idée qui n'est qu'à elle")
    asks_to_be_called(somme, thief.name, victim.email)

    told = copied(thief.email)

    assert told["person"]["addresses"] == [thief.email]
    assert "qu'à elle" not in json.dumps(told, ensure_ascii=False)


def test_an_address_left_under_ones_own_name_erases_nothing_of_its_person(real_db, somme, victim):
    thief = person("member", at=somme, name="Zoé Larronnier", email="zoe@exemple.fr")
    author = victim.at(somme)
    with in_territory(somme):
        idea = an_idea(a_call(), author, title="Une idée qui n'est qu'à elle")
    asks_to_be_called(somme, thief.name, victim.email)

    orchestration.erase(orchestration.recognise(orchestration.somebody(thief.email)))

    with in_territory(somme):
        assert idea.team.get().email == victim.email
        account = User.objects.get(pk=victim.user_id)
        assert (account.name, account.email, account.is_active) == (NAME, victim.email, True)


def test_a_borrowed_name_does_not_tell_how_to_reach_who_bears_it(somme):
    thief = person("member", at=somme, name=NAME, email="zoe@exemple.fr")
    asks_to_be_called(somme, NAME, PHONE)

    told = copied(thief.email)

    assert told["person"]["contacts"] == []
    assert PHONE not in json.dumps(told, ensure_ascii=False)


def test_a_borrowed_name_erases_no_request_of_a_namesake_with_an_account(real_db, somme, victim):
    thief = person("member", at=somme, name=NAME, email="zoe@exemple.fr")
    asked = asks_to_be_called(somme, NAME, PHONE)

    report = orchestration.erase(orchestration.recognise(orchestration.somebody(thief.email)))

    assert not report.is_alone
    with in_territory(somme):
        kept = Callback.objects.get(pk=asked.pk)
        assert (kept.name, kept.contact) == (NAME, PHONE)


def test_taking_the_title_of_somebody_s_idea_as_a_name_does_not_erase_it(real_db, somme):
    vandal, rival = person("member", at=somme, name="allo  MAMIE"), person("member", at=somme)
    author = rival.at(somme)
    with in_territory(somme):
        idea = an_idea(a_call(), author, title="Allô Mamie")

    report = orchestration.erase(orchestration.recognise(orchestration.somebody(vandal.email)))

    assert ("ideas_idea", "title") in {(place.table, place.column) for place in report.to_read}
    with in_territory(somme):
        assert Idea.objects.get(pk=idea.pk).title == "Allô Mamie"
        assert User.objects.get(pk=vandal.user_id).name == "Personne effacée"


def test_words_that_everybody_writes_taken_as_a_name_are_left_where_they_are(real_db, somme, monkeypatch):
    monkeypatch.setattr(ambiguous_names, "MOST", 3)
    vandal, writer = person("member", at=somme, name="pour les"), person("member", at=somme)
    known = person("member", at=somme, name="Maëlys Kervella")
    author, own = writer.at(somme), vandal.at(somme)
    with in_territory(somme):
        call = a_call()
        ideas = [an_idea(call, author, title=f"Un repas pour les {n} voisins de Maëlys Kervella") for n in range(4)]
        ideas += [an_idea(call, own, title="Du temps pour les autres")]

    orchestration.erase(orchestration.recognise(orchestration.somebody(vandal.email)))
    with in_territory(somme):
        assert [Idea.objects.get(pk=idea.pk).title for idea in ideas[:4]] == [idea.title for idea in ideas[:4]]

    monkeypatch.setattr(ambiguous_names, "MOST", 4)
    orchestration.erase(orchestration.recognise(orchestration.somebody(known.email)))
    with in_territory(somme):
        assert Idea.objects.get(pk=ideas[0].pk).title == "Un repas pour les 0 voisins de Personne effacée"


def test_a_colleague_s_number_left_under_ones_own_name_is_not_erased_from_them(real_db, somme, oise, victim):
    vandal, writer = person("member", at=somme, name="Zoé Larronnier"), person("member", at=oise)
    author = writer.at(oise)
    theirs = asks_to_be_called(somme, vandal.name, "06.11.22.33.44")
    with in_territory(somme):
        Callback.objects.filter(pk=theirs.pk).update(answered_at=clock.now())  # else both are one request
    hers = asks_to_be_called(oise, NAME, PHONE)
    with in_territory(oise):
        idea = an_idea(Call.objects.get(), author, title=f"Appeler le {PHONE}")

    report = orchestration.erase(orchestration.recognise(orchestration.somebody(vandal.email)))

    with in_territory(oise):
        kept = Callback.objects.get(pk=hers.pk)
        assert (kept.name, kept.contact) == (NAME, PHONE)
        assert Idea.objects.get(pk=idea.pk).title == f"Appeler le {PHONE}"
    with in_territory(somme):
        gone = Callback.objects.get(pk=theirs.pk)
        assert gone.name == "Personne effacée" and gone.contact.endswith("@efface.invalid")
    assert (report.shared, report.remaining) == (1, [])
    assert {(place.table, place.column) for place in report.to_read if place.kind == "contact"} >= {
        ("ideas_callback", "contact"),
        ("ideas_idea", "title"),
    }


def test_a_number_of_ones_own_goes_with_them_from_others_texts(real_db, somme):
    asking, writer = person("member", at=somme, name="Zoé Larronnier"), person("member", at=somme)
    author = writer.at(somme)
    asks_to_be_called(somme, asking.name, PHONE)
    with in_territory(somme):
        idea = an_idea(Call.objects.get(), author, title=f"Appeler Zoé au {PHONE}")

    report = orchestration.erase(orchestration.recognise(orchestration.somebody(asking.email)))

    with in_territory(somme):
        assert Idea.objects.get(pk=idea.pk).title == "Appeler Zoé au coordonnées effacées"
    assert (report.shared, report.remaining) == (0, [])


def test_the_number_of_a_switchboard_stays_in_the_texts_that_give_it(real_db, somme, monkeypatch):
    monkeypatch.setattr(ambiguous_names, "MOST_CALLED", 2)
    vandal, writer = person("member", at=somme, name="Zoé Larronnier"), person("member", at=somme)
    author = writer.at(somme)
    asks_to_be_called(somme, vandal.name, "03 22 97 80 80")
    with in_territory(somme):
        ideas = [an_idea(Call.objects.get(), author, title=f"Guichet {n} : 0322978080") for n in range(3)]

    report = orchestration.erase(orchestration.recognise(orchestration.somebody(vandal.email)))

    with in_territory(somme):
        assert [Idea.objects.get(pk=idea.pk).title for idea in ideas] == [idea.title for idea in ideas]
    assert report.shared == 1


def test_an_operator_answers_for_a_number_that_somebody_else_bears_too(real_db, somme, oise):
    asking = person("member", at=somme, name="Zoé Larronnier", email="zoe@exemple.fr")
    asks_to_be_called(somme, asking.name, PHONE)
    others = asks_to_be_called(oise, "Zoé L.", PHONE)

    call_command("erase_person", asking.email, "--contact", PHONE, stdout=StringIO())

    with in_territory(oise):
        assert Callback.objects.get(pk=others.pk).contact == "coordonnées effacées"
