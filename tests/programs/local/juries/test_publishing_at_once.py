"""Two publications at the same moment: of one jury, and of two that share the places of their edition."""

from threading import Barrier, Thread

from django.db import connection

from eclore.kit import clock
from eclore.kit.transitions import WrongState
from programs.juries.domain.sessions import QuotaExceeded
from programs.local.incubation.models import Project
from programs.local.juries import domain
from programs.local.juries.models import Jury
from programs.local.messages.models import Message
from tenants.contexts import in_territory
from tests.factories.juries import a_jury_setup, decide_all, deliberating, passages_of
from tests.support.personas import person


def test_two_managers_publishing_at_once_publish_once(real_db, somme):
    jury_setup = deliberating(somme, titles="A B")
    other = person("manager", at=somme).at(somme)
    with in_territory(somme):
        decide_all(jury_setup, "laureate", "not_retained")
    outcomes, start = [], Barrier(2)

    def publish(actor) -> None:
        try:
            start.wait()
            with in_territory(somme):
                domain.publish(Jury.objects.select_related("edition").get(pk=jury_setup.jury.pk), by=actor)
            outcomes.append("published")
        except WrongState:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=publish, args=[actor]) for actor in (jury_setup.runs, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with in_territory(somme):
        assert sorted(outcomes) == ["published", "refused"]
        assert Project.objects.count() == 1
        assert Message.objects.filter(kind="local_juries.reply").count() == 2
        assert jury_setup.jury.events.filter(verb="publish").count() == 1


def test_two_juries_of_one_edition_published_at_once_hold_its_quota(real_db, somme):
    jury_setup = deliberating_apart(somme)
    outcomes, start = [], Barrier(2)

    def publish(jury) -> None:
        try:
            start.wait()
            with in_territory(somme):
                domain.publish(Jury.objects.select_related("edition").get(pk=jury.pk), by=jury_setup.runs)
            outcomes.append("published")
        except QuotaExceeded:
            outcomes.append("refused")
        finally:
            connection.close()

    with in_territory(somme):
        juries = list(Jury.objects.all())
    threads = [Thread(target=publish, args=[jury]) for jury in juries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with in_territory(somme):
        assert (sorted(outcomes), Project.objects.count()) == (["published", "refused"], 1)


def deliberating_apart(somme):
    """Two juries of one edition that has one place, each about to retain its own idea."""
    jury_setup = a_jury_setup(somme, titles="A B", quota=1, opened=False)
    with in_territory(somme):
        apart = jury_setup.passages[1].idea
        domain.remove_passage(jury_setup.passages[1], by=jury_setup.runs)
        edition = jury_setup.jury.edition
        other = domain.compose(
            edition,
            by=jury_setup.runs,
            kind="audition",
            title="Second jury",
            held_on=clock.today(),
            ideas=[apart],
            quorum=1,
        )
        seat = domain.add_seat(other, by=jury_setup.runs, email=jury_setup.members[0].email, name="Membre")
        domain.note_presence(seat, by=jury_setup.runs, present=True)
        for jury in (jury_setup.jury, other):
            jury = Jury.objects.select_related("edition").get(pk=jury.pk)  # with the seats it has now
            domain.open_session(jury, by=jury_setup.runs)
            [passage] = passages_of(jury)
            domain.open_passage(passage, by=jury_setup.runs)
            domain.deliberate(jury, by=jury_setup.runs)
            domain.decide(passage, by=jury_setup.runs, verdict="laureate", motivation="Utile.")
    return jury_setup
