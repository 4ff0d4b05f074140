"""An idea that a forum has not retained may still be carried on at home."""

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.errors import Refusal
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from eclore.kit.transitions import apply, refuse_again
from programs.local.ideas.models import Idea
from programs.local.ideas.states import IdeaState
from programs.local.incubation.domain.projects import open_from_idea
from programs.local.incubation.models import Project


@transaction.atomic
def take_up(idea: Idea, *, by: Actor) -> Project:
    """The territory develops a not-retained idea by itself: the idea is taken up, a local project is opened."""
    lock(idea)
    require(by, "bridge.take_up", idea)
    refuse_again(idea, "take_internally", by=by)
    if idea.state != IdeaState.NOT_RETAINED:
        raise Refusal(
            _("Seule une idée non retenue se reprend localement ; celle-ci est à l'étape « %(state)s ».")
            % {"state": idea.get_state_display()},
            code="not_declined",
        )
    apply(idea, "take_internally", by=by)
    project = open_from_idea(idea, by=by)
    lock(project)
    project.taken_over_locally = True
    project.save(update_fields=["taken_over_locally"])
    return project
