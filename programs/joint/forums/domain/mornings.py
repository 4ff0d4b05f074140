"""The coaches' morning of a forum: its hours, its coaches, who meets whom, and what each coach is sent."""

from collections.abc import Iterable
from copy import copy
from datetime import time
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit import clock, records
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal, TooLate
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from eclore.kit.transitions import AlreadyDone, record
from programs.joint.forums import emails, validators
from programs.joint.forums.models import CoachingMorning, Forum, MorningCoach, MorningTurn
from programs.joint.forums.mornings import Plan, plan_of
from programs.joint.forums.rotation import rotation, turns_needed
from programs.joint.forums.states import ForumState
from programs.joint.forums.validators import CoachGiven


class MorningGiven(TypedDict, total=False):
    """What `edit_morning` may change; minutes are whole."""

    begins_at: time
    turn_minutes: int
    between_minutes: int
    meetings: int
    pause_after: int
    pause_minutes: int


@transaction.atomic
def prepare_morning(forum: Forum, *, by: Actor) -> CoachingMorning:
    """With the usual lengths, to be edited. Raises AlreadyDone when there is one."""
    lock(forum)
    _require_open(forum, by)
    found = CoachingMorning.objects.filter(forum=forum).first()
    if found is not None:
        sentence = _("La matinée des coachs est déjà préparée.")
        raise AlreadyDone(sentence, subject=found, state=str(forum.state))
    morning = CoachingMorning.objects.create(forum=forum)
    record(forum, "prepare_morning", by=by)
    return morning


@transaction.atomic
def edit_morning(morning: CoachingMorning, *, by: Actor, **fields: Unpack[MorningGiven]) -> CoachingMorning:
    """Hours follow at once; another number of meetings shows once the turns are composed anew. Raises Invalid."""
    stored = copy(morning)  # what cannot be kept leaves the caller's as it was
    forum = stored.forum
    lock(forum, stored)
    _require_open(forum, by)
    changed = records.assign(stored, fields)
    validators.morning(stored)
    last = stored.turns.order_by("-number").values_list("number", flat=True).first()
    if last is not None:
        _require_one_day(stored, last)
    if changed:
        stored.save(update_fields=changed)
        record(forum, "edit_morning", by=by)
    return stored


@transaction.atomic
def add_coach(morning: CoachingMorning, *, by: Actor, **given: Unpack[CoachGiven]) -> MorningCoach:
    """One coach more, who meets nobody until the turns are composed. The same one again: AlreadyDone."""
    forum = morning.forum
    lock(forum, morning)
    _require_open(forum, by)
    coach = MorningCoach(morning=morning, **validators.coach(given))
    others = list(morning.coaches.all())
    _refuse_twice(coach, others)
    if len(others) >= validators.MOST_COACHES:
        sentence = _("Une matinée réunit au plus %(most)d coachs.") % {"most": validators.MOST_COACHES}
        raise Refusal(sentence, code="too_many_coaches")
    coach.save(force_insert=True)
    record(forum, "add_coach", by=by, note=coach.name)
    return coach


@transaction.atomic
def change_coach(coach: MorningCoach, *, by: Actor, **given: Unpack[CoachGiven]) -> MorningCoach:
    """What territories read of them follows. Raises Invalid."""
    forum = coach.morning.forum
    lock(forum, coach)
    _require_open(forum, by)
    kept: CoachGiven = {"name": coach.name, "email": coach.email, "place": coach.place}
    changed = records.assign(coach, validators.coach({**kept, **given}))
    _refuse_twice(coach, coach.morning.coaches.exclude(pk=coach.pk))
    if changed:
        coach.save(update_fields=changed)
        coach.turns.update(coach_name=coach.name, coach_place=coach.place)
        record(forum, "change_coach", by=by, note=coach.name)
    return coach


@transaction.atomic
def remove_coach(coach: MorningCoach, *, by: Actor) -> None:
    """With their turns: the teams that they met lack one, until the turns are composed anew."""
    forum = coach.morning.forum
    lock(forum, coach)
    _require_open(forum, by)
    name = coach.name
    coach.turns.all().delete()
    MorningCoach.objects.filter(pk=coach.pk).delete()
    record(forum, "remove_coach", by=by, note=name)


@transaction.atomic
def compose_morning(morning: CoachingMorning, *, by: Actor, composed: int) -> CoachingMorning:
    """Write all turns, in the place of those that there were; `composed`: how many times it was, where it was read.

    Raises AlreadyDone when they would be the same, Refusal when somebody has composed them meanwhile, or without enough
    coaches or hours.
    """
    forum = morning.forum
    lock(forum, morning)
    _require_open(forum, by)
    plan = plan_of(morning, forum)
    _require_composable(plan)
    turns = _turns(plan)
    if _pairs(turns) == _pairs(plan.turns):
        sentence = _("Les rencontres sont déjà celles-ci : rien n'a changé depuis.")
        raise AlreadyDone(sentence, subject=morning, state=str(forum.state))
    if composed != morning.composed:
        sentence = _("Quelqu'un vient de composer la matinée : relisez-la, puis recommencez si besoin.")
        raise Refusal(sentence, code="composed_meanwhile")
    morning.turns.all().delete()
    MorningTurn.objects.bulk_create(turns)
    morning.composed += 1
    morning.save(update_fields=["composed"])
    told = {"teams": len(plan.dossiers), "coaches": len(plan.coaches), "turns": len({turn.number for turn in turns})}
    note = _("%(teams)d dossiers, %(coaches)d coachs, %(turns)d tours") % told
    record(forum, "compose_morning", by=by, note=note, facts=told)
    return morning


