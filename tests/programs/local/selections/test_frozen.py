"""What a jury has done does not change: marks from the deliberation on, the rest from publication, whoever writes."""

import pytest
from django.db import IntegrityError

from eclore.kit import audit
from eclore.kit.errors import Invalid, NotAllowed
from eclore.kit.transitions import WrongState
from programs.juries.domain.ballots import seal_of
from programs.local.selections import domain
from programs.local.selections.models import Ballot, Decision, Seat
from tenants.doors import in_territory
from tests.factories.selections import a_court, decide_all, deliberating, mark
from tests.programs.juries import frozen
from tests.support.browsing import words
from tests.support.personas import browser, person, script

APP = "selections"


@pytest.fixture
def court(somme):
    """Two dossiers, decided and published; the third member of the jury has stepped aside from the first."""
    court = a_court(somme, titles="A B")
    with in_territory(somme):
        domain.recuse(court.passages[0], by=court.actors[2], reason="Cousine d'une autrice")
        for passage, actor in [(p, a) for p in court.passages for a in court.actors[: 2 if p.title == "A" else 3]]:
            mark(passage, actor, 4, comment="Équipe solide")
        domain.deliberate(court.jury, by=court.president)
        decide_all(court, "laureate", "not_retained")
        domain.publish(court.jury, by=court.runs)
    return court


@pytest.mark.parametrize("sql", frozen.REFUSED)
def test_the_database_refuses_to_change_a_published_record(court, somme, sql):
    with pytest.raises(IntegrityError, match=frozen.FROZEN):
        frozen.attempt(somme, sql, APP)


@pytest.mark.parametrize("sql", frozen.ERASED)
def test_a_person_may_still_be_erased_from_it(court, somme, sql):
    frozen.attempt(somme, sql, APP)


def test_marks_freeze_when_they_close_and_open_again_when_the_session_resumes(somme):
    court = deliberating(somme, titles="A")
    with pytest.raises(IntegrityError, match=frozen.FROZEN):
        frozen.attempt(somme, "UPDATE {app}_mark SET value = 1", APP)
    with in_territory(somme):
        domain.resume(court.jury, by=court.president)
        mark(court.passages[0], court.actors[0], 1)


def test_the_log_proves_a_ballot_without_telling_its_marks(somme):
    court = a_court(somme, titles="A")
    with in_territory(somme):
        mark(court.passages[0], court.actors[0], 5, 2)
        mark(court.passages[0], court.actors[0], 5, 2)
        [line] = audit.log()._default_manager.filter(act="mark")
        ballot = Ballot.objects.get()
        marks = dict(ballot.marks.values_list("criterion_id", "value"))
        seat = Seat.objects.get(user_id=court.actors[0].user_id)

    assert (line.verb, line.by_id, line.subject_id) == ("cast", court.actors[0].user_id, court.passages[0].pk)
    assert line.told == {
        "seat": str(seat.pk), "ballot": str(ballot.pk), "seal": seal_of(ballot.salt, marks, cast=True),
    }  # fmt: skip
    assert seal_of(ballot.salt, dict.fromkeys(marks, 5), cast=True) != line.told["seal"]


def test_every_act_of_a_session_is_in_the_log(court, somme):
    with in_territory(somme):
        found = list(audit.log()._default_manager.filter(number__isnull=False).order_by("number"))
        acts = {(line.act, line.verb) for line in found}
        publications = sum(line.verb == "publish" for line in found)

    assert {
        ("session", "compose"), ("seat", "add_seat"), ("session", "open"), ("recusal", "recuse"), ("mark", "cast"),
        ("session", "deliberate"), ("decision", "decide"), ("publication", "publish"), ("decision", "retain"),
        ("decision", "decline"),
    } <= acts  # fmt: skip
    assert publications >= 1
    assert not {court.actors[0].name, court.runs.name} & set(" ".join(map(audit.message, found)).split("\n"))


def test_a_correction_is_told_beside_the_record_with_its_reason(court, somme):
    manager = browser(somme, court.manager)
    refused = manager.post(f"{court.url}rectifier/", {"correction": "Le quorum était de 3.", "reason": ""})
    assert refused.status_code == 422
    sent = {"correction": "Douze semaines, non dix.", "reason": "Erreur de saisie", "passage": court.passages[0].pk}
    assert manager.post(f"{court.url}rectifier/", sent).status_code == 302

    reader = browser(somme, person("manager", at=somme))
    full, redacted = words(reader.get(f"{court.url}pv/")), words(reader.get(f"{court.url}pv/?version=communicable"))

    for told in ("Rectifications", "Douze semaines, non dix.", "Erreur de saisie", court.runs.name):
        assert told in full
    assert "Rectifications" in redacted
    assert not [told for told in ("Douze semaines", "Erreur de saisie", court.runs.name) if told in redacted]
    with in_territory(somme):
        assert Decision.objects.filter(verdict="laureate").count() == 1
        assert audit.log()._default_manager.filter(act="amendment").count() == 1


@pytest.mark.parametrize("sql", frozen.AMENDMENTS)
def test_an_amendment_is_never_changed(court, somme, sql):
    with in_territory(somme):
        domain.amend(court.jury, by=court.runs, correction="A", reason="B")
    with pytest.raises(Exception, match="permission denied"):
        frozen.attempt(somme, sql, APP)


def test_an_amendment_waits_for_publication_has_reasons_and_is_not_everybodys(court, somme):
    before = deliberating(somme, titles="C")
    with in_territory(somme):
        with pytest.raises(WrongState):
            domain.amend(before.jury, by=before.runs, correction="A", reason="B")
        with pytest.raises(Invalid):
            domain.amend(court.jury, by=court.runs, correction="A", reason=" ")
        with pytest.raises(NotAllowed):
            domain.amend(court.jury, by=court.actors[1], correction="A", reason="B")


def test_a_program_amends_too(court, somme):
    url = f"/api/v1/juries/{court.jury.pk}/amendments/"
    manager, juror = script(somme, court.manager), script(somme, court.members[1])
    sent = {"correction": "Douze semaines.", "reason": "Erreur de saisie"}

    made = manager.send("post", url, sent)

    assert made.status_code == 201
    assert manager.get(url).json() == [made.json()]
    assert (made.json()["correction"], made.json()["passage"]) == ("Douze semaines.", None)
    assert juror.send("post", url, sent).status_code == 403
    assert script(somme, person("manager", at=somme)).send("post", url, {"correction": "x"}).status_code == 422
