"""A member who carries an idea, signed for one of its team or has a part in a project is asked to step aside."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.locks import lock
from eclore.kit.mailboxes import folded
from programs.juries.domain import conflicts
from programs.juries.domain.conflicts import Tie
from programs.juries.models import AbstractRecusal
from programs.local.ideas.models import Commitment, TeamMember
from programs.local.juries import outcomes
from programs.local.juries.models import Jury, Passage, Seat


def propose_recusals(jury: Jury, *, by: Actor) -> list[AbstractRecusal]:
    """Propose every recusal that nobody has proposed yet; those declined stay declined."""
    lock(jury)
    passages, seats = list(jury.passages.select_related("idea")), list(Seat.objects.filter(jury=jury))
    if not passages or not seats:
        return []
    by_key = {passage.pk: passage for passage in passages}
    pairs = [
        (by_key[tie.passage_id], seat, tie.reason)
        for tie in _ties(passages)
        for seat in seats
        if tie.binds(seat, folded(seat.email))
    ]
    return conflicts.propose(jury, pairs, by=by)


def _ties(passages: list[Passage]) -> Iterator[Tie]:
    of_idea = {passage.idea_id: passage.pk for passage in passages if passage.idea_id}
    carries, signs = _("Cette personne porte l'idée."), _("Cette personne encadre quelqu'un de l'équipe.")
    for idea, email, user in TeamMember.objects.filter(idea__in=of_idea).values_list("idea", "email", "user_id"):
        yield Tie(of_idea[idea], folded(email), user, carries)
    for passage in passages:
        if passage.idea is not None:
            yield Tie(passage.pk, "", passage.idea.author_id, carries)
    asked = Commitment.objects.filter(member__idea__in=of_idea)
    for idea, email in asked.values_list("member__idea", "signatory_email"):
        yield Tie(of_idea[idea], folded(email), None, signs)
    renewals = [passage for passage in passages if passage.project_id]
    for told in outcomes.project_people.ask(renewals) if renewals else ():
        for passage_id, email, user_id, part in told:
            yield Tie(passage_id, folded(email), user_id, _("Cette personne a un rôle dans le projet : %s.") % part)
