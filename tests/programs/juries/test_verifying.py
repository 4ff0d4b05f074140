"""`verify_audit` finds what a jury did and that was altered, removed or slipped in, the log left alone."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connections

from eclore.kit import audit, clock
from programs.joint.forums.models import Nomination
from programs.joint.juries import domain as deliberations
from programs.joint.juries import models as joint
from programs.juries.sealed import Recusals
from programs.local.juries import domain
from programs.local.juries.models import Amendment, Ballot, Decision, Seat
from tenants.audit.verification import Row
from tenants.contexts import in_programme, in_territory
from tenants.privacy import orchestration
from tests.factories import forums
from tests.factories.juries import a_jury_setup, decide_all, mark
from tests.support.auditing import found, tamper, verified
from tests.support.personas import person
from tests.support.statements import Statements

ERASED = "Yseult Kermadec-Ollivier"


@pytest.fixture
def jury_setup(real_db, somme):
    """Two dossiers, each marked twice, changed, decided twice over and published."""
    jury_setup = a_jury_setup(somme, titles="A B")
    first, second = jury_setup.passages
    with in_territory(somme):
        for actor in jury_setup.actors[:2]:
            mark(first, actor, 5, 4)
            mark(second, actor, 3, comment="Équipe solide")
        mark(first, jury_setup.actors[0], 2)  # the last line about a ballot is the one that counts
        domain.propose_recusal(second, _seat(jury_setup, 0), by=jury_setup.president)
        domain.decline_recusal(second.recusals.get(), by=jury_setup.actors[0])
        domain.recuse(first, by=jury_setup.actors[2], reason="Cousine d'une autrice")
        begun = {second.jury.criteria.first().pk: 4}
        domain.save(second, by=jury_setup.actors[2], marks=begun)
        domain.deliberate(jury_setup.jury, by=jury_setup.president)
        domain.decide(first, by=jury_setup.runs, verdict="not_retained")
        domain.withdraw_decision(first, by=jury_setup.runs)
        domain.decide(
            first,
            by=jury_setup.runs,
            verdict="laureate",
            weeks=12,
            days_per_week=Decimal(2),
            means="Deux développeuses",
            motivation=f"Défendue par {ERASED}.",
        )
        domain.decide(second, by=jury_setup.runs, verdict="not_retained", motivation="Trop tôt.")
        domain.publish(jury_setup.jury, by=jury_setup.runs)
        domain.amend(
            jury_setup.jury, by=jury_setup.president, correction=f"Lire « {ERASED} ».", reason="Faute de frappe."
        )
        domain.amend(
            jury_setup.jury, by=jury_setup.president, correction="Lire « treize semaines ».", reason="Erreur de plume."
        )
    assert found(verified()[1]) == []
    return jury_setup


def _seat(jury_setup, number):
    return Seat.objects.get(user_id=jury_setup.actors[number].user_id)


ALTERED = {
    "UPDATE somme.local_juries_mark SET value = 5 WHERE value = 2": ["ballot"],
    "DELETE FROM somme.local_juries_mark WHERE value = 2": ["ballot"],
    "UPDATE somme.local_juries_ballot SET cast_at = NULL WHERE cast_at IS NOT NULL": ["ballot"] * 4,
    "UPDATE somme.local_juries_ballot SET cast_at = now() WHERE cast_at IS NULL": ["ballot"],
    "UPDATE somme.local_juries_ballot SET salt = 'autre' WHERE cast_at IS NULL": ["ballot"],
    "UPDATE somme.local_juries_decision SET verdict = 'not_retained' WHERE verdict = 'laureate'": ["decision"],
    "UPDATE somme.local_juries_decision SET weeks = 20 WHERE weeks = 12": ["decision"],
    "UPDATE somme.local_juries_decision SET days_per_week = 2.5 WHERE weeks = 12": ["decision"],
    "UPDATE somme.local_juries_decision SET motivation = 'Mûre.' WHERE weeks IS NULL": ["decision"],
    "UPDATE somme.local_juries_recusal SET confirmed_at = NULL": ["recusal"],
    "UPDATE somme.local_juries_recusal SET confirmed_at = now() WHERE confirmed_at IS NOT NULL": ["recusal"],
    "UPDATE somme.local_juries_recusal SET confirmed_at = declined_at, declined_at = NULL WHERE proposed": ["recusal"],
    "UPDATE somme.local_juries_recusal SET proposed = NOT proposed": ["recusal"] * 2,
    "UPDATE somme.local_juries_jury SET state = 'deliberation'": ["jury"],
    "UPDATE somme.local_juries_jury SET published_at = published_at - interval '1 day'": ["jury"],
    "UPDATE somme.local_juries_decision SET published_at = NULL WHERE weeks = 12": ["jury"],
    "UPDATE somme.local_juries_decision SET published_at = now() WHERE weeks = 12": ["jury"],
    "UPDATE somme.local_juries_amendment SET correction = 'Rien.' WHERE reason LIKE 'Faute%'": ["amendment"],
    "UPDATE somme.local_juries_amendment SET reason = 'Autre.' WHERE reason LIKE 'Faute%'": ["amendment"],
    "UPDATE somme.local_juries_amendment SET author_id = gen_random_uuid() WHERE reason LIKE 'Faute%'": ["amendment"],
}
TABLES = tuple(f"local_juries_{name}" for name in ("mark", "ballot", "decision", "recusal", "jury", "amendment"))


def test_what_was_altered_is_named_with_its_line(jury_setup, real_db):
    tamper(real_db, *(f"CREATE TABLE public.kept_{one} AS SELECT * FROM somme.{one}" for one in TABLES))
    for sql, expected in ALTERED.items():
        tamper(real_db, sql)

        code, text = verified("somme")

        told = found(text)
        assert (sql, code, [line.split()[3] for line in told]) == (sql, 1, [f"local_juries_{one}" for one in expected])
        assert all("is not what this line has sealed: altered" in line for line in told)
        for one in TABLES:
            tamper(real_db, f"DELETE FROM somme.{one}", f"INSERT INTO somme.{one} SELECT * FROM public.kept_{one}")
    assert verified("somme")[0] == 0


def test_the_line_that_is_named_is_the_last_about_it(jury_setup, real_db, somme):
    tamper(real_db, "UPDATE somme.local_juries_mark SET value = 5 WHERE value = 2")

    [told] = found(verified("somme")[1])

    with in_territory(somme):
        ballot = Ballot.objects.get(passage=jury_setup.passages[0], seat__user_id=jury_setup.actors[0].user_id)
        lines = [line.number for line in _log().order_by("number") if line.told.get("ballot") == str(ballot.pk)]
    assert len(lines) == 2
    assert told == f"somme: line {lines[-1]}: local_juries_ballot {ballot.pk} is not what this line has sealed: altered"


def test_what_was_removed_or_slipped_in_is_named(jury_setup, real_db, somme):
    with in_territory(somme):
        removed = Decision.objects.get(verdict="laureate")
        gone, besides = Ballot.objects.filter(cast_at=None).get(), _seat(jury_setup, 1)
    tamper(
        real_db,
        f"DELETE FROM somme.local_juries_decision WHERE id = '{removed.pk}'",
        f"DELETE FROM somme.local_juries_ballot WHERE id = '{gone.pk}'",
        "INSERT INTO somme.local_juries_ballot (id, created_at, comment, cast_at, passage_id, seat_id, salt)"
        f" SELECT gen_random_uuid(), now(), '', now(), '{removed.passage_id}', '{gone.seat_id}', 'salt'",
        "DELETE FROM somme.local_juries_recusal WHERE proposed",
        "INSERT INTO somme.local_juries_recusal (id, created_at, reason, proposed, confirmed_at, passage_id, seat_id)"
        f" SELECT gen_random_uuid(), now(), '', false, now(), '{removed.passage_id}', '{besides.pk}'",
        "DELETE FROM somme.local_juries_amendment WHERE reason LIKE 'Faute%'",
        "INSERT INTO somme.local_juries_amendment (id, created_at, correction, reason, jury_id)"
        f" SELECT gen_random_uuid(), now(), 'Glissée.', 'Aucun.', '{jury_setup.jury.pk}'",
    )

    code, text = verified()

    told = " | ".join(found(text))
    assert code == 1
    assert [line.split(": ")[2].split()[0] for line in found(text)] == [
        "local_juries_ballot",
        "local_juries_ballot",
        "local_juries_decision",
        "local_juries_recusal",
        "local_juries_recusal",
        "local_juries_jury",
        "local_juries_amendment",
        "local_juries_amendment",
    ]
    assert "somme: no line: local_juries_recusal" in told and "somme: no line: local_juries_amendment" in told
    assert re.search(r"line \d+: local_juries_recusal of passage \S+, seat \S+, is missing", told)
    assert re.search(r"line \d+: local_juries_amendment \S+ is missing", told)
    assert f"local_juries_decision of passage {removed.passage_id} is missing" in told
    assert f"local_juries_ballot {gone.pk} is missing" in told
    assert "somme: no line: local_juries_ballot" in told


def test_a_ballot_goes_with_its_seat_and_a_decision_that_is_taken_back_with_it(real_db, somme):
    jury_setup = a_jury_setup(somme, titles="A")
    [passage] = jury_setup.passages
    with in_territory(somme):
        for actor in jury_setup.actors[:2]:
            mark(passage, actor, 4)
        domain.save(passage, by=jury_setup.actors[2], marks={jury_setup.jury.criteria.first().pk: 4})
        domain.remove_seat(Seat.objects.get(user_id=jury_setup.actors[2].user_id), by=jury_setup.runs)
        domain.deliberate(jury_setup.jury, by=jury_setup.president)
        domain.decide(passage, by=jury_setup.runs, verdict="laureate")
        domain.withdraw_decision(passage, by=jury_setup.runs)

    assert verified()[0] == 0


def test_a_decision_slipped_in_again_after_it_was_taken_back_is_named(real_db, somme):
    jury_setup = a_jury_setup(somme, titles="A")
    with in_territory(somme):
        for actor in jury_setup.actors[:2]:
            mark(jury_setup.passages[0], actor, 4)
        domain.deliberate(jury_setup.jury, by=jury_setup.president)
        decide_all(jury_setup, "laureate")
    tamper(real_db, "CREATE TABLE somme.kept AS SELECT * FROM somme.local_juries_decision")
    with in_territory(somme):
        domain.withdraw_decision(jury_setup.passages[0], by=jury_setup.runs)
    tamper(real_db, "INSERT INTO somme.local_juries_decision SELECT * FROM somme.kept", "DROP TABLE somme.kept")

    code, text = verified()

    assert (code, len(found(text)), "exists, though this line took it back" in text) == (1, 1, True)


def test_a_joint_jury_is_compared_with_the_programmes_log(real_db, somme, oise, national):
    jury = a_joint_jury(national, somme, oise)
    assert verified()[0] == 0

    tamper(
        real_db,
        "UPDATE joint_juries_mark SET value = 1",
        "UPDATE joint_juries_decision SET verdict = 'retained'",
        "UPDATE joint_juries_recusal SET declined_at = confirmed_at, confirmed_at = NULL",
        "UPDATE joint_juries_jury SET published_at = now()",
        "UPDATE joint_juries_amendment SET reason = ''",
    )

    code, text = verified("public")
    with in_programme():
        [ballot] = joint.Ballot.objects.filter(passage__jury=jury)
        decision = joint.Decision.objects.get(passage__title="Oise")
        recusal, amendment = joint.Recusal.objects.get(), joint.Amendment.objects.get()
    told = [line.split(": ")[2].split()[:2] for line in found(text)]
    assert code == 1
    assert told == [
        ["joint_juries_ballot", str(ballot.pk)],
        ["joint_juries_decision", str(decision.pk)],
        ["joint_juries_recusal", str(recusal.pk)],
        ["joint_juries_jury", str(jury.pk)],
        ["joint_juries_amendment", str(amendment.pk)],
    ]
    assert verified("somme")[0] == 0


def test_somebody_who_is_erased_is_no_tampering_and_what_follows_is(jury_setup, real_db, somme):
    person("member", at=somme, name=ERASED, email="yko@exemple.fr")

    orchestration.erase(orchestration.recognise(orchestration.somebody("yko@exemple.fr")))

    with in_territory(somme):
        decision = Decision.objects.get(verdict="laureate")
        amendment = Amendment.objects.get(reason="Faute de frappe.")
        lines = list(_log().filter(verb="seal_again").order_by("number"))
    assert decision.motivation == "Défendue par Personne effacée."
    assert [(line.act, line.subject_id) for line in lines] == [
        ("personal_data", decision.pk),
        ("personal_data", amendment.pk),
    ]
    assert amendment.correction == "Lire « Personne effacée »."
    assert found(verified()[1]) == []

    tamper(real_db, "UPDATE somme.local_juries_decision SET verdict = 'not_retained' WHERE verdict = 'laureate'")
    assert [line.split(":")[1].split()[1] for line in found(verified()[1])] == [str(lines[0].number)]


class Cut(BaseException):
    """The worker is killed."""


def test_an_erasure_that_is_cut_leaves_a_decision_and_its_seal_together(jury_setup, real_db, somme, monkeypatch):
    """Killed after the words have gone and before the log knows, then taken up again: nothing is ever reported."""
    person("member", at=somme, name=ERASED, email="yko@exemple.fr")
    sealing = audit.record_in

    def killed(schema, using, *args, verb, **facts):
        sealing(schema, using, *args, verb=verb, **facts)
        if verb == "seal_again":
            raise Cut

    monkeypatch.setattr(audit, "record_in", killed)
    with pytest.raises(Cut):
        orchestration.erase(orchestration.recognise(orchestration.somebody("yko@exemple.fr")))
    with in_territory(somme):
        assert Decision.objects.get(verdict="laureate").motivation == f"Défendue par {ERASED}."
    assert found(verified()[1]) == []

    monkeypatch.setattr(audit, "record_in", sealing)
    report = orchestration.erase(orchestration.recognise(orchestration.somebody("yko@exemple.fr")))

    with in_territory(somme):
        assert Decision.objects.get(verdict="laureate").motivation == "Défendue par Personne effacée."
    assert (found(verified()[1]), report.remaining) == ([], [])


def test_five_statements_compare_a_record_however_many_rows(jury_setup, real_db):
    with Statements(connections["owner"]) as sql:
        verified("somme")
    assert len([one for one in sql.texts if "local_juries_" in one]) == 5


def test_what_leans_on_a_seat_or_a_dossier_goes_with_it(real_db, somme):
    jury_setup = a_jury_setup(somme, titles="A B", opened=False)
    first, second = jury_setup.passages
    with in_territory(somme):
        domain.propose_recusal(first, _seat(jury_setup, 0), by=jury_setup.president)
        domain.propose_recusal(second, _seat(jury_setup, 1), by=jury_setup.president)
        domain.remove_seat(_seat(jury_setup, 0), by=jury_setup.runs)
        domain.remove_passage(second, by=jury_setup.runs)

    assert found(verified()[1]) == []


def test_a_dossier_withdrawn_before_the_session_takes_its_recusals_with_it(real_db, somme, oise):
    forum = forums.a_forum(somme, oise)
    withdrawn = [forums.a_nomination(site, forum, site.name) for site in (somme, oise)][-1]
    jury = forums.a_jury(forum, ("juree@exemple.fr", oise))
    with in_programme():
        assert joint.Recusal.objects.get().proposed
        Nomination.objects.filter(pk=withdrawn.pk).update(withdrawn_at=clock.now())
        deliberations.take_in(jury, by=forums.NATIONAL)
        assert not joint.Recusal.objects.exists()

    assert found(verified()[1]) == []


def test_lines_of_an_earlier_version_tell_of_a_recusal_without_its_date(real_db, somme):
    """Seen from the database: the fact that dates it is younger than some logs."""
    told = Recusals("local_juries")
    told.feed(_line("recuse", 4), {"passage": "p", "seat": "s"})
    rows = [("p", "s", "key", False, datetime(2026, 5, 4, tzinfo=UTC), None)]
    assert list(told.compare(lambda _sql: iter(rows), ())) == []

    told.feed(_line("recuse", 4), {"passage": "p", "seat": "s"})
    rows = [("p", "s", "key", False, None, datetime(2026, 5, 4, tzinfo=UTC))]
    [(line, _what)] = told.compare(lambda _sql: iter(rows), ())
    assert line == 4


def a_joint_jury(national, *places):
    forum = forums.a_forum(*places)
    for site in places:
        forums.a_nomination(site, forum, site.name)
    jury = forums.a_jury(forum, ("presidente@exemple.fr", None), ("juree@exemple.fr", None))
    member, other = (person(email=f"{who}@exemple.fr").at(national) for who in ("presidente", "juree"))
    with in_programme():
        deliberations.open_session(jury, by=forums.NATIONAL)
        first, *_others = passages = list(jury.passages.all())
        deliberations.open_passage(first, by=forums.NATIONAL)
        forums.marked(first, member)
        deliberations.recuse(passages[-1], by=other)
        deliberations.deliberate(jury, by=forums.NATIONAL)
        for passage in passages:
            verdict = "not_retained" if passage.title == "Oise" else "retained"
            deliberations.decide(
                passage, by=forums.NATIONAL, verdict=verdict, motivation="Motif.", days_per_week=Decimal("1.5")
            )
        deliberations.publish(jury, by=forums.NATIONAL)
        deliberations.amend(jury, by=forums.NATIONAL, correction="Lire « deux jours ».", reason="Erreur de plume.")
        return jury


def _line(verb, number):
    return Row(number, "", uuid4(), None, "recusal", verb, None, "person", "local_juries.jury", uuid4(), "", "")


def _log():
    return audit.log()._default_manager.all()
