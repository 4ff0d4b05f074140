"""Two managers who publish at the same moment publish once."""

from threading import Barrier, Thread

from django.db import connection

from eclore.kit.transitions import WrongState
from programs.local.incubation.models import Project
from programs.local.messages.models import Message
from programs.local.selections import domain
from programs.local.selections.models import Jury
from tenants.doors import in_territory
from tests.factories.selections import decide_all, deliberating
from tests.support.personas import person


def test_two_managers_publishing_at_once_publish_once(real_house, somme):
    court = deliberating(somme, titles="A B")
    other = person("manager", at=somme).at(somme)
    with in_territory(somme):
        decide_all(court, "laureate", "not_retained")
    outcomes, start = [], Barrier(2)

    def publish(actor) -> None:
        try:
            start.wait()
            with in_territory(somme):
                domain.publish(Jury.objects.select_related("edition").get(pk=court.jury.pk), by=actor)
            outcomes.append("published")
        except WrongState:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=publish, args=[actor]) for actor in (court.runs, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with in_territory(somme):
        assert sorted(outcomes) == ["published", "refused"]
        assert Project.objects.count() == 1
        assert Message.objects.filter(kind="selections.reply").count() == 2
        assert court.jury.events.filter(verb="publish").count() == 1