@transaction.atomic
def send_morning(morning: CoachingMorning, *, by: Actor) -> int:
    """Write to each coach who has an address and does not know their hours as they are now; how many letters.

    Raises AlreadyDone to whoever has just sent them, Refusal to others, or when nobody can be written to.
    """
    forum = morning.forum
    lock(forum, morning)
    _require_open(forum, by)
    plan = plan_of(morning, forum)
    _require_sendable(plan, by)
    waiting = plan.waiting
    for coach in waiting:
        emails.tell_coach(plan, coach)
        coach.sent_at, coach.sent_digest = clock.now(), plan.digest(coach)
        coach.sent_count += 1
    MorningCoach.objects.bulk_update(waiting, ["sent_at", "sent_digest", "sent_count"])
    note = ngettext("%(count)s message", "%(count)s messages", len(waiting)) % {"count": len(waiting)}
    record(forum, "send_morning", by=by, note=note, facts={"letters": len(waiting)})
    return len(waiting)


def morning_is_open(forum: Forum) -> bool:
    """Until the forum is decided, or cancelled."""
    return forum.state not in (ForumState.DECIDED, ForumState.CANCELLED)


def _require_open(forum: Forum, by: Actor) -> None:
    require(by, "forums.manage", forum)
    if forum.state == ForumState.DECIDED:
        sentence = _("Les résultats sont publiés : la matinée des coachs ne change plus.")
        raise TooLate(sentence, code="forum_decided")
    if forum.state == ForumState.CANCELLED:
        raise TooLate(_("Ce forum est annulé : la matinée des coachs ne change plus."), code="forum_cancelled")


def _require_composable(plan: Plan) -> None:
    if not plan.dossiers:
        raise Refusal(_("Aucun dossier n'est encore reçu : la matinée se compose ensuite."), code="no_dossier")
    if missing := max(plan.morning.meetings - len(plan.coaches), 0):
        sentence = ngettext(
            "Chaque équipe rencontre %(meetings)d coachs : ajoutez encore un coach, ou baissez ce nombre.",
            "Chaque équipe rencontre %(meetings)d coachs : ajoutez encore %(missing)d coachs, ou baissez ce nombre.",
            missing,
        )
        raise Refusal(sentence % {"meetings": plan.morning.meetings, "missing": missing}, code="too_few_coaches")
    _require_one_day(plan.morning, turns_needed(len(plan.dossiers), len(plan.coaches), plan.morning.meetings))


def _require_one_day(morning: CoachingMorning, last: int) -> None:
    day = morning.forum.held_on
    if morning.ends(last, day).date() != day:
        sentence = _("La matinée finirait après minuit : ajoutez des coachs, ou raccourcissez les rencontres.")
        raise Invalid(sentence, code="past_midnight", field="turn_minutes")


def _require_sendable(plan: Plan, by: Actor) -> None:
    if not plan.turns:
        raise Refusal(_("Composez d'abord la matinée : il n'y a rien à envoyer."), code="nothing_to_send")
    if not any(coach.email for coach in plan.coaches):
        sentence = _("Aucun coach n'a d'adresse électronique : indiquez-en une, ou imprimez les feuilles.")
        raise Refusal(sentence, code="no_address")
    if plan.waiting:
        return
    sentence = _("Chaque coach a déjà reçu ses horaires, et rien n'a été corrigé depuis.")
    last = plan.forum.events.filter(verb="send_morning").order_by("created_at", "pk").last()
    if last is not None and (last.by_id, last.by_name) == (by.user_id, by.name):
        raise AlreadyDone(sentence, subject=plan.morning, state=str(plan.forum.state))
    raise Refusal(sentence, code="already_sent")


def _refuse_twice(coach: MorningCoach, others: Iterable[MorningCoach]) -> None:
    """The same again is done already; the address of another is refused."""
    for other in others:
        if (other.name, other.email, other.place) == (coach.name, coach.email, coach.place):
            sentence = _("Ce coach est déjà dans la liste.")
            raise AlreadyDone(sentence, subject=other, state=str(coach.morning.forum.state))
        if coach.email and other.email == coach.email:
            sentence = _("Cette adresse est déjà celle de %(name)s.") % {"name": other.name}
            raise Invalid(sentence, code="address_taken", field="email")


def _turns(plan: Plan) -> list[MorningTurn]:
    found = rotation(len(plan.dossiers), len(plan.coaches), plan.morning.meetings)
    return [
        MorningTurn(
            morning=plan.morning,
            coach=plan.coaches[met.coach],
            nomination=plan.dossiers[met.team],
            territory_role=plan.dossiers[met.team].territory_role,
            number=met.turn + 1,
            coach_name=plan.coaches[met.coach].name,
            coach_place=plan.coaches[met.coach].place,
        )
        for met in found
    ]


def _pairs(turns: list[MorningTurn]) -> set[tuple[object, object, int]]:
    return {(turn.coach_id, turn.nomination_id, turn.number) for turn in turns}
