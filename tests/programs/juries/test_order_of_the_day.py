"""The order of the day as a page, a PDF and a calendar, and its letters: the same on both sides."""

from datetime import date, time, timedelta
from email.utils import parseaddr
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from icalendar import Calendar
from pypdf import PdfReader

from eclore.kit import clock
from eclore.kit.errors import NotAllowed, Refusal
from eclore.kit.transitions import AlreadyDone, WrongState
from programs.juries import domain
from programs.juries.domain.sessions import NotReady
from programs.juries.sendings import sendings
from tests.programs.juries.deliberations import jury_of, passage_of
from tests.programs.juries.sides import a_stranger
from tests.support.personas import browser
from tests.support.statements import Statements

HOSTILE = '#strong[gras] $x$ "fin" \\ <i>'


@pytest.fixture
def day(hold):
    """A session on a day of its own, from 14:00 in Amiens, of dossiers A and B; the second member has left A."""
    held = hold(opened=False)
    member = held.members[1].at(held.site)
    with held.inside():
        changed = {"held_on": date(2031, 1, 15), "starts_at": time(14), "place": "Amiens"}
        domain.change(jury_of(held), by=held.runs, **changed)
        passages = held.side.passages.objects
        passages.filter(pk=held.passages[0].pk).update(title="Alpha", pause_minutes=10)
        passages.filter(pk=held.passages[1].pk).update(title="Bêta")
        domain.recuse(passage_of(held), by=member)
    return held


def page_of(client, held):
    return client.get(f"{held.url}ordre-du-jour/").content.decode()


