"""A dossier that nothing can move any more is left out of a publication, and the minutes say why."""

from programs.juries.minutes import minutes
from programs.local.ideas.models import Idea
from programs.local.juries import domain
from programs.local.juries.models import Decision, Jury
from tenants.contexts import in_territory
from tests.factories.juries import decide_all, deliberating


def states(jury):
    return list(Idea.objects.filter(passages__jury=jury).order_by("title").values_list("state", flat=True))


def test_an_idea_sent_to_a_forum_meanwhile_is_left_out_and_the_minutes_say_so(somme):
    """An earlier version let it be nominated: nobody waits for ever, and it keeps its way."""
    jury_setup = deliberating(somme, titles="A B")
    with in_territory(somme):
        decide_all(jury_setup, "laureate")
        Idea.objects.filter(pk=jury_setup.passages[1].idea_id).update(state="nominated")
        domain.publish(jury_setup.jury, by=jury_setup.runs)
        told = minutes(Jury.objects.get(pk=jury_setup.jury.pk))

        assert states(jury_setup.jury) == ["laureate", "nominated"]
        assert [item.verdict for item in told.items] == [
            "Lauréate",
            "Sans objet : l'idée est à l'étape « Présentée à un forum ».",
        ]
        assert list(Decision.objects.values_list("passage__title", flat=True)) == ["A"]
