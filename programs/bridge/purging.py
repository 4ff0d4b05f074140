"""What a territory has kept long enough: ideas that were refused, raw notes of interviews. Run by the nightly purge.

An idea that is emptied keeps its number, its state and its dates: statistics and decisions do not move. Histories are
emptied as the owner: no application role may rewrite them.
"""

from datetime import datetime
from uuid import UUID

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext_lazy as _

from programs.bridge.forgetting import EMPTIED, forget_files_of_idea
from programs.local.ideas.models import Idea
from programs.local.ideas.states import IdeaState as S
from tenants.contexts import in_territory
from tenants.privacy.erasing import OWNER
from tenants.privacy.models import RAW_NOTES, REFUSED_IDEAS
from tenants.privacy.purging import Rule

Facts = dict[str, datetime | str | list[str] | list[UUID]]
REFUSED = (S.OUT_OF_SCOPE, S.NOT_SHORTLISTED, S.NOT_RETAINED)
# Answered, withdrawn, or never submitted and left alone; not emptied yet.
IDEAS = f"""(state = ANY(%(refused)s) AND answered_at < %(before)s
    OR state = '{S.WITHDRAWN}' AND withdrawn_at < %(before)s OR state = '{S.DRAFT}' AND updated_at < %(before)s)
    AND NOT (title = %(emptied)s AND answers = '{{}}'::jsonb)"""
# Beginnings without an account: {table: condition}.
BEGUN = {"ideas_draft": "updated_at < %(before)s", "ideas_callback": "created_at < %(before)s"}
NOTES = """kind = 'interview' AND "on" < %(before)s::date AND text <> ''"""

EMPTY_IDEAS = (
    "UPDATE {schema}.ideas_idea SET title = %(emptied)s, answers = '{{}}', direction = '' WHERE id = ANY(%(ideas)s)",
    "DELETE FROM {schema}.ideas_commitment c USING {schema}.ideas_teammember m"
    " WHERE c.member_id = m.id AND m.idea_id = ANY(%(ideas)s)",
    "DELETE FROM {schema}.ideas_teammember WHERE idea_id = ANY(%(ideas)s)",
    "UPDATE {schema}.ideas_ideaevent SET note = '', by_name = '' WHERE subject_id = ANY(%(ideas)s)",
    "DELETE FROM {schema}.local_messages_message WHERE about = ANY(%(ideas)s)",
    "UPDATE {schema}.local_juries_passage SET title = %(emptied)s, summary = '' WHERE idea_id = ANY(%(ideas)s)",
    "UPDATE public.joint_juries_passage p SET title = %(emptied)s, summary = '' FROM public.forums_nomination n"
    " WHERE n.id = p.nomination_id AND n.territory_role = %(role)s AND n.idea_id = ANY(%(ideas)s)",
    "DELETE FROM public.forums_forumquestion q USING public.forums_nomination n"
    " WHERE n.id = q.nomination_id AND n.territory_role = %(role)s AND n.idea_id = ANY(%(ideas)s)",
    "UPDATE public.forums_nomination SET title = %(emptied)s, snapshot = jsonb_build_object('title', %(emptied)s::text,"
    " 'problem', '', 'answers', '[]'::jsonb, 'team', '[]'::jsonb, 'direction', '', 'files', '[]'::jsonb)"
    " WHERE territory_role = %(role)s AND idea_id = ANY(%(ideas)s)",
)


def _facts(before: datetime, **more: str | list[UUID]) -> Facts:
    return {"before": before, "refused": [state.value for state in REFUSED], "emptied": EMPTIED, **more}


def count_ideas(cursor: CursorWrapper, schema: str, role: str, before: datetime) -> int:
    """Ideas to empty; drafts that no account has adopted and people who asked to be called back."""
    begun = sum(_count(cursor, schema, table, where, before) for table, where in BEGUN.items())
    return _count(cursor, schema, "ideas_idea", IDEAS, before) + begun


def forget_ideas(schema: str, role: str, before: datetime) -> int:
    """Files first, in the territory's context; then words and people, wherever they have gone with the idea."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute(f'SELECT id FROM "{schema}".ideas_idea WHERE {IDEAS}', _facts(before))
        ideas = [key for (key,) in cursor.fetchall()]
    with in_territory(schema):
        for idea in Idea.objects.filter(pk__in=ideas):
            forget_files_of_idea(idea)
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        for statement in EMPTY_IDEAS:
            cursor.execute(statement.format(schema=f'"{schema}"'), _facts(before, ideas=ideas, role=role))
        gone = len(ideas)
        for table, where in BEGUN.items():
            cursor.execute(f'DELETE FROM "{schema}".{table} WHERE {where}', _facts(before))
            gone += int(cursor.rowcount)
        return gone


def count_notes(cursor: CursorWrapper, schema: str, role: str, before: datetime) -> int:
    """Interviews whose raw notes are still there."""
    return _count(cursor, schema, "incubation_journalentry", NOTES, before)


def forget_notes(schema: str, role: str, before: datetime) -> int:
    """The line stays, with its date and next step; what was said goes."""
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        cursor.execute(f"UPDATE \"{schema}\".incubation_journalentry SET text = '' WHERE {NOTES}", _facts(before))
        return int(cursor.rowcount)


def rules() -> tuple[Rule, ...]:
    """What a territory keeps of refused ideas and of interviews."""
    return (
        Rule(REFUSED_IDEAS, _("Idées refusées, retirées ou jamais déposées"), count_ideas, forget_ideas),
        Rule(RAW_NOTES, _("Notes brutes d'entretien"), count_notes, forget_notes),
    )


def _count(cursor: CursorWrapper, schema: str, table: str, where: str, before: datetime) -> int:
    cursor.execute(f'SELECT count(*) FROM "{schema}".{table} WHERE {where}', _facts(before))
    return int(cursor.fetchone()[0])
