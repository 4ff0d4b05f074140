"""Twenty members of a jury validate at the same moment: every ballot is told once, and nobody waits for long."""

import time
from threading import Barrier, Thread

import pytest
from django.db import connection

from eclore.kit import audit
from programs.local.juries import domain
from programs.local.juries.models import Passage
from tenants.contexts import in_territory
from tests.factories.juries import a_jury_setup

LONGEST_WAIT = 5  # seconds, on a machine with two cores that does something else


@pytest.fixture
def crowd(real_db, somme):
    return a_jury_setup(somme, titles="A", members=20)


def test_twenty_jurors_validate_at_once(crowd, somme, record_property):
    start, waits = Barrier(20), []
    with in_territory(somme):
        marks = {criterion.pk: 4 for criterion in crowd.jury.criteria.all()}
        before = audit.log()._default_manager.count()

    def validate(actor) -> None:
        start.wait()
        begun = time.perf_counter()
        with in_territory(somme):
            passage = Passage.objects.select_related("jury__edition").get(pk=crowd.passages[0].pk)
            domain.cast(passage, by=actor, marks=marks)
        waits.append(time.perf_counter() - begun)
        connection.close()

    threads = [Thread(target=validate, args=[actor]) for actor in crowd.actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    record_property("milliseconds", [round(wait * 1000) for wait in sorted(waits)])
    with in_territory(somme):
        found = list(audit.log()._default_manager.order_by("number"))
    assert [line.number for line in found] == list(range(1, before + 21))
    assert {line.by_id for line in found if line.act == "mark"} == {actor.user_id for actor in crowd.actors}
    assert [line.previous for line in found[1:]] == [line.digest for line in found[:-1]]
    assert len(waits) == 20 and max(waits) < LONGEST_WAIT


def test_a_line_waits_for_nobody_until_the_commit(crowd, somme):
    """Another transaction of the territory has written a line and goes on: a ballot is validated meanwhile."""
    written, validated, ballot = Barrier(2), Barrier(2), []

    def linger() -> None:
        with in_territory(somme):
            audit.record(audit.Act.EXPORT, by=crowd.runs)
            written.wait(20)
            validated.wait(20)
        connection.close()

    other = Thread(target=linger)
    other.start()
    written.wait(20)
    with in_territory(somme):
        marks = {criterion.pk: 4 for criterion in crowd.jury.criteria.all()}
        ballot.append(domain.cast(crowd.passages[0], by=crowd.actors[0], marks=marks))
    validated.wait(20)
    other.join()

    with in_territory(somme):
        last = list(audit.log()._default_manager.order_by("-number")[:2])
    assert [line.act for line in last] == ["export", "mark"]
