"""What a jury has done does not change: marks from the deliberation on, the rest from publication, whoever writes."""

import pytest
from django.db import IntegrityError

from eclore.kit import audit
from eclore.kit.errors import Invalid, NotAllowed
from eclore.kit.transitions import WrongState
from programs.juries.domain.ballots import seal_of
from programs.local.juries import domain
from programs.local.juries.models import Ballot, Decision, Seat
from tenants.contexts import in_territory
from tests.factories.juries import a_jury_setup, decide_all, deliberating, mark
from tests.programs.juries import frozen
from tests.support.browsing import words
from tests.support.personas import api_client, browser, person

APP = "local_juries"


@pytest.fixture
def jury_setup(somme):
    """Two dossiers, decided and published; the third member of the jury has stepped aside from the first."""
    jury_setup = a_jury_setup(somme, titles="A B")
    with in_territory(somme):
        domain.recuse(jury_setup.passages[0], by=jury_setup.actors[2], reason="Cousine d'une autrice")
        for passage, actor in [
            (p, a) for p in jury_setup.passages for a in jury_setup.actors[: 2 if p.title == "A" else 3]
        ]:
            mark(passage, actor, 4, comment="Équipe solide")
        domain.deliberate(jury_setup.jury, by=jury_setup.president)
        decide_all(jury_setup, "laureate", "not_retained")
        domain.publish(jury_setup.jury, by=jury_setup.runs)
    return jury_setup


@pytest.mark.parametrize("sql", frozen.REFUSED)
def test_the_database_refuses_to_change_a_published_record(jury_setup, somme, sql):
    with pytest.raises(IntegrityError, match=frozen.FROZEN):
        frozen.attempt(somme, sql, APP)


@pytest.mark.parametrize("sql", frozen.ERASED)
def test_a_person_may_still_be_erased_from_it(jury_setup, somme, sql):
    frozen.attempt(somme, sql, APP)


def test_marks_freeze_when_they_close_and_open_again_when_the_session_resumes(somme):
    jury_setup = deliberating(somme, titles="A")
    with pytest.raises(IntegrityError, match=frozen.FROZEN):
        frozen.attempt(somme, "UPDATE {app}_mark SET value = 1", APP)
    with in_territory(somme):
        domain.resume(jury_setup.jury, by=jury_setup.president)
        mark(jury_setup.passages[0], jury_setup.actors[0], 1)


def test_the_log_proves_a_ballot_without_telling_its_marks(somme):
    jury_setup = a_jury_setup(somme, titles="A")
    with in_territory(somme):
        mark(jury_setup.passages[0], jury_setup.actors[0], 5, 2)
        mark(jury_setup.passages[0], jury_setup.actors[0], 5, 2)
        [line] = audit.log()._default_manager.filter(act="mark")
        ballot = Ballot.objects.get()
        marks = dict(ballot.marks.values_list("criterion_id", "value"))
        seat = Seat.objects.get(user_id=jury_setup.actors[0].user_id)

    assert (line.verb, line.by_id, line.subject_id) == ("cast", jury_setup.actors[0].user_id, jury_setup.passages[0].pk)
    assert line.told == {"seat": str(seat.pk), "ballot": str(ballot.pk), "seal": seal_of(ballot.salt, marks, cast=True)}
    assert seal_of(ballot.salt, dict.fromkeys(marks, 5), cast=True) != line.told["seal"]


def test_every_act_of_a_session_is_in_the_log(jury_setup, somme):
    with in_territory(somme):
        found = list(audit.log()._default_manager.filter(number__isnull=False).order_by("number"))
        acts = {(line.act, line.verb) for line in found}
        publications = sum(line.verb == "publish" for line in found)

    assert {
        ("session", "compose"),
        ("seat", "add_seat"),
        ("session", "open"),
        ("recusal", "recuse"),
        ("mark", "cast"),
        ("session", "deliberate"),
        ("decision", "decide"),
        ("publication", "publish"),
        ("decision", "retain"),
        ("decision", "decline"),
    } <= acts
    assert publications >= 1
    assert not {jury_setup.actors[0].name, jury_setup.runs.name} & set(" ".join(map(audit.message, found)).split("\n"))


def test_a_correction_is_told_beside_the_record_with_its_reason(jury_setup, somme):
    manager = browser(somme, jury_setup.manager)
    refused = manager.post(f"{jury_setup.url}rectifier/", {"correction": "Le quorum était de 3.", "reason": ""})
    assert refused.status_code == 422
    sent = {
        "correction": "Douze semaines, non dix.",
        "reason": "Erreur de saisie",
        "passage": jury_setup.passages[0].pk,
    }
    assert manager.post(f"{jury_setup.url}rectifier/", sent).status_code == 302

    reader = browser(somme, person("manager", at=somme))
    full, redacted = (
        words(reader.get(f"{jury_setup.url}pv/")),
        words(reader.get(f"{jury_setup.url}pv/?version=communicable")),
    )

    for told in ("Rectifications", "Douze semaines, non dix.", "Erreur de saisie", jury_setup.runs.name):
        assert told in full
    assert "Rectifications" in redacted
    assert not [told for told in ("Douze semaines", "Erreur de saisie", jury_setup.runs.name) if told in redacted]
    with in_territory(somme):
        assert Decision.objects.filter(verdict="laureate").count() == 1
        assert audit.log()._default_manager.filter(act="amendment").count() == 1


@pytest.mark.parametrize("sql", frozen.AMENDMENTS)
def test_an_amendment_is_never_changed(jury_setup, somme, sql):
    with in_territory(somme):
        domain.amend(jury_setup.jury, by=jury_setup.runs, correction="A", reason="B")
    with pytest.raises(Exception, match="permission denied"):
        frozen.attempt(somme, sql, APP)


def test_an_amendment_waits_for_publication_has_reasons_and_is_not_everybodys(jury_setup, somme):
    before = deliberating(somme, titles="C")
    with in_territory(somme):
        with pytest.raises(WrongState):
            domain.amend(before.jury, by=before.runs, correction="A", reason="B")
        with pytest.raises(Invalid):
            domain.amend(jury_setup.jury, by=jury_setup.runs, correction="A", reason=" ")
        with pytest.raises(NotAllowed):
            domain.amend(jury_setup.jury, by=jury_setup.actors[1], correction="A", reason="B")


def test_a_program_amends_too(jury_setup, somme):
    url = f"/api/v1/juries/{jury_setup.jury.pk}/amendments/"
    manager, juror = api_client(somme, jury_setup.manager), api_client(somme, jury_setup.members[1])
    sent = {"correction": "Douze semaines.", "reason": "Erreur de saisie"}

    made = manager.send("post", url, sent)

    assert made.status_code == 201
    assert manager.get(url).json() == [made.json()]
    assert (made.json()["correction"], made.json()["passage"]) == ("Douze semaines.", None)
    assert juror.send("post", url, sent).status_code == 403
    assert api_client(somme, person("manager", at=somme)).send("post", url, {"correction": "x"}).status_code == 422
