"""What a territory's jury hears: ideas of its edition, and projects that ask to go on."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.errors import Refusal
from eclore.kit.locks import lock
from eclore.kit.transitions import WrongState, record
from programs.juries.criteria import fitting
from programs.juries.rules import require
from programs.juries.states import JuryState, PassageKind
from programs.local.calls.template import RENEWAL_CRITERIA
from programs.local.ideas.domain import hearings
from programs.local.ideas.models import HeardBy, Idea
from programs.local.juries.domain.conflicts import propose_recusals
from programs.local.juries.domain.dossiers import count_facts, freeze
from programs.local.juries.models import Criterion, Jury, Passage
from programs.local.juries.queries import ELIGIBLE
from programs.local.juries.states import JuryKind

COMPOSED_IN = (JuryState.PREPARATION, JuryState.OPEN)


class NotEligible(Refusal):
    """This idea cannot be before this jury."""

    code = "not_eligible"


def add_passage(jury: Jury, *, by: Actor, idea: Idea) -> Passage:
    """One idea more, last in the order. Raises NotEligible."""
    return add_passages(jury, by=by, ideas=[idea])[0]


@transaction.atomic
def add_passages(jury: Jury, *, by: Actor, ideas: Iterable[Idea]) -> list[Passage]:
    """These ideas, in this order. Raises NotEligible, naming the first that cannot be heard."""
    ideas = list(ideas)
    lock(jury, *ideas)
    position = _composing(jury, by)
    heard: set[UUID | None] = set(jury.passages.values_list("idea_id", flat=True))
    for idea in ideas:
        _require_eligible(jury, idea, heard)
    passages = [
        Passage(jury=jury, idea=idea, title=idea.title, summary=_problem_of(idea), position=position + rank)
        for rank, idea in enumerate(ideas, start=1)
    ]
    hearings.begin(ideas, before=HeardBy.JURY, held_by=jury.pk, title=jury.title)
    Passage.objects.bulk_create(passages)
    if jury.state == JuryState.OPEN:
        freeze(passages)
    propose_recusals(jury, by=by)
    if passages:
        record(jury, "add_passage", by=by, note=", ".join(passage.title for passage in passages))
    return passages


@transaction.atomic
def add_renewal(jury: Jury, *, by: Actor, project_id: UUID, title: str, summary: str = "") -> Passage:
    """A project that asks to go on, beside the ideas of an audition; twice is refused."""
    lock(jury)
    position = _composing(jury, by)
    if jury.kind != JuryKind.AUDITION:
        raise Refusal(_("Un projet se renouvelle devant un jury avec auditions."), code="not_an_audition")
    if jury.passages.filter(project_id=project_id).exists():
        raise Refusal(_("Ce projet est déjà au programme de ce jury."), code="already_there")
    passage = Passage(
        jury=jury, kind=PassageKind.RENEWAL, project_id=project_id, title=title, summary=summary, position=position + 1
    )
    count_facts([passage])
    Passage.objects.bulk_create([passage])
    _give_renewals_a_sheet(jury)
    record(jury, "add_passage", by=by, note=title)
    propose_recusals(jury, by=by)
    return passage


def _give_renewals_a_sheet(jury: Jury) -> None:
    """What a renewal is marked on, where the session has no criterion for it: the committee's grid."""
    criteria = list(jury.criteria.all())
    if fitting(criteria, PassageKind.RENEWAL):
        return
    Criterion.objects.bulk_create(
        Criterion(jury=jury, label=each.label, hint=each.hint, weight=each.weight, kind=each.kind, position=position)
        for position, each in enumerate(RENEWAL_CRITERIA, start=len(criteria))
    )


@transaction.atomic
def remove_passage(passage: Passage, *, by: Actor) -> None:
    """Take a dossier off a session that has not begun."""
    jury = passage.jury
    lock(jury, passage)
    require(by, "compose", jury)
    if jury.state != JuryState.PREPARATION:
        raise WrongState(_("La séance a commencé : ce passage ne peut plus être retiré."), state=jury.state)
    record(jury, "remove_passage", by=by, note=passage.title, facts={"passage": passage})
    if passage.idea_id is not None:
        hearings.end(jury.pk, idea=passage.idea_id)
    passage.delete()


def _composing(jury: Jury, by: Actor) -> int:
    """The last position, in a session that is held and may still be composed."""
    require(by, "compose", jury)
    if jury.state not in COMPOSED_IN:
        raise WrongState(_("La délibération est ouverte : on n'ajoute plus de passage."), state=jury.state)
    return jury.passages.aggregate(last=Max("position"))["last"] or 0


def _require_eligible(jury: Jury, idea: Idea, heard: set[UUID | None]) -> None:
    if idea.pk in heard:
        raise NotEligible(_("« %(title)s » est déjà au programme de ce jury.") % {"title": idea.title}, field="ideas")
    if idea.call.edition_id != jury.edition_id or idea.state != ELIGIBLE[JuryKind(jury.kind)]:
        raise NotEligible(
            _("« %(title)s » est à l'étape « %(state)s » : ce jury ne peut pas l'entendre.")
            % {"title": idea.title, "state": idea.get_state_display()},
            field="ideas",
            idea=str(idea.pk),
        )


def _problem_of(idea: Idea) -> str:
    """The first answer of the form, which is the problem."""
    return str(idea.answers.get("problem") or next(iter(idea.answers.values()), ""))