def pdf_of(client, held, name="ordre-du-jour"):
    answer = client.get(f"{held.url}{name}.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert b"pdfuaid:part" in answer.content
    return "\n".join(leaf.extract_text() for leaf in PdfReader(BytesIO(answer.content)).pages)


def event_of(text):
    [event] = Calendar.from_ical(text).walk("VEVENT")
    return event


def calendar_of(client, held):
    answer = client.get(f"{held.url}ordre-du-jour.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    return answer.content.decode()


def send(held, client=None):
    return (client or held.leader()).post(f"{held.url}ordre-du-jour/envoyer/", follow=True).content.decode()


def letters(queue):
    """What has left: (address, subject, body, entry of calendar)."""
    mail.outbox.clear()
    queue.run()
    return [
        (parseaddr(each.to[0])[1], each.subject, each.body, event_of(each.attachments[0][1])) for each in mail.outbox
    ]


def test_whoever_sits_reads_hours_lengths_and_breaks(day):
    page, pdf = page_of(day.president(), day), pdf_of(day.president(), day)
    for told in ("Alpha", "Bêta", "14\u00a0h\u00a018", "3 min de présentation, 5 min de questions", "Pause, 10 min"):
        assert told in page
        assert told.replace("\u00a0", " ") in pdf.replace("\u00a0", " ")
    assert "fin prévue à 14\u00a0h\u00a026" in page and "Amiens" in page


def test_what_a_member_has_left_is_read_in_no_format(day):
    client = day.member()
    told = [page_of(client, day), pdf_of(client, day), calendar_of(client, day)]
    assert [("Alpha" in each, "Déport" in each, "Bêta" in each) for each in told] == [(False, True, True)] * 3


def test_who_may_not_read_it(day):
    stranger = browser(day.site, a_stranger(day))
    for path in ("ordre-du-jour/", "ordre-du-jour.pdf", "ordre-du-jour.ics", "ordre-du-jour/envoyer/"):
        assert stranger.get(f"{day.url}{path}").status_code in (403, 404)
    assert day.member().get(f"{day.url}ordre-du-jour/envoyer/").status_code == 403
    assert day.member().post(f"{day.url}ordre-du-jour/envoyer/").status_code == 403
    assert day.leader().post(f"{day.url}ordre-du-jour/").status_code == 405
    assert "Envoyer l" not in page_of(day.member(), day)
    member = day.members[1].at(day.site)
    with day.inside(), pytest.raises(NotAllowed):
        day.side.send_order(jury_of(day), by=member)


def test_the_calendar_keeps_its_uid_and_tells_the_hour_of_the_place(day):
    first = event_of(calendar_of(day.president(), day))
    with day.inside():
        domain.change(jury_of(day), by=day.runs, starts_at=time(15, 30))
    second = event_of(calendar_of(day.president(), day))
    assert first["UID"] == second["UID"]
    assert first["DTSTART"].params["TZID"] == "Europe/Paris"
    starts = first["DTSTART"].dt
    assert starts.replace(tzinfo=None).isoformat() == "2031-01-15T14:00:00"
    assert starts.utcoffset() == timedelta(hours=1)
    assert first["DTEND"].dt - starts == timedelta(minutes=26)
    assert (str(first["LOCATION"]), first["SEQUENCE"], str(first["STATUS"])) == ("Amiens", 0, "CONFIRMED")
    assert second["DTSTART"].dt.hour == 15


def test_another_zone_is_told(day, monkeypatch):
    monkeypatch.setattr(type(day.side), "time_zone", lambda _side, _jury: "Indian/Reunion")
    event = event_of(calendar_of(day.president(), day))
    assert event["DTSTART"].dt.astimezone(ZoneInfo("UTC")).hour == 10


def test_without_an_hour_it_is_the_whole_day(hold):
    held = hold(opened=False)
    event = event_of(calendar_of(held.president(), held))
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
    assert "fin prévue" not in page_of(held.president(), held)


@pytest.mark.parametrize("typed", [HOSTILE, "A\r\nATTENDEE:mailto:x@exemple.fr\r\nX-A:b", "A\rB\nC; D, E\\n"])
def test_what_is_typed_stays_text(day, typed):
    with day.inside():
        day.side.passages.objects.filter(pk=day.passages[1].pk).update(title=typed)
        day.side.juries.objects.filter(pk=day.jury.pk).update(title=typed, place=typed)
    text = calendar_of(day.president(), day)
    assert not any(line.startswith(("ATTENDEE", "X-A")) for line in text.replace("\r\n ", "").splitlines())
    event, words = event_of(text), " ".join(typed.split())
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == (words, words)
    assert words in str(event["DESCRIPTION"])
    assert words in " ".join(pdf_of(day.president(), day).split())
    assert "<i>" not in page_of(day.president(), day)


def test_it_is_sent_once_to_whoever_sits_without_what_they_have_left(day, queue):
    assert "Envoyer" in str(day.leader().get(f"{day.url}ordre-du-jour/envoyer/").context["title"])
    assert "L&#x27;ordre du jour est envoyé." in send(day)
    send(day)
    with day.inside():
        told = sendings(jury_of(day))
    assert (told.count, told.corrected, told.sequence) == (1, False, 0)
    seats = {who: event for who, _subject, _body, event in letters(queue) if who in {m.email for m in day.members}}
    assert sorted(seats) == sorted(member.email for member in day.members)
    descriptions = [str(seats[member.email]["DESCRIPTION"]) for member in day.members]
    assert ["Alpha" in each for each in descriptions] == [True, False]
    assert {event["UID"] for event in seats.values()} == {event_of(calendar_of(day.president(), day))["UID"]}
    page = page_of(day.leader(), day)
    assert "Envoyé" in page and "corrigé depuis" not in page and "envoyer/" not in page


def test_corrected_it_says_so_and_is_sent_again_with_the_next_sequence(day, queue):
    send(day)
    letters(queue)
    with day.inside():
        domain.change(jury_of(day), by=day.runs, place="Lille")
    page = page_of(day.leader(), day)
    assert "corrigé depuis" in page and "Envoyer de nouveau" in page
    assert event_of(calendar_of(day.president(), day))["SEQUENCE"] == 1
    send(day)
    again = letters(queue)
    assert {event["SEQUENCE"] for *_told, event in again} == {1}
    assert {str(event["LOCATION"]) for *_told, event in again} == {"Lille"}
    assert all("corrigé" in subject for _who, subject, *_rest in again)


def test_another_who_sends_it_too_is_told_and_nothing_leaves_twice(day, queue):
    president = day.members[0].at(day.site)
    with day.inside():
        day.side.send_order(jury_of(day), by=day.runs)
        waiting = len(queue.waiting)
        with pytest.raises(Refusal) as refused:
            day.side.send_order(jury_of(day), by=president)
        with pytest.raises(AlreadyDone):
            day.side.send_order(jury_of(day), by=day.runs)
    assert (refused.value.code, len(queue.waiting)) == ("already_sent", waiting)


def test_it_is_not_sent_without_passages_nor_hour_nor_once_it_is_over(hold, queue):
    held = hold(opened=False)
    queue.waiting.clear()
    assert "Indiquez d&#x27;abord l&#x27;heure" in send(held)
    with held.inside():
        held.side.passages.objects.filter(jury=held.jury.pk).delete()
        with pytest.raises(NotReady):
            held.side.send_order(jury_of(held), by=held.runs)
        held.side.juries.objects.filter(pk=held.jury.pk).update(state="cancelled")
        with pytest.raises(WrongState):
            held.side.send_order(jury_of(held), by=held.runs)
        held.side.juries.objects.filter(pk=held.jury.pk).update(state="preparation")
    page = page_of(held.leader(), held)
    assert "Aucun passage pour l'instant" in page and "envoyer/" not in page
    assert "Aucun passage" in pdf_of(held.leader(), held)
    assert queue.waiting == []


def test_teams_of_a_territory_are_told_their_own_hour_alone(day, queue):
    asked = str(day.leader().get(f"{day.url}ordre-du-jour/envoyer/").context["text"])
    assert ("Chaque territoire écrit à ses équipes" in asked) is not day.side.knows_teams
    send(day)
    members = {member.email for member in day.members}
    teams = [told for told in letters(queue) if told[0] not in members]
    assert len(teams) == 2
    told = {str(event["SUMMARY"]): (event, f"{subject}{body}{event.to_ical()}") for _who, subject, body, event in teams}
    first, second = ("Alpha", "Bêta") if day.side.knows_teams else ("A", "B")  # at home, as the idea is called there
    assert sorted(told) == [f"{first} devant le jury", f"{second} devant le jury"]
    event, words = told[f"{second} devant le jury"]
    assert f"« {first} »" not in words and "jurys/" not in words
    assert event["DTSTART"].dt.strftime("%H:%M") == "14:18"
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=8)


def test_it_costs_few_statements_and_is_logged(day):
    for client in (day.leader(), day.member()):
        with Statements() as sql:
            page_of(client, day)
        assert len(sql) <= 10
    with day.inside(), clock.at(clock.now() + timedelta(minutes=1)):
        day.side.send_order(jury_of(day), by=day.runs)
        assert day.jury.events.filter(verb="send_order").count() == 1
