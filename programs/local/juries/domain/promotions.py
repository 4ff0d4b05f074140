"""After publication: a place that a team gives back, and the first of the waiting list who takes it.

The record is frozen: each is a motivated amendment (programs.juries.domain.amendments), which says what it does; the
minutes have another version. What follows is that of a published decision: the idea moves, its project opens, its team
is written to.
"""

from copy import copy
from decimal import Decimal
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit.actor import Actor
from eclore.kit.errors import Refusal
from eclore.kit.locks import lock
from eclore.kit.transitions import AlreadyDone
from programs.juries.domain.amendments import require_published, write
from programs.juries.domain.decisions import Terms, require_sense
from programs.juries.domain.sessions import require_places
from programs.juries.models import AbstractAmendment
from programs.juries.queries import decision_of
from programs.juries.rules import require
from programs.juries.states import WAITING_LIST, AmendmentAct
from programs.local.ideas.models import Hearing
from programs.local.ideas.states import LEFT
from programs.local.juries import emails, outcomes
from programs.local.juries.domain.publication import follow
from programs.local.juries.models import Amendment, Decision, Jury, Passage
from programs.local.juries.outcomes import Addressee
from programs.local.juries.queries import DECIDABLE, laureates
from programs.local.juries.states import TAKING_A_PLACE, JuryKind, Verdict

RETAINED = {JuryKind.READING: Verdict.SHORTLISTED, JuryKind.AUDITION: Verdict.LAUREATE}


class TermsOfPromotion(TypedDict, total=False):
    """What is granted with it: weeks, days a week, means."""

    weeks: int | None
    days_per_week: Decimal | None
    means: str


@transaction.atomic
def free_place(passage: Passage, *, by: Actor, reason: str) -> AbstractAmendment:
    """Say that this team gives its place back, or that its agreement was refused. Its project, if any, must have ended.

    Raises WrongState before publication, AlreadyDone, Refusal, Invalid without a reason.
    """
    jury = passage.jury
    lock(jury, passage)
    require(by, "publish", jury)
    require_published(jury)
    decision = decision_of(passage)
    if passage.idea is None or not holds_a_place(passage, decision):
        raise Refusal(_("Ce dossier n'a pas de place à libérer."), code="no_place_held")
    already = jury.amendments.filter(passage=passage, act=AmendmentAct.FREED).first()
    if already is not None:
        raise AlreadyDone(_("Cette place est déjà libérée."), subject=already)
    if why := why_held(passage):
        raise Refusal(why, code="still_running")
    told = _("La place de « %(title)s » est libérée.") % {"title": passage.title}
    return write(jury, passage, correction=told, reason=reason, act=AmendmentAct.FREED, by=by)


@transaction.atomic
def promote(
    jury: Jury, *, by: Actor, passage: UUID, reason: str, **terms: Unpack[TermsOfPromotion]
) -> AbstractAmendment:
    """The first of the waiting list, which the page showed to be `passage`, takes a place that was given back.

    Raises WrongState before publication, AlreadyDone, Refusal, QuotaExceeded, Invalid.
    """
    lock(jury.edition, jury)  # the quota of an edition is counted over all its juries
    require(by, "publish", jury)
    require_published(jury)
    again = jury.amendments.filter(passage=passage, act=AmendmentAct.PROMOTED).first()
    if again is not None:
        raise AlreadyDone(_("Cette équipe est déjà promue de la liste d'attente."), subject=again)
    if free_places(jury) < 1:
        raise Refusal(_("Aucune place n'est libérée : dites d'abord quelle équipe rend la sienne."), code="no_place")
    first = waiting(jury).first()
    if first is None:
        raise Refusal(_("Plus aucune équipe n'attend : la liste est épuisée."), code="nobody_waits")
    if first.pk != passage:
        sentence = _("La première équipe de la liste est maintenant « %(title)s » : relisez, puis décidez.")
        raise Refusal(sentence % {"title": first.title}, code="overtaken")
    first.jury = jury
    return _promote(first, by, reason, Terms(**terms))


def _promote(passage: Passage, by: Actor, reason: str, terms: Terms) -> AbstractAmendment:
    jury, idea = passage.jury, passage.idea
    assert idea is not None, "a renewal is not on a waiting list"  # noqa: S101  for the types
    lock(idea)
    require_sense(terms)
    if jury.kind == JuryKind.AUDITION:
        require_places(laureates(jury.edition) + 1, jury.edition.quota)
    decision = _retained(passage, reason.strip(), terms)
    told = _told(passage.decision, decision)
    amendment = write(jury, passage, correction=told, reason=reason, act=AmendmentAct.PROMOTED, by=by)
    follow(passage, decision, by)
    passage.decision = decision
    subject, body = emails.draft(passage)
    for member in idea.team.all():
        emails.reply(passage, Addressee(member.email, member.name), subject, body, by=by)
    return amendment


def holds_a_place(passage: Passage, decision: object) -> bool:
    """Whether the published record gives it one of the session's places."""
    return isinstance(decision, Decision) and decision.verdict in TAKING_A_PLACE


def why_held(passage: Passage) -> str:
    """Why its place cannot be given back yet, in words: its idea or its project goes on."""
    if passage.idea is not None and passage.jury.kind == JuryKind.READING and passage.idea.state not in LEFT:
        return _("Cette idée est toujours en lice : son équipe la retire d'abord, puis sa place se libère.")
    return outcomes.place_held.first(passage) or ""


def free_places(jury: Jury) -> int:
    """How many were given back and are not taken yet: one statement."""
    acts = list(jury.amendments.exclude(act="").values_list("act", flat=True))
    return acts.count(AmendmentAct.FREED) - acts.count(AmendmentAct.PROMOTED)


def waiting(jury: Jury) -> "QuerySet[Passage, Passage]":
    """Who may still be promoted, in the order of the list: an idea that nobody has taken, and that is heard nowhere."""
    promoted = Amendment.objects.filter(passage=OuterRef("pk"), act=AmendmentAct.PROMOTED)
    heard = Hearing.objects.filter(idea=OuterRef("idea"), ended_at=None)
    listed = jury.passages.filter(
        decision__verdict=WAITING_LIST, idea__state__in=DECIDABLE[JuryKind(jury.kind)]
    ).exclude(lapsed__gt="")
    free = listed.filter(~Exists(promoted), ~Exists(heard))
    return free.select_related("decision", "idea__call__edition").order_by("decision__waiting_rank", "position", "pk")


def _retained(passage: Passage, reason: str, terms: Terms) -> Decision:
    """The decision as it would be, of which nothing is written: the record stays."""
    found = copy(passage.decision)
    found.verdict, found.waiting_rank, found.told_rank = RETAINED[JuryKind(passage.jury.kind)], None, None
    found.weeks, found.days_per_week, found.means = terms.weeks, terms.days_per_week, terms.means
    found.motivation = reason
    assert isinstance(found, Decision)  # noqa: S101  for the types
    return found


def _told(before: Decision, after: Decision) -> str:
    parts = [_("%(before)s, puis %(after)s") % {"before": before.verdict_label, "after": after.verdict_label}]
    if after.weeks:
        weeks = ngettext("%(weeks)s semaine", "%(weeks)s semaines", after.weeks)
        parts.append(weeks % {"weeks": after.weeks})
    if after.days_per_week:
        parts.append(_("%(days)s jours par semaine") % {"days": floatformat(after.days_per_week)})
    if after.means:
        parts.append(_("Moyens : %(means)s") % {"means": after.means})
    return " ; ".join(parts)
