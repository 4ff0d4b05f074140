"""Whoever takes somebody's name, or writes somebody's address under their own, neither reads nor erases that person."""

import json

import pytest

from eclore.kit.actor import ANONYMOUS
from programs.local.ideas.domain import callbacks
from programs.local.ideas.models import Callback, Idea
from tenants.doors import in_territory
from tenants.people.models import User
from tenants.privacy import commonness, documents, rounds
from tests.factories.calls import a_call
from tests.factories.ideas import an_idea
from tests.support.personas import person

NAME, PHONE = "Aurélie Dufossé", "06 11 22 33 44"


@pytest.fixture
def victim(somme):
    return person("member", at=somme, name=NAME, email="victime@exemple.fr")


def asks_to_be_called(place, name, contact):
    """The form that needs no account."""
    with in_territory(place):
        return callbacks.ask(a_call(), by=ANONYMOUS, name=name, contact=contact)


def copied(email):
    subject = rounds.recognise(rounds.somebody(email, by_name=False))
    return json.loads(documents.as_json(subject, list(rounds.copy(subject))))


def test_an_address_left_under_ones_own_name_opens_nothing_of_its_person(somme, victim):
    thief = person("member", at=somme, name="Zoé Larronnier", email="zoe@exemple.fr")
    author = victim.at(somme)
    with in_territory(somme):
        an_idea(a_call(), author, title="Une idée qui n'est qu'à elle")
    asks_to_be_called(somme, thief.name, victim.email)

    told = copied(thief.email)

    assert told["person"]["addresses"] == [thief.email]
    assert "qu'à elle" not in json.dumps(told, ensure_ascii=False)


def test_an_address_left_under_ones_own_name_erases_nothing_of_its_person(real_house, somme, victim):
    thief = person("member", at=somme, name="Zoé Larronnier", email="zoe@exemple.fr")
    author = victim.at(somme)
    with in_territory(somme):
        idea = an_idea(a_call(), author, title="Une idée qui n'est qu'à elle")
    asks_to_be_called(somme, thief.name, victim.email)

    rounds.erase(rounds.recognise(rounds.somebody(thief.email)))

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


def test_a_borrowed_name_erases_no_request_of_a_namesake_with_an_account(real_house, somme, victim):
    thief = person("member", at=somme, name=NAME, email="zoe@exemple.fr")
    asked = asks_to_be_called(somme, NAME, PHONE)

    report = rounds.erase(rounds.recognise(rounds.somebody(thief.email)))

    assert not report.is_alone
    with in_territory(somme):
        kept = Callback.objects.get(pk=asked.pk)
        assert (kept.name, kept.contact) == (NAME, PHONE)


def test_taking_the_title_of_somebody_s_idea_as_a_name_does_not_erase_it(real_house, somme):
    vandal, rival = person("member", at=somme, name="allo  MAMIE"), person("member", at=somme)
    author = rival.at(somme)
    with in_territory(somme):
        idea = an_idea(a_call(), author, title="Allô Mamie")

    report = rounds.erase(rounds.recognise(rounds.somebody(vandal.email)))

    assert ("ideas_idea", "title") in {(place.table, place.column) for place in report.to_read}
    with in_territory(somme):
        assert Idea.objects.get(pk=idea.pk).title == "Allô Mamie"
        assert User.objects.get(pk=vandal.user_id).name == "Personne effacée"


def test_words_that_everybody_writes_taken_as_a_name_are_left_where_they_are(real_house, somme, monkeypatch):
    monkeypatch.setattr(commonness, "MOST", 3)
    vandal, writer = person("member", at=somme, name="pour les"), person("member", at=somme)
    known = person("member", at=somme, name="Maëlys Kervella")
    author, own = writer.at(somme), vandal.at(somme)
    with in_territory(somme):
        call = a_call()
        ideas = [an_idea(call, author, title=f"Un repas pour les {n} voisins de Maëlys Kervella") for n in range(4)]
        ideas += [an_idea(call, own, title="Du temps pour les autres")]

    rounds.erase(rounds.recognise(rounds.somebody(vandal.email)))
    with in_territory(somme):
        assert [Idea.objects.get(pk=idea.pk).title for idea in ideas[:4]] == [idea.title for idea in ideas[:4]]

    monkeypatch.setattr(commonness, "MOST", 4)
    rounds.erase(rounds.recognise(rounds.somebody(known.email)))
    with in_territory(somme):
        assert Idea.objects.get(pk=ideas[0].pk).title == "Un repas pour les 0 voisins de Personne effacée"
