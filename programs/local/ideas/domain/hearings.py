"""An idea is heard in one place at a time: the database holds it, a sentence says where it is heard already."""

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.errors import Refusal
from programs.local.ideas.models import HeardBy, Hearing, Idea
from programs.local.ideas.states import IdeaState


class HeardElsewhere(Refusal):
    """The idea is before a jury, or sent to a forum, which has not ended."""

    code = "heard_elsewhere"


def begin(ideas: Iterable[Idea], *, before: HeardBy, held_by: UUID, title: str) -> None:
    """These ideas are heard there from now on. Raises HeardElsewhere, naming the first that is heard already."""
    ideas = list(ideas)
    _forget_recalled(ideas)
    rows = [Hearing(idea=idea, before=before, held_by=held_by, title=title[:200]) for idea in ideas]
    try:
        with transaction.atomic():
            Hearing.objects.bulk_create(rows)
    except IntegrityError as clash:
        raise _refusal(ideas) from clash


def end(held_by: UUID, *, idea: UUID | None = None) -> None:
    """Decided, or taken back: the ideas heard there, or this one, are free."""
    rows = Hearing.objects.filter(held_by=held_by, ended_at=None)
    (rows if idea is None else rows.filter(idea=idea)).update(ended_at=clock.now())


def end_of(idea: Idea) -> None:
    """The idea has its answer, or is taken back: nothing hears it any more."""
    Hearing.objects.filter(idea=idea, ended_at=None).update(ended_at=clock.now())


def current(idea: Idea) -> Hearing | None:
    """Where it is heard now."""
    return Hearing.objects.filter(idea=idea, ended_at=None).first()


def read(held_by: UUID, *, reads: bool = True) -> None:
    """A jury begins to mark what it hears, or does not yet after all."""
    rows = Hearing.objects.filter(held_by=held_by, ended_at=None)
    if reads:
        rows.filter(read_since=None).update(read_since=clock.now())
    else:
        rows.update(read_since=None)


def ensure_not_read(idea: Idea) -> None:
    """Raise while a jury marks the dossier: what it reads stays as it was."""
    hearing = Hearing.objects.filter(idea=idea, ended_at=None, read_since__isnull=False).first()
    if hearing is not None:
        raise Refusal(
            _(
                "« %(title)s » lit ce dossier : ses fichiers restent jusqu'à sa décision. Joignez plutôt une nouvelle"
                " version, elle sera montrée comme telle."
            )
            % {"title": hearing.title},
            code="being_read",
        )


def sentence(hearing: Hearing) -> str:
    """What stands in the way of another hearing, and what to do."""
    if hearing.before == HeardBy.FORUM:
        words = _("Cette idée est présentée au forum « %(title)s » : retirez-la d'abord de celui-ci.")
    else:
        words = _(
            "Cette idée est devant le jury « %(title)s » : publiez ses décisions, ou retirez-la d'abord de son"
            " programme."
        )
    return words % {"title": hearing.title}


def _forget_recalled(ideas: list[Idea]) -> None:
    """What a forum heard and an idea has left meanwhile, under an earlier version, hears it no more."""
    sent = Hearing.objects.filter(idea__in=ideas, before=HeardBy.FORUM, ended_at=None)
    sent.exclude(idea__state=IdeaState.NOMINATED).update(ended_at=clock.now())


def _refusal(ideas: list[Idea]) -> HeardElsewhere:
    found = Hearing.objects.filter(idea__in=ideas, ended_at=None).select_related("idea").first()
    if found is None:
        return HeardElsewhere(_("Cette idée vient de changer : rechargez la page pour voir où elle en est."))
    words = {"idea": found.idea.title, "why": sentence(found)}
    return HeardElsewhere(_("« %(idea)s » : %(why)s") % words, field="ideas", idea=str(found.idea_id))
