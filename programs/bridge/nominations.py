"""A territory sends a frozen, consented dossier to a forum, in one transaction, under its role; or takes it back."""

from django.db import DatabaseError, IntegrityError, transaction
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Refusal, TooLate
from eclore.kit.permissions import require
from eclore.kit.transitions import apply
from programs.bridge import emails, queries
from programs.bridge.conditions import Situation, conditions
from programs.bridge.snapshots import copy_files, freeze, ties
from programs.joint.forums import copies
from programs.joint.forums.models import Forum, Nomination
from programs.local.ideas.domain import hearings
from programs.local.ideas.models import HeardBy, Idea
from programs.local.ideas.states import IdeaState


class CannotNominate(Refusal):
    """One of the conditions is not met; `code` says which."""

    code = "cannot_nominate"


class CannotWithdraw(TooLate):
    """The jury has opened, or the dossier is not there any more."""


@transaction.atomic
def nominate(idea: Idea, forum: Forum, *, by: Actor) -> Nomination:
    """Mark the idea as nominated and write its snapshot. Raises CannotNominate with the code of what is missing.

    Who may is the transition's own question (`ideas.nominate`), asked once, before anything is written. The database
    counts the quotas by itself: of two nominations at the same instant, one is refused here.
    """
    idea = Idea.objects.select_for_update(of=("self",), no_key=True).select_related("call", "problem").get(pk=idea.pk)
    situation = queries.situation(idea, forum, now=clock.now())
    _require_all(situation)
    nomination = _send(situation, by)
    emails.tell_nominated(idea, nomination, by=by)
    return nomination


@transaction.atomic
def withdraw(nomination: Nomination, *, by: Actor) -> Nomination:
    """Take the dossier back before the jury opens: the idea is shortlisted again."""
    idea = Idea.objects.select_for_update(no_key=True).get(pk=nomination.idea_id)  # first, as `nominate` takes it
    require(by, "bridge.withdraw", nomination)
    if nomination.forum.jury_opened_at:
        raise CannotWithdraw(
            _("Le jury du forum a commencé : ce dossier ne peut plus être retiré."), code="jury_opened"
        )
    if not _stamp(nomination):
        raise CannotWithdraw(_("Ce dossier a déjà été retiré."), code="already_withdrawn")
    copies.forget(nomination)
    hearings.end(nomination.forum_id, idea=nomination.idea_id)
    if idea.state == IdeaState.NOMINATED:
        apply(idea, "recall", by=by, note=nomination.forum.name)
    emails.tell_withdrawn(idea, nomination, by=by)
    return nomination


def _require_all(situation: Situation) -> None:
    for condition in conditions(situation):
        if not condition.met:
            raise CannotNominate(condition.sentence, code=condition.code, **condition.facts)


def _send(situation: Situation, by: Actor) -> Nomination:
    """Move the idea and insert its dossier, or say which condition somebody else has just taken away."""
    idea, forum, participation = situation.idea, situation.forum, situation.participation
    assert participation is not None  # a condition that `_require_all` has checked
    try:
        with transaction.atomic():
            apply(idea, "nominate", by=by, note=forum.name)
            nomination = Nomination.objects.create(
                forum=forum,
                territory=participation.territory,
                territory_name=participation.territory.name,
                idea_id=idea.pk,
                title=idea.title,
                snapshot=freeze(idea),
                ties=ties(idea),
                nominated_by=by.name,
                generated=idea.generated,
            )
            hearings.begin([idea], before=HeardBy.FORUM, held_by=forum.pk, title=forum.name)
            copy_files(idea, nomination)
            return nomination
    except IntegrityError as clash:
        idea.refresh_from_db(fields=["state"])
        _require_all(queries.situation(idea, forum, now=clock.now()))
        raise CannotNominate(_("Ce forum vient de changer : rechargez la page pour voir où il en est.")) from clash


def _stamp(nomination: Nomination) -> bool:
    """Whether this call is the one that withdrew it; the database refuses once the jury has opened."""
    nomination.withdrawn_at = clock.now()
    mine = Nomination.objects.filter(pk=nomination.pk, withdrawn_at=None)
    try:
        with transaction.atomic():
            return bool(mine.update(withdrawn_at=nomination.withdrawn_at, ties=[]))
    except DatabaseError as refused:
        raise CannotWithdraw(
            _("Le jury du forum vient de commencer : ce dossier ne peut plus être retiré."), code="jury_opened"
        ) from refused
