"""A copy holds everything about its person, nothing of others, and is theirs alone for some days."""

import io
import json
from datetime import timedelta

import pytest
from pypdf import PdfReader

from eclore.kit import clock, mail
from programs.local.juries import domain as juries
from tenants.accounts.models import User
from tenants.contexts import in_programme, in_territory
from tenants.privacy import documents, orchestration
from tenants.privacy.domain import requests
from tenants.privacy.models import Copy, Request
from tests.factories.calls import a_call
from tests.factories.forums import a_forum
from tests.factories.ideas import a_colleague, an_idea
from tests.factories.juries import a_jury_setup, mark
from tests.support.personas import person


def copied(email):
    subject = orchestration.recognise(orchestration.somebody(email))
    dossiers = list(orchestration.copy(subject))
    return json.loads(documents.as_json(subject, dossiers)), documents.as_pdf(subject, dossiers)


def sections(told, place):
    [found] = [each for each in told["places"] if each["place"] == place]
    return {section["table"]: section for section in found["sections"]}


def test_it_holds_rows_of_every_territory_and_their_account(somme, oise):
    who = person("member", at=somme, name="Aurélie Dufossé", email="aurelie@exemple.fr")
    in_somme = who.at(somme)
    with in_territory(somme):
        idea = an_idea(a_call(), in_somme, title="Une idée à moi")
    other = person("member", at=oise).at(oise)
    with in_territory(oise):
        elsewhere = an_idea(a_call(), other, title="Une idée d'une autre équipe")
        a_colleague(elsewhere, other, email="aurelie@exemple.fr", name="Aurélie Dufossé")

    told, document = copied("Aurelie@Exemple.fr")

    assert told["person"] == {
        "id": str(who.user_id),
        "names": ["Aurélie Dufossé"],
        "addresses": ["aurelie@exemple.fr"],
        "contacts": [],
    }
    assert [row["title"] for row in sections(told, "Somme")["ideas_idea"]["rows"]] == ["Une idée à moi"]
    assert sections(told, "Somme")["ideas_idea"]["rows"][0]["answers"] == idea.answers
    assert [row["title"] for row in sections(told, "Oise")["ideas_idea"]["rows"]] == ["Une idée d'une autre équipe"]
    assert [row["email"] for row in sections(told, "Éclore")["accounts_user"]["rows"]] == ["aurelie@exemple.fr"]
    assert "stamp" not in sections(told, "Éclore")["accounts_user"]["rows"][0]
    assert "Nord" not in [place["place"] for place in told["places"]]
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(document)).pages)
    assert "Aurélie Dufossé" in text and "Une idée à moi" in text


def test_a_juror_has_their_own_marks_and_an_author_no_juror_s(somme):
    jury_setup = a_jury_setup(somme, titles="A", members=2)
    [passage] = jury_setup.passages
    with in_territory(somme):
        mark(passage, jury_setup.actors[0], 5, comment="Mon avis à moi")
        mark(passage, jury_setup.actors[1], 2, comment="Un avis sévère")
        author = passage.idea.team.get()

    juror, _pdf = copied(jury_setup.members[0].email)
    writer, _pdf = copied(author.email)

    mine = sections(juror, "Somme")
    assert [row["comment"] for row in mine["local_juries_ballot"]["rows"]] == ["Mon avis à moi"]
    assert {row["value"] for row in mine["local_juries_mark"]["rows"]} == {5}
    assert "local_juries_ballot" not in sections(writer, "Somme")
    assert "sévère" not in json.dumps(writer, ensure_ascii=False)


def test_a_decision_is_told_once_it_is_published(somme):
    jury_setup = a_jury_setup(somme, titles="A", members=3)
    [passage] = jury_setup.passages
    with in_territory(somme):
        author = passage.idea.team.get()
        for actor in jury_setup.actors:
            mark(passage, actor, 4)
        juries.deliberate(jury_setup.jury, by=jury_setup.president)
        juries.decide(passage, by=jury_setup.runs, verdict="laureate", motivation="Pour son sérieux.", weeks=9)
    before, _pdf = copied(author.email)
    with in_territory(somme):
        juries.publish(jury_setup.jury, by=jury_setup.runs)
    after, _pdf = copied(author.email)

    assert "local_juries_decision" not in sections(before, "Somme")
    assert [row["motivation"] for row in sections(after, "Somme")["local_juries_decision"]["rows"]] == [
        "Pour son sérieux."
    ]


