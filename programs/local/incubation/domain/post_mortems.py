"""What a project that ends leaves to the next ones."""

from django.utils.translation import gettext as _

from eclore.kit import transitions
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.permissions import require
from programs.local.incubation.models import PostMortem, Project
from programs.local.incubation.states import ENDED


def write(project: Project, *, by: Actor, learnt: str, why: str, restart: str = "") -> PostMortem:
    """Write or rewrite the review of an ended project."""
    require(by, "incubation.write", project)
    if project.state not in ENDED:
        raise Refusal(_("Le bilan s'écrit quand le projet a pris fin."), code="still_running")
    if not learnt.strip():
        raise Invalid(_("Écrivez ce qui a été appris : cela servira à d'autres équipes."), field="learnt")
    if not why.strip():
        raise Invalid(_("Écrivez pourquoi cela s'arrête."), field="why")
    found = leave(project, learnt=learnt, why=why, restart=restart, author=by.name)
    transitions.record(project, "post_mortem", by=by)
    return found


def leave(project: Project, *, learnt: str, why: str, restart: str, author: str) -> PostMortem:
    """Keep the three texts; the caller has checked who and when."""
    texts = {"learnt": learnt.strip(), "why": why.strip(), "restart": restart.strip(), "author_name": author}
    return PostMortem.objects.update_or_create(project=project, defaults=texts)[0]
