"""A coach's morning as an entry of a calendar, on the clock of the place."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from eclore.kit.calendars import MEDIA_TYPE, Entry
from eclore.kit.mail import one_line
from programs.joint.forums.models import MorningCoach
from programs.joint.forums.mornings import Plan

__all__ = ["MEDIA_TYPE", "lines", "of_coach"]


def of_coach(plan: Plan, coach: MorningCoach, sequence: int) -> str:
    """One event, from their first meeting to their last; cancelled, on the day of the forum, once there is none."""
    turns = plan.of_coaches.get(coach.pk, [])
    zone, day = ZoneInfo(plan.forum.time_zone), plan.forum.held_on
    first, last = (turns[0].number, turns[-1].number) if turns else (1, 1)
    return Entry(
        key=coach.pk,
        sequence=sequence,
        product="Forums",
        summary=_("Matinée des coachs : %(forum)s") % {"forum": one_line(plan.forum.name)},
        description="\n".join(lines(plan, coach)),
        begins=plan.morning.begins(first, day).replace(tzinfo=zone),
        ends=plan.morning.ends(last, day).replace(tzinfo=zone),
        location=" · ".join(one_line(part) for part in (plan.forum.place, coach.place) if part),
        is_cancelled=not turns,
    ).text()


def lines(plan: Plan, coach: MorningCoach) -> list[str]:
    """« 9 h 20 : Anti-Gaspi-Cantine (Somme) », one for each meeting."""
    found = []
    for turn in plan.of_coaches.get(coach.pk, ()):
        dossier = plan.by_key[turn.nomination_id]
        told = {"hour": plan.hour(turn.number), "title": dossier.title, "territory": dossier.territory_name}
        found.append(one_line(_("%(hour)s : %(title)s (%(territory)s)") % told))
    return found
