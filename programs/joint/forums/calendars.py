"""A coach's morning as an entry of a calendar (RFC 5545), on the clock of the place."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.mail import one_line
from programs.joint.forums.models import MorningCoach
from programs.joint.forums.mornings import Plan

MEDIA_TYPE = "text/calendar"
PRODUCT = "-//Éclore//Forums//FR"


def of_coach(plan: Plan, coach: MorningCoach, sequence: int) -> str:
    """One event, from their first meeting to their last; cancelled, on the day of the forum, once there is none."""
    import icalendar  # noqa: PLC0415  for the few that ever write a calendar

    turns = plan.of_coaches.get(coach.pk, [])
    zone, day = ZoneInfo(plan.forum.time_zone), plan.forum.held_on
    event = icalendar.Event()
    event.add("uid", f"{coach.pk}@{settings.BASE_HOST}")
    event.add("dtstamp", clock.now())
    event.add("sequence", sequence)
    event.add("summary", _("Matinée des coachs : %(forum)s") % {"forum": one_line(plan.forum.name)})
    event.add("description", "\n".join(lines(plan, coach)))
    event.add("location", " · ".join(one_line(part) for part in (plan.forum.place, coach.place) if part))
    event.add("status", "CONFIRMED" if turns else "CANCELLED")
    first, last = (turns[0].number, turns[-1].number) if turns else (1, 1)
    event.add("dtstart", plan.morning.begins(first, day).replace(tzinfo=zone))
    event.add("dtend", plan.morning.ends(last, day).replace(tzinfo=zone))
    book = icalendar.Calendar()
    book.add("prodid", PRODUCT)
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add_component(event)
    book.add_missing_timezones()
    text: str = book.to_ical().decode()
    return text


def lines(plan: Plan, coach: MorningCoach) -> list[str]:
    """« 9 h 20 : Anti-Gaspi-Cantine (Somme) », one for each meeting."""
    found = []
    for turn in plan.of_coaches.get(coach.pk, ()):
        dossier = plan.by_key[turn.nomination_id]
        told = {"hour": plan.hour(turn.number), "title": dossier.title, "territory": dossier.territory_name}
        found.append(one_line(_("%(hour)s : %(title)s (%(territory)s)") % told))
    return found
