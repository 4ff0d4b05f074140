"""What a project that ends leaves to the next ones."""

from typing import TypedDict, Unpack

from django.utils.translation import gettext as _

from eclore.kit import transitions
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from programs.local.incubation.models import PostMortem, Project
from programs.local.incubation.states import ENDED


class Texts(TypedDict, total=False):
    """What a review says."""

    learnt: str
    why: str
    restart: str


def write(project: Project, *, by: Actor, **given: Unpack[Texts]) -> PostMortem:
    """Write the review of an ended project, or rewrite some of it."""
    lock(project)
    require(by, "incubation.write", project)
    if project.state not in ENDED:
        raise Refusal(_("Le bilan s'écrit quand le projet a pris fin."), code="still_running")
    texts = texts_of(project) | {name: str(text) for name, text in given.items()}
    if not texts["learnt"].strip():
        raise Invalid(_("Écrivez ce qui a été appris : cela servira à d'autres équipes."), field="learnt")
    if not texts["why"].strip():
        raise Invalid(_("Écrivez pourquoi cela s'arrête."), field="why")
    found = leave(project, **texts, author=by.name)
    transitions.record(project, "post_mortem", by=by)
    return found


def texts_of(project: Project) -> dict[str, str]:
    """What is written so far."""
    known = PostMortem.objects.filter(project=project).first()
    return {name: getattr(known, name, "") for name in Texts.__annotations__}


def leave(project: Project, *, learnt: str, why: str, restart: str, author: str) -> PostMortem:
    """Keep the three texts; the caller has checked who and when."""
    texts = {"learnt": learnt.strip(), "why": why.strip(), "restart": restart.strip(), "author_name": author}
    return PostMortem.objects.update_or_create(project=project, defaults=texts)[0]