def test_texts_of_others_that_name_them_are_counted_and_not_shown(somme):
    who, other = person("member", at=somme, name="Aurélie Dufossé"), person("member", at=somme)
    author = other.at(somme)
    with in_territory(somme):
        an_idea(a_call(), author, title="Ce que pense Aurelie DUFOSSE")

    told, _pdf = copied(who.email)

    section = sections(told, "Somme")["ideas_idea"]
    assert (section["rows"], section["mentions"]) == ([], 1)


def test_the_document_is_tagged_and_says_its_language(somme):
    who = person("member", at=somme, name="Ōe 健三郎\u200b Dupond")

    _told, document = copied(who.email)

    root = PdfReader(io.BytesIO(document)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "fr"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


@pytest.fixture
def asked(somme, national, queue):
    """Somebody who has asked for a copy, and its request."""
    who = person("member", at=somme, name="Aurélie Dufossé")
    actor = who.at(national)
    with in_programme():
        return who, requests.ask_for_copy(User.objects.get(pk=who.user_id), by=actor)


def test_the_worker_goes_through_every_place_and_says_how_far_it_is(asked, queue, monkeypatch):
    _who, request = asked
    seen = []
    step = requests.step
    monkeypatch.setattr(requests, "step", lambda key: (step(key), seen.append(Request.objects.get(pk=key).done)))

    queue.run()

    with in_programme():
        request.refresh_from_db()
    assert seen == list(range(1, 9))  # three territories and the shared rows, recognised then copied
    assert (request.state, request.done, request.total, request.known) == ("done", 8, 8, {})


def test_a_second_copy_waits_for_the_first(asked, national):
    who, _request = asked
    actor = who.at(national)
    with in_programme(), pytest.raises(requests.Refusal) as refused:
        requests.ask_for_copy(User.objects.get(pk=who.user_id), by=actor)
    assert refused.value.code == "under_way"


def test_nobody_asks_for_the_copy_of_another(somme, national):
    who, other = person("member", at=somme), person(national=("national_administrator",))
    actor = other.at(national)
    with in_programme(), pytest.raises(requests.Refusal) as refused:
        requests.ask_for_copy(User.objects.get(pk=who.user_id), by=actor)
    assert refused.value.code == "not_oneself"


def test_a_copy_goes_after_seven_days(asked, queue):
    queue.run()
    with in_programme():
        assert requests.forget_copies() == 0
        with clock.at(clock.now() + timedelta(days=7, minutes=1)):
            assert requests.forget_copies() == 1
        assert not Copy.objects.exists()


def test_a_territory_may_not_ask_the_worker_for_somebody_s_copy(somme, queue):
    with in_territory(somme):
        from eclore.kit import jobs

        jobs.defer(requests.COPY, request="00000000-0000-4000-8000-000000000000")
    with pytest.raises(Exception, match="territory_somme"):
        queue.run()


def test_forums_and_history_are_in_it(somme, national):
    who = person(national=("national_administrator",), name="Aurélie Dufossé")
    by = who.at(national)
    forum = a_forum(somme)
    with in_programme():
        forum.events.create(verb="publish", by_id=who.user_id, by_name=by.name)

    told, _pdf = copied(who.email)

    assert [row["verb"] for row in sections(told, "Éclore")["forums_forumevent"]["rows"]] == ["publish"]


def test_mail_that_waits_for_them_is_in_it_and_nobody_else_s(real_db, somme):
    who = person("member", at=somme, email="aurelie@exemple.fr")
    with in_programme():
        for email in ("Aurelie@exemple.fr", "autre@exemple.fr"):
            mail.post("memberships.grant", to_email=email, context={"name": email, "kind": "Coach", "granted_by": "X"})

    told, document = copied(who.email)

    [queued] = sections(told, "Éclore")["procrastinate_jobs"]["rows"]
    assert queued["status"] == "todo" and "Coach" in queued["body"] and "autre@" not in json.dumps(told)
    assert "Coach" in "".join(page.extract_text() for page in PdfReader(io.BytesIO(document)).pages)
