"""A territory that cannot be reached stops nobody, is said, and receives its decisions once it can be."""

from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connections

from eclore.kit import clock
from eclore.kit.errors import NotAllowed
from eclore.kit.transitions import AlreadyDone, WrongState
from programs.bridge import deliveries, emails
from programs.joint.juries import domain, queries
from programs.joint.juries.models import Decision, Jury, Passage
from programs.local.incubation.models import Project
from programs.local.messages.models import Message
from tenants.contexts import in_programme, in_territory
from tests.factories.forums import NATIONAL, a_decided_forum, somebody
from tests.support import databases
from tests.support.browsing import words
from tests.support.personas import api_client, browser, person


class Broken(Exception):
    """What a territory's own data make of a delivery."""


@pytest.fixture
def oise_fails(monkeypatch):
    """Whatever goes to the Oise raises, once its idea has already moved; the returned function mends it."""
    tell = emails.tell_decided

    def tell_or_raise(idea, nomination, decision, *, by):
        if by.schema == "oise":
            raise Broken
        tell(idea, nomination, decision, by=by)

    monkeypatch.setattr(emails, "tell_decided", tell_or_raise)
    return lambda: monkeypatch.setattr(emails, "tell_decided", tell)


def standing(jury):
    """Territory → (where its delivery stands, attempts that failed)."""
    with in_programme():
        return {home.name: (home.state, home.failures) for home in queries.homes(jury)}


def projects(*sites):
    found = []
    for site in sites:
        with in_territory(site.schema_name):
            found.append(Project.objects.count())
    return found


def test_a_territory_that_fails_stops_nobody_and_arrives_once_mended(somme, oise, nord, oise_fails):
    jury = a_decided_forum(somme, oise, nord, retained=["Somme", "Oise", "Nord"])
    assert deliveries.sweep() == 2
    assert deliveries.sweep() == 0
    assert standing(jury) == {"Oise": ("failed", 2), "Nord": ("arrived", 0), "Somme": ("arrived", 0)}
    assert projects(somme, oise, nord) == [1, 0, 1]
    oise_fails()
    assert [deliveries.sweep(), deliveries.sweep(), deliveries.deliver(oise)] == [1, 0, 0]
    assert standing(jury) == dict.fromkeys(("Nord", "Oise", "Somme"), ("arrived", 0)) | {"Oise": ("arrived", 2)}
    assert projects(somme, oise, nord) == [1, 1, 1]
    with in_territory("oise"):
        assert Message.objects.filter(kind="bridge.retained").count() == 1


def test_its_job_raises_so_that_the_queue_tries_again(somme, oise, oise_fails):
    jury = a_decided_forum(somme, oise)
    with pytest.raises(Broken):
        deliveries.deliver("oise")
    assert standing(jury) == {"Oise": ("failed", 1), "Somme": ("waiting", 0)}


def test_those_that_fail_are_tried_last(somme, oise, nord, oise_fails):
    a_decided_forum(somme, oise, nord)
    with pytest.raises(Broken):
        deliveries.deliver("oise")
    with in_programme():
        assert queries.awaited_by() == ["nord", "somme", "oise"]


@contextmanager
def locked(name):
    """Nobody writes the ideas of the Oise meanwhile."""
    with databases.superuser(name) as server, server.transaction():
        server.execute("LOCK TABLE oise.ideas_idea IN ACCESS EXCLUSIVE MODE")
        yield


def test_a_schema_that_is_locked_is_said_and_reached_afterwards(real_db, somme, oise):
    jury = a_decided_forum(somme, oise, retained=["Oise"])
    with databases.superuser(real_db) as server:
        server.execute(f"ALTER ROLE eclore_app IN DATABASE {real_db} SET lock_timeout = '200ms'")
    connections.close_all()
    with locked(real_db):
        with pytest.raises(DatabaseError):
            deliveries.deliver("oise")
        assert deliveries.sweep() == 1
        assert standing(jury) == {"Oise": ("failed", 2), "Somme": ("arrived", 0)}
    assert deliveries.sweep() == 1
    assert standing(jury) == {"Oise": ("arrived", 2), "Somme": ("arrived", 0)}
    assert projects(oise) == [1]


def test_who_publishes_asks_for_another_attempt_once(somme, oise, oise_fails, queue):
    jury = a_decided_forum(somme, oise)
    deliveries.sweep()
    queue.waiting.clear()
    with in_programme():
        domain.retry_delivery(jury, by=NATIONAL)
        with pytest.raises(AlreadyDone):
            domain.retry_delivery(jury, by=NATIONAL)
        told = jury.events.get(verb="retry_delivery")
    assert (told.note, told.by_name) == ("1 territoire", NATIONAL.name)
    assert [(name, args["schema"]) for name, args in queue.waiting] == [("bridge.deliver", "oise")]
    assert standing(jury) == {"Oise": ("waiting", 1), "Somme": ("arrived", 0)}
    oise_fails()
    queue.run()
    assert standing(jury) == {"Oise": ("arrived", 1), "Somme": ("arrived", 0)}


