"""What teams and managers are told when a dossier crosses the bridge, one way or the other."""

from typing import Any
from zoneinfo import ZoneInfo

from eclore.kit import mail
from eclore.kit.actor import Actor
from programs.bridge import queries
from programs.joint.forums.models import Nomination
from programs.joint.juries.models import Decision, HearingNotice
from programs.joint.juries.states import JointVerdict
from programs.juries import calendars
from programs.juries.day import Expected
from programs.local.ideas.models import Idea
from programs.local.messages.domain import post
from tenants.territories.addresses import page

LETTERS: dict[str, str] = {
    JointVerdict.RETAINED: "bridge.retained",
    JointVerdict.WAITING_LIST: "bridge.waiting_list",
    JointVerdict.NOT_RETAINED: "bridge.not_retained",
}


def tell_nominated(idea: Idea, nomination: Nomination, *, by: Actor) -> None:
    """The whole team learns where its idea goes."""
    _tell_team("bridge.nominated", idea, nomination, by=by)


def tell_withdrawn(idea: Idea, nomination: Nomination, *, by: Actor) -> None:
    _tell_team("bridge.withdrawn", idea, nomination, by=by)


def tell_decided(idea: Idea, nomination: Nomination, decision: Decision, *, by: Actor) -> None:
    """The managers learn what the joint jury has decided, and why; the team's letters wait for them to be read again.

    A season that is played again was read and sent in its time.
    """
    retained, waits = (decision.verdict == each for each in (JointVerdict.RETAINED, JointVerdict.WAITING_LIST))
    letter = {"draft": not mail.is_muted(), "decision_id": decision.pk}
    kind = LETTERS.get(decision.verdict, "bridge.not_retained")
    _tell_team(kind, idea, nomination, by=by, letter=letter, decision=decision)
    for email, name in queries.managers():
        context = {
            "name": name,
            "idea": idea.title,
            "forum": nomination.forum,
            "decision": decision,
            "retained": retained,
            "waits": waits,
            "url": page("bridge-letters", nomination.forum.slug),
        }
        post("bridge.decided", to_email=email, to_name=name, about=idea.pk, context=context, by=by)


def tell_expected(idea: Idea, notice: HearingNotice, *, by: Actor) -> None:
    """The team learns when it is heard, with what goes into a calendar, and nothing of the other dossiers."""
    place = ZoneInfo(notice.time_zone)
    item = Expected(
        key=notice.passage_key,
        number=0,
        title=idea.title,
        origin="",
        begins=notice.begins_at.astimezone(place).replace(tzinfo=None) if notice.begins_at else None,
        pitch=notice.pitch_minutes,
        questions=notice.question_minutes,
        pause=0,
    )
    calendar = calendars.of_hearing(notice, item, calendars.Issue(notice.time_zone, notice.sequence))
    for member in idea.team.all():
        context = {"name": member.name, "jury": notice, "item": item, "again": bool(notice.sequence)}
        post(
            "juries.hearing",
            to_email=member.email,
            to_name=member.name,
            about=idea.pk,
            context=context,
            calendar=calendar,
            by=by,
        )


def _tell_team(kind: str, idea: Idea, nomination: Nomination, *, by: Actor, letter: Any = None, **more: object) -> None:
    """`letter`: how it is posted where it tells a decision."""
    forum = nomination.forum
    for member in idea.team.all():
        context = {"name": member.name, "idea": idea.title, "forum": forum, **more}
        to: dict[str, Any] = {"to_email": member.email, "to_name": member.name, **(letter or {})}
        post(kind, **to, about=idea.pk, context=context, by=by)
