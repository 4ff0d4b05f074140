"""A joint jury's order of the day reaches teams through their own territory: their hour, once, and nothing else."""

from datetime import date, time, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from icalendar import Calendar

from eclore.kit import clock
from programs.bridge import hearings, nominations, queries
from programs.joint.juries import domain as deliberations
from programs.joint.juries.models import HearingNotice, Jury
from programs.joint.juries.side import JointSide
from programs.local.messages.models import Message
from tenants.contexts import in_programme, in_territory
from tests.factories.calls import manager
from tests.factories.forums import NATIONAL, a_forum, a_jury, a_nomination

SIDE = JointSide()


@pytest.fixture
def jury(somme, oise) -> Jury:
    """One dossier of the Oise, then two of the Somme, expected from 14:00 in Amiens."""
    forum = a_forum(somme, oise)
    for site, title in ((somme, "Alpha"), (oise, "Bêta"), (somme, "Gamma")):
        a_nomination(site, forum, title)
    jury = a_jury(forum, ("presidente@exemple.fr", None))
    with in_programme():
        deliberations.change(jury, by=NATIONAL, held_on=date(2031, 1, 15), starts_at=time(14), place="Amiens")
    return jury


def send(jury: Jury) -> None:
    with in_programme():
        SIDE.send_order(Jury.objects.select_related("forum").get(pk=jury.pk), by=NATIONAL)


def correct(jury: Jury, **changes: object) -> None:
    """Later than what was sent."""
    with in_programme(), clock.at(clock.now() + timedelta(minutes=1)):
        deliberations.change(Jury.objects.get(pk=jury.pk), by=NATIONAL, **changes)


def told(site) -> list[tuple[str, str]]:
    """(subject, body) of what teams were written, in order of dossiers."""
    with in_territory(site.schema_name):
        rows = Message.objects.filter(kind="juries.hearing").order_by("created_at", "pk")
        return sorted((row.subject, row.body.replace("\u00a0", " ")) for row in rows)


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except ProgrammingError:
        return True
    return False


def waiting(site) -> int:
    with in_territory(site.schema_name):
        return HearingNotice.objects.filter(delivered_at=None).count()


def test_each_team_reads_its_own_hour_and_no_other_dossier(jury, somme, oise, queue):
    queue.waiting.clear()
    send(jury)
    homes = [given["schema"] for name, given in queue.waiting if name == "bridge.tell_hearings"]
    assert homes == ["oise", "somme"]
    assert [hearings.tell("somme"), hearings.tell("oise")] == [2, 1]
    (alpha, gamma), (beta,) = told(somme), told(oise)
    assert "à 14 h 08" in alpha[1] and "à 14 h 16" in gamma[1] and "à 14 h\n" in beta[1]
    assert "Amiens" in alpha[1] and "mercredi 15 janvier 2031" in alpha[1]
    assert "Bêta" in beta[0] and "Alpha" not in "".join(beta) and "Gamma" not in "".join(beta + alpha)
    with in_programme():
        (event,) = jury.events.filter(verb="send_order")
        assert event.note == "1 message, 3 équipes prévenues par leur territoire"


def test_the_calendar_is_the_places_own(jury, somme, queue):
    send(jury)
    queue.waiting.clear()
    hearings.tell("somme")
    with in_territory("somme"):
        rows = Message.objects.filter(kind="juries.hearing")
        events = [Calendar.from_ical(row.calendar).walk("VEVENT")[0] for row in rows]
    begins = sorted(event["DTSTART"].dt for event in events)
    assert begins[0].isoformat() == "2031-01-15T14:08:00+01:00"
    assert {(event["SEQUENCE"], str(event["LOCATION"])) for event in events} == {(0, "Amiens")}


def test_two_at_once_write_once(real_db, jury, somme):
    send(jury)
    together, found = Barrier(2, timeout=20), []

    def tell() -> None:
        together.wait()
        found.append(hearings.tell("somme"))
        connection.close()

    threads = [Thread(target=tell) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (sum(found), len(told(somme)), hearings.tell("somme")) == (2, 2, 0)


def test_it_is_written_again_when_corrected(jury, somme, queue):
    send(jury)
    assert (hearings.tell("somme"), hearings.tell("somme")) == (2, 0)
    correct(jury, place="Lille")
    with clock.at(clock.now() + timedelta(minutes=2)):
        send(jury)
        assert hearings.tell("somme") == 2
    assert sum("corrigé" in subject and "Lille" in body for subject, body in told(somme)) == 2


def test_a_territory_that_was_away_writes_the_last_hour_alone(jury, somme, oise, queue):
    send(jury)
    correct(jury, starts_at=time(15))
    with clock.at(clock.now() + timedelta(minutes=2)):
        send(jury)
    assert (waiting(oise), hearings.sweep(), waiting(oise)) == (2, 3, 0)
    ((_subject, body),) = told(oise)
    assert "à 15 h" in body


def test_one_that_fails_stops_no_other_and_is_tried_again(jury, somme, oise, queue, monkeypatch):
    send(jury)
    write = hearings._write

    def fails(notice, idea, forum, schema):
        if schema == "oise":
            raise OSError("away")
        write(notice, idea, forum, schema)

    monkeypatch.setattr(hearings, "_write", fails)
    assert (hearings.sweep(), waiting(oise), told(oise)) == (2, 1, [])
    monkeypatch.setattr(hearings, "_write", write)
    assert (hearings.sweep(), waiting(oise), len(told(oise))) == (1, 0, 1)


def test_nobody_is_told_of_a_day_that_has_passed(jury, somme, oise, queue):
    """A territory that was away for weeks: what waits ends, and nothing leaves."""
    send(jury)
    with clock.at(clock.now().replace(year=2031, month=1, day=16)):
        assert (hearings.sweep(), waiting(somme), told(somme)) == (0, 0, [])


def test_a_dossier_withdrawn_meanwhile_is_told_nothing(jury, somme, queue):
    send(jury)
    with in_territory("somme"):
        nomination = queries.own_nominations().get(title="Gamma")
        nominations.withdraw(nomination, by=manager("somme"))
    assert hearings.tell("somme") == 1
    assert [("Gamma" in subject) for subject, _body in told(somme)] == [False]


def test_a_territory_reads_its_own_notices_and_stamps_them_only(jury, somme, oise, queue):
    send(jury)
    with in_territory("oise"):
        assert HearingNotice.objects.count() == 1
        assert HearingNotice.objects.filter(nomination__title="Alpha").count() == 0
        assert refused("UPDATE public.joint_juries_hearingnotice SET place = 'Ailleurs'")
        assert refused("UPDATE public.joint_juries_hearingnotice SET territory_role = 'territory_somme'")
        assert refused("DELETE FROM public.joint_juries_hearingnotice")