def test_others_do_not_and_nobody_before_publication(somme):
    jury = a_decided_forum(somme, published=False)
    with in_programme():
        with pytest.raises(NotAllowed):
            domain.retry_delivery(jury, by=somebody())
        with pytest.raises(WrongState):
            domain.retry_delivery(jury, by=NATIONAL)


def test_the_decision_itself_stays_frozen(somme):
    a_decided_forum(somme)
    with in_programme():
        assert domain.note_failure("somme") == 1
    with pytest.raises(DatabaseError), in_programme():
        Decision.objects.update(motivation="Autre")


def test_a_territory_notes_no_failure_itself(somme):
    a_decided_forum(somme)
    with pytest.raises(DatabaseError), in_territory("somme"):
        Decision.objects.update(failures=0)


@pytest.mark.parametrize(("minute", "expected"), [(0, (14, 10)), (9, (14, 10)), (10, (14, 20)), (59, (15, 0))])
def test_the_next_attempt_is_that_of_the_next_sweep(minute, expected):
    told = queries.next_sweep(datetime(2027, 1, 15, 14, minute, 30, tzinfo=UTC))
    assert (told.hour, told.minute, told.second) == (*expected, 0)


def test_the_page_says_it_asks_again_and_offers_to_retry(national, somme, oise, oise_fails):
    jury = a_decided_forum(somme, oise)
    coach = browser(national, person(national=("national_coach",)))
    address = f"/jurys/{jury.pk}/publication/"
    deliveries.sweep()
    page = coach.get(address)
    shown = page.context["publication"].delivery
    assert [(row.home.name, row.state.label) for row in shown.rows] == [("Oise", "En échec"), ("Somme", "Arrivée")]
    said = words(page)
    assert "1 territoire n'a pas pu être joint" in said
    assert "1 essai manqué, le dernier" in said
    assert 'hx-trigger="every 3s"' in page.content.decode()
    again = {"vu": shown.tag}
    assert coach.get(address, again, headers={"HX-Request": "true"}).status_code == 204
    assert coach.get(address, again).status_code == 200  # without the script
    sent = coach.post(f"{address}relancer/", follow=True)
    assert sent.redirect_chain == [(address, 302)]
    assert "1 essai manqué, un autre est demandé." in words(sent)
    assert coach.get(address, again, headers={"HX-Request": "true"}).status_code == 200
    oise_fails()
    deliveries.sweep()
    over = coach.get(address)
    assert "Chaque territoire a ses décisions." in words(over)
    assert ("hx-trigger" in over.content.decode(), "Relancer" in words(over)) == (False, False)


def test_who_presides_sees_it_and_does_not_retry(national, somme, oise, oise_fails):
    jury = a_decided_forum(somme, oise)
    president = browser(national, person(email="presidente@exemple.fr"))
    deliveries.sweep()
    address = f"/jurys/{jury.pk}/publication/"
    assert president.get(address).context["publication"].delivery.retries is None
    assert president.post(f"{address}relancer/").status_code == 403


def test_dossiers_that_somebody_has_left_are_not_named(national, somme, oise):
    jury = a_decided_forum(somme, oise, published=False)
    presides = person(email="presidente@exemple.fr")
    with in_programme():
        Passage.objects.filter(jury=jury, title="Oise").get().recusals.create(
            seat=jury.seats.get(), reason="Proche", confirmed_at=clock.now()
        )
        domain.publish(Jury.objects.get(pk=jury.pk), by=NATIONAL)
    president = browser(national, presides)
    shown = president.get(f"/jurys/{jury.pk}/publication/").context["publication"].delivery
    told = {row.home.name: [(each.title, each.verdict is None) for each in row.dossiers] for row in shown.rows}
    assert told == {"Oise": [("Déport", True)], "Somme": [("Somme", False)]}


def test_the_api_retries_as_the_page_does(national, somme, oise, oise_fails):
    jury = a_decided_forum(somme, oise)
    deliveries.sweep()
    coach = api_client(national, person(national=("national_coach",)))
    first, second = (coach.post(f"/api/v1/juries/{jury.pk}/delivery/retry/") for _ in range(2))
    assert [(each.status_code, each.json()) for each in (first, second)] == [
        (200, {"delivered": 1, "territories": 2})
    ] * 2
