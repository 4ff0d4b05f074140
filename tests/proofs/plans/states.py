"""Things of the season that plans name, and SQL that puts it in the states that it does not show."""

import json
from uuid import UUID

from programs.juries.papers import paper_codes
from programs.juries.renewals import Facts, kept
from tests.budgets import season
from tests.volume import ideas
from tests.volume.plan import key

S = season.SLUG
SHORTLISTED = key(S, "idea", ideas.NOW, -1)
SUBMITTED = key(S, "idea", ideas.NOW, 1)
MATE = UUID("00000000-0000-4000-8000-000000000001")
BY_PHONE = {"contact": "06 12 34 56 78"}
DATES = {"opens_at": "2027-01-15T10:00:00Z", "closes_at": "2027-02-15T10:00:00Z"}
EDITION = f"UPDATE {S}.calls_edition SET state = '%s', %s WHERE state = 'published'"
IN_PREPARATION, CLOSED = EDITION % ("preparation", "published_at = NULL"), EDITION % ("closed", "closed_at = now()")
ANSWERED = f"UPDATE {S}.ideas_idea SET state = 'withdrawn', withdrawn_at = now()"
TO_COMPLETE = f"UPDATE {S}.ideas_idea SET state = 'to_complete' WHERE state = 'submitted'"
NOT_RETAINED = f"UPDATE {S}.ideas_idea SET state = 'not_retained', answered_at = now() WHERE state = 'submitted'"
ANOTHER_MATE = (
    f"INSERT INTO {S}.ideas_teammember (id, created_at, idea_id, email, name, status, leads)"
    f" VALUES ('{MATE}', now(), '{SUBMITTED}', 'autre@exemple.fr', 'Autre', 'agent', false)"
)
TO_SIGN = f"UPDATE {S}.incubation_project SET state = 'to_sign', started_at = NULL; DELETE FROM {S}.incubation_phase"
STOPPED = f"UPDATE {S}.incubation_project SET state = 'stopped', closed_at = now()"
DORMANT = f"UPDATE {S}.incubation_project SET state = 'dormant', closed_at = now()"
TOLD = "learnt = 'Tout.', why = 'Le temps.', restart = 'Non.'"
TODAY = f"UPDATE {S}.incubation_committee SET held_on = current_date WHERE state = 'planned'"
DECIDED = (
    f"{TODAY}; UPDATE {S}.incubation_review SET verdict = 'stopped', motivation = 'Fin.', {TOLD}, decided_at = now()"
)
UNSENT = f"UPDATE {S}.local_messages_message SET state = 'draft', sent_at = NULL"
LETTERS_WAIT = (
    f"{UNSENT}, decision_id = (SELECT decision.id FROM joint_juries_decision decision"
    " JOIN forums_nomination nomination ON nomination.id = decision.nomination_id"
    " JOIN forums_forum forum ON forum.id = nomination.forum_id"
    f" WHERE forum.slug = 'forum-4' AND decision.territory_role = 'territory_{S}' ORDER BY decision.id LIMIT 1);"
    " UPDATE joint_juries_decision SET delivered_at = now()"
)
JURY = f"UPDATE {S}.local_juries_jury SET state = '%s'%s"
LOCAL_PREPARATION = JURY % ("preparation", "")
FACTS = json.dumps(kept(Facts(phase="Investigation", weeks_used=7, weeks_granted=9, conditions=["Un point par mois."])))
RENEWING = f"{LOCAL_PREPARATION}; UPDATE {S}.local_juries_passage SET state = 'waiting', renewal = '{FACTS}'"
QUORUM = f"UPDATE {S}.local_juries_jury SET quorum = 1"
UNDECIDED = f"{QUORUM}; DELETE FROM {S}.local_juries_decision"
UNMARKED = (
    f"DELETE FROM {S}.local_juries_mark; DELETE FROM {S}.local_juries_ballot; DELETE FROM {S}.local_juries_paperentry"
)
UNANSWERED = f"UPDATE {S}.local_juries_seat SET conflicts_until = NULL"
UNDONE = f"{UNMARKED}; UPDATE {S}.local_juries_recusal SET confirmed_at = now(), declined_at = NULL"
HANDS = {"question": "Retenir ce dossier ?", "in_favour": 1, "against": 0, "abstentions": 0, "casting": ""}
SETTLED = [{"passage": "@passages", "verdict": "not_retained", "motivation": "Non."}]
STAYS = [{"arrived_at": "2025-01-06T09:00:00Z", "left_at": "2025-01-06T10:00:00Z"}]
PAPER_CODES = {
    kind: paper_codes.code_of(here["papier"], here["passages"])
    for kind, here in ((kind, season.identifiers_of(kind)[0]) for kind in ("territory", "national"))
}
HOURS = {"arrivee_1": "2025-01-06T09:00", "depart_1": "2025-01-06T10:00", "arrivee_2": "", "depart_2": ""}
PRESENT = f"UPDATE {S}.local_juries_seat SET present = false"
SCREEN = "projection_hash = %s, projection_salt = 'sel', projection_until = now() + interval '1 day'"
ONE_EACH = "replace(id::text, '-', '')"
LOCAL_SCREEN = f"UPDATE {S}.local_juries_jury SET {SCREEN % ONE_EACH}"
LOCAL_SHOWN = f"UPDATE {S}.local_juries_jury SET projected_at = now()"
NATIONAL_SCREEN = f"UPDATE joint_juries_jury SET {SCREEN % ONE_EACH}"
DELIVERY_FAILED = "UPDATE joint_juries_decision SET delivered_at = NULL, failures = 1, failed_at = now()"
NATIONAL_SHOWN = "UPDATE joint_juries_jury SET projected_at = now()"
ONE_DOSSIER = "its session hears one dossier, and two are compared (tests/programs/juries/test_comparison.py)"
COMPARED = (
    "UPDATE {jury} AS held SET compared_from = now(), compared_until = NULL, compared = ("
    "SELECT array_agg(id ORDER BY id) FROM (SELECT id FROM {passage} WHERE jury_id = held.id ORDER BY id LIMIT 2) two);"
    " DELETE FROM {preference}"
)
LOCAL_COMPARED = COMPARED.format(**{name: f"{S}.local_juries_{name}" for name in ("jury", "passage", "preference")})
NATIONAL_COMPARED = COMPARED.format(**{name: f"joint_juries_{name}" for name in ("jury", "passage", "preference")})
LOCAL_OPEN_PASSAGE = f"UPDATE {S}.local_juries_passage SET state = 'open', opened_at = now()"
LOCAL_PAUSE, NATIONAL_PAUSE = (
    {f"pause_{season.identifiers_of(kind)[0]['passages'].hex}": "17"} for kind in ("territory", "national")
)
LOCAL_HOUR = f"UPDATE {S}.local_juries_jury SET starts_at = '14:00'"
NATIONAL_HOUR = "UPDATE joint_juries_jury SET starts_at = '14:00'"
NATIONAL_UNMARKED = (
    "DELETE FROM joint_juries_mark; DELETE FROM joint_juries_ballot; DELETE FROM joint_juries_paperentry"
)
NATIONAL_UNANSWERED = "UPDATE joint_juries_seat SET conflicts_until = NULL"
NATIONAL_UNDONE = f"{NATIONAL_UNMARKED}; UPDATE joint_juries_recusal SET confirmed_at = now(), declined_at = NULL"
NONE_SENT = "DELETE FROM juries_entrycard WHERE opens = 'transcript'"
SENT_LONG_AGO = "UPDATE juries_entrycard SET created_at = now() - interval '1 day'"
NATIONAL_PRESENT = "UPDATE joint_juries_seat SET present = false"
NATIONAL_WAITING = "UPDATE joint_juries_passage SET state = 'waiting', opened_at = NULL"
NATIONAL_PREPARATION = "UPDATE joint_juries_jury SET state = 'preparation'"
FORUM = "UPDATE forums_forum SET state = '%s' WHERE state = 'published'"

