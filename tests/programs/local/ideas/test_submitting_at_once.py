"""Two teams submit in the same second: each has its own number."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from programs.local.ideas.domain import ideas
from programs.local.ideas.models import Idea
from tenants.contexts import in_territory
from tests.factories.calls import a_call
from tests.factories.ideas import a_draft
from tests.support.personas import person

TEAMS = 4


def test_ideas_submitted_together_take_different_numbers(real_db, somme):
    agent = person("member", at=somme).at(somme)
    with in_territory(somme):
        call = a_call()
        keys = [a_draft(call, agent, title=f"Idée {number}").pk for number in range(TEAMS)]
    together = Barrier(TEAMS)

    def submit(key):
        try:
            with in_territory(somme):
                idea = Idea.objects.select_related("call__edition").get(pk=key)
                together.wait(timeout=20)
                ideas.submit(idea, by=agent)
            return idea.number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TEAMS) as pool:
        numbers = sorted(pool.map(submit, keys))

    assert numbers == [1, 2, 3, 4]
