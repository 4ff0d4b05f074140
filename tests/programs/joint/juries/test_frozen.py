"""A joint jury's record freezes too, and is corrected beside it: in the minutes, on the page and by the API."""

import pytest
from django.db import IntegrityError

from eclore.kit import audit
from eclore.kit.errors import Invalid, NotAllowed, Refusal
from eclore.kit.transitions import WrongState
from programs.joint.juries import domain
from programs.joint.juries.models import Jury
from programs.juries.domain.amendments import seal_of
from tenants.contexts import in_programme
from tests.factories import forums
from tests.factories.forums import NATIONAL
from tests.programs.juries import frozen
from tests.support.browsing import words
from tests.support.personas import api_client, browser, person

APP = "joint_juries"


@pytest.fixture
def jury(somme, oise, national) -> Jury:
    """Two dossiers heard by three members, one of whom has stepped aside from the first; decided and published."""
    jury, members = sitting(somme, oise, national)
    with in_programme():
        first, second = jury.passages.order_by("title")
        domain.recuse(first, by=members[2], reason="Cousine d'une autrice")
        marks = {criterion.pk: 4 for criterion in jury.criteria.all()}
        for passage, voters in ((first, members[:2]), (second, members)):
            domain.open_passage(passage, by=NATIONAL)
            for actor in voters:
                domain.cast(passage, by=actor, marks=marks, comment="Équipe solide")
        domain.deliberate(jury, by=NATIONAL)
        for passage, verdict in ((first, "retained"), (second, "not_retained")):
            domain.decide(passage, by=NATIONAL, verdict=verdict, motivation=f"Motif de {passage.title}.")
        return domain.publish(jury, by=NATIONAL)


def sitting(somme, oise, national):
    """The open session of a forum that has received A and B, and its three members; the first one presides."""
    forum = forums.a_forum(somme, oise)
    forums.a_nomination(somme, forum, "A")
    forums.a_nomination(oise, forum, "B")
    people = [person() for _rank in range(3)]
    jury = forums.a_jury(forum, *((each.email, None) for each in people), quorum=2)
    members = [each.at(national) for each in people]
    with in_programme():
        return domain.open_session(jury, by=NATIONAL), members


@pytest.mark.parametrize("sql", frozen.REFUSED)
def test_the_database_refuses_to_change_a_published_record(jury, national, sql):
    with pytest.raises(IntegrityError, match=frozen.FROZEN):
        frozen.attempt(national, sql, APP)


@pytest.mark.parametrize("sql", [*frozen.ERASED, "UPDATE {app}_decision SET delivered_at = now()"])
def test_a_person_may_still_be_erased_from_it_and_a_decision_brought_home(jury, national, sql):
    frozen.attempt(national, sql, APP)


def test_marks_freeze_when_they_close_and_open_again_when_the_session_resumes(somme, oise, national):
    jury, members = sitting(somme, oise, national)
    with in_programme():
        passage = jury.passages.first()
        domain.open_passage(passage, by=NATIONAL)
        forums.marked(passage, members[0])
        domain.deliberate(jury, by=NATIONAL)
    with pytest.raises(IntegrityError, match=frozen.FROZEN):
        frozen.attempt(national, "UPDATE {app}_mark SET value = 1", APP)
    with in_programme():
        domain.resume(jury, by=NATIONAL)
        forums.marked(passage, members[0], 1)


def test_a_correction_is_told_in_the_minutes_and_in_the_programmes_log(jury, national):
    coach = browser(national, person(national=("national_coach",), name="Coach nationale"))
    url = f"/jurys/{jury.pk}/"
    with in_programme():
        passage = jury.passages.get(title="A")
    assert coach.post(f"{url}rectifier/", {"correction": "Le quorum était de 3.", "reason": ""}).status_code == 422
    sent = {"correction": "Douze semaines, non dix.", "reason": "Erreur de saisie", "passage": passage.pk}
    assert coach.post(f"{url}rectifier/", sent).status_code == 302

    full, redacted = words(coach.get(f"{url}pv/")), words(coach.get(f"{url}pv/?version=communicable"))

    for told in ("Rectifications", "Douze semaines, non dix.", "Erreur de saisie", "Coach nationale"):
        assert told in full
    assert [told for told in ("Douze semaines", "Erreur de saisie") if told in redacted] == []
    with in_programme():
        [line] = audit.log()._default_manager.filter(act="amendment")
        amendment = jury.amendments.get()
    assert (line.subject_kind, line.subject_id) == ("joint_juries.jury", jury.pk)
    assert line.told == {"amendment": str(amendment.pk), "passage": str(passage.pk), "seal": seal_of(amendment)}


@pytest.mark.parametrize("sql", frozen.AMENDMENTS)
def test_an_amendment_is_never_changed(jury, national, sql):
    with in_programme():
        domain.amend(jury, by=NATIONAL, correction="A", reason="B")
    with pytest.raises(Exception, match="permission denied"):
        frozen.attempt(national, sql, APP)


def test_an_amendment_waits_for_publication_has_reasons_and_is_not_everybodys(jury, somme, oise, national):
    before, [_president, member, _third] = sitting(somme, oise, national)
    with in_programme():
        with pytest.raises(WrongState):
            domain.amend(before, by=NATIONAL, correction="A", reason="B")
        with pytest.raises(Invalid):
            domain.amend(jury, by=NATIONAL, correction=" ", reason="B")
        with pytest.raises(NotAllowed):
            domain.amend(jury, by=member, correction="A", reason="B")
        with pytest.raises(Refusal) as refused:
            domain.amend(jury, by=NATIONAL, correction="A", reason="B", passage=before.passages.first())
    assert refused.value.code == "unknown_passage"


def test_a_program_amends_too(jury, national, oise):
    url = f"/api/v1/juries/{jury.pk}/amendments/"
    coach = api_client(national, person(national=("national_coach",)))
    sent = {"correction": "Douze semaines.", "reason": "Erreur de saisie"}

    made = coach.send("post", url, sent)

    assert made.status_code == 201
    assert coach.get(url).json() == [made.json()]
    assert (made.json()["correction"], made.json()["passage"]) == ("Douze semaines.", None)
    assert coach.send("post", url, {"correction": "x"}).status_code == 422
    assert api_client(national, person()).send("post", url, sent).status_code in (403, 404)