SHORTLIST = f"UPDATE {S}.ideas_idea SET state = 'shortlisted', shortlisted_at = now() WHERE state = 'submitted'"
RETAINED = f"UPDATE {S}.ideas_idea SET state = 'laureate', answered_at = now() WHERE state = 'submitted'"
IN_THE_PROJECTS_EDITION = (
    f"{RETAINED}; UPDATE {S}.incubation_project SET edition_id = (SELECT edition_id FROM {S}.calls_call"
    f" WHERE id = (SELECT call_id FROM {S}.ideas_idea WHERE id = '{SUBMITTED}'))"
)
ANOTHER_PERSON = (
    f"INSERT INTO {S}.incubation_projectmember SELECT (jsonb_populate_record(m, jsonb_build_object("
    f"'id', '{MATE}', 'user_id', NULL, 'email', 'autre@exemple.fr'))).* FROM {S}.incubation_projectmember m LIMIT 1"
)
SITE_CLOSED = "UPDATE territories_territory SET closed_at = now(), closed_contact = 'innovation@exemple.fr'"
NO_MEETING = "DELETE FROM forums_morningturn"
NO_MORNING = f"{NO_MEETING}; DELETE FROM forums_morningcoach; DELETE FROM forums_coachingmorning"
NOBODY_NOMINATED = (
    f"{NO_MEETING};"
    " DELETE FROM joint_juries_passage; DELETE FROM forums_nomination; UPDATE forums_participation SET nominated = 0;"
    " UPDATE forums_forum SET nominated = 0"
)
DAYS = ("shortlist_from", "shortlist_until", "jury_on", "start_on", "committee_on", "reply_by")
NO_DAYS = dict.fromkeys(DAYS, "")
