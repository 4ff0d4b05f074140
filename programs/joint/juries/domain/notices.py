"""When each dossier is expected, told to the territory that sent it: its team is written to from there."""

from zoneinfo import ZoneInfo

from programs.joint.juries import outcomes
from programs.joint.juries.models import HearingNotice, Jury
from programs.juries import calendars
from programs.juries.day import Programme


def tell_territories(jury: Jury, day: Programme, issue: calendars.Issue) -> int:
    """One notice a dossier, in the caller's transaction, which holds the jury; returns how many.

    A territory that has left, or whose site is closed, is told nothing.
    """
    passages = jury.passages.filter(nomination__territory__closed_at=None, nomination__withdrawn_at=None)
    homes = passages.exclude(nomination__territory=None).select_related("nomination__territory")
    rows = list(homes.defer("nomination__snapshot"))
    items, place = {item.key: item for item in day.items}, ZoneInfo(issue.zone)
    notices, schemas = [], set()
    for passage in rows:
        item, home = items[passage.pk], passage.nomination.territory
        assert home is not None
        schemas.add(home.schema_name)
        notices.append(
            HearingNotice(
                nomination=passage.nomination,
                territory_role=home.role,
                passage_key=passage.pk,
                held_on=jury.held_on,
                place=jury.place,
                begins_at=item.begins.replace(tzinfo=place) if item.begins else None,
                pitch_minutes=item.pitch,
                question_minutes=item.questions,
                time_zone=issue.zone,
                sequence=issue.sequence,
            )
        )
    HearingNotice.objects.bulk_create(notices)
    if schemas:
        outcomes.expected.ask(sorted(schemas))
    return len(notices)
