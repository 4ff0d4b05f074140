"""What becomes of an idea on the waiting list of a territory's jury, and what its team is told."""

import pytest

from programs.local.ideas.models import Idea
from programs.local.juries.queries import eligible_ideas
from programs.local.messages.models import Message
from tests.programs.juries.sides import local_session

LETTER = """Bonjour,

Votre idée « B », déposée à l'occasion de « {label} », est placée en liste d'attente : elle n'est ni retenue ni refusée à ce jour.{rank}

Bon dossier.

Si une place se libère, nous vous écrirons."""  # noqa: E501  a paragraph of a letter is one line


@pytest.mark.parametrize(("tells", "rank"), [(False, ""), (True, "\nSon rang sur cette liste : 1.")])
def test_it_keeps_its_stage_and_its_team_is_written_to(somme, tells, rank):
    held = local_session(somme, places=1, tells_waiting_rank=tells)
    held.deliberate()
    with held.inside():
        jury = held.side.juries.objects.get(pk=held.jury.pk)
        first, second = jury.passages.order_by("position")
        held.side.decide(first, by=held.runs, verdict="laureate", weeks=9)
        held.side.decide(second, by=held.runs, verdict="waiting_list", motivation="Bon dossier.")
        held.side.publish(jury, by=held.runs)
        idea = Idea.objects.get(pk=second.idea_id)
        assert (idea.state, idea.answered_at) == ("shortlisted", None)
        assert idea.events.filter(verb="wait_list").get().note == "Bon dossier."
        assert list(eligible_ideas(jury.edition, "audition")) == [idea]
        letter = Message.objects.get(kind="local_juries.reply", about=idea.pk)
        assert letter.subject == "« B » est en liste d'attente"
        assert letter.body.startswith(LETTER.format(label=idea.call.label, rank=rank))


def test_a_preselection_has_a_waiting_list_too(somme):
    held = local_session(somme, kind="reading", places=1)
    held.deliberate()
    with held.inside():
        jury = held.side.juries.objects.get(pk=held.jury.pk)
        for passage in jury.passages.all():
            held.side.decide(passage, by=held.runs, verdict="waiting_list")
        held.side.publish(jury, by=held.runs)
        assert set(Idea.objects.values_list("state", flat=True)) == {"submitted"}
