"""One act for one key: the database decides who is first, and the second waits, or is told to.

A request is one transaction. The first inserts its row before anything else; the second meets it in the index.
"""

from datetime import timedelta

from django.db import connection

from eclore.database.current import current
from eclore.kit import clock
from tenants.submissions.keys import Sent
from tenants.submissions.models import Submission

KEPT = timedelta(hours=24)
LOOKS = 3
WAITING = (
    "INSERT INTO submissions_submission (digest, fingerprint, begun_at) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
)
AT_ONCE = """WITH turn AS (SELECT pg_try_advisory_xact_lock(%s) AS is_free),
made AS (INSERT INTO submissions_submission (digest, fingerprint, begun_at)
    SELECT %s, %s, %s FROM turn WHERE is_free ON CONFLICT DO NOTHING RETURNING 1)
SELECT is_free, EXISTS (SELECT FROM made) FROM turn"""
HELD = "SELECT 1 FROM public.submissions_submission WHERE digest = '{}' FOR UPDATE"


class Running(Exception):
    """The first is still being dealt with."""


class Reused(Exception):
    """A program has sent something else with this key."""


def begin(sent: Sent) -> bytes | None:
    """The sealed answer to this, None for whoever is the first to send it.

    A page waits for the first to end. Raises Running for a program, which does not wait, and Reused.
    """
    for _look in range(LOOKS):
        if _is_first(sent):
            break
        if (found := _found(sent)) is None:
            continue
        if found.begun_at > clock.now() - KEPT:
            if found.fingerprint != sent.fingerprint:
                raise Reused
            if found.answer is not None:
                return bytes(found.answer)
        # A day has passed, or its process died after what it had counted: it begins again.
        found.fingerprint, found.answer, found.begun_at = sent.fingerprint, None, clock.now()
        found.save(update_fields=["fingerprint", "answer", "begun_at"])
        break
    else:
        raise Running
    current().kept_locked = HELD.format(sent.digest).encode()
    return None


def conclude(sent: Sent, answer: bytes | None) -> None:
    """Keep the sealed answer; nothing without one. What was rolled back meanwhile has left nothing to keep."""
    row = Submission.objects.filter(pk=sent.digest)
    if answer is None:
        row.delete()
    else:
        row.update(answer=answer)


def _is_first(sent: Sent) -> bool:
    made = (sent.digest, sent.fingerprint, clock.now())
    with connection.cursor() as cursor:
        if not sent.by_program:
            cursor.execute(WAITING, made)
            return bool(cursor.rowcount)
        cursor.execute(AT_ONCE, (int(sent.digest[:15], 16), *made))
        is_free, is_made = cursor.fetchone()
    if not is_free:
        raise Running
    return bool(is_made)


def _found(sent: Sent) -> Submission | None:
    """The row of the first, locked: it has ended, or counts something before it goes on."""
    rows = Submission.objects.select_for_update(nowait=sent.by_program)
    return rows.filter(pk=sent.digest).first()
