"""Sessions are signed and packed: what they hold of a person is found by opening each of them."""

import json
from collections.abc import Sequence
from typing import Any

from django.contrib.auth import SESSION_KEY

from tenants.accounts.sessions import SessionStore
from tenants.privacy import matching
from tenants.privacy.matching import Needle
from tenants.privacy.subject import Subject

BATCH = 2000


def theirs(cursor: Any, subject: Subject, needles: Sequence[Needle]) -> list[str]:
    """The keys of the sessions that are this person's, or hold one of their strings; read as the owner."""
    found: list[str] = []
    last = ""
    while True:
        cursor.execute(
            "SELECT session_key, session_data FROM public.accounts_session WHERE session_key > %s"
            " ORDER BY session_key LIMIT %s",
            [last, BATCH],
        )
        rows = cursor.fetchall()
        found += [key for key, data in rows if _tells(SessionStore().decode(data), subject, needles)]
        if len(rows) < BATCH:
            return found
        last = rows[-1][0]


def _tells(session: dict[str, Any], subject: Subject, needles: Sequence[Needle]) -> bool:
    if subject.user_id and session.get(SESSION_KEY) == str(subject.user_id):
        return True
    return bool(matching.held(json.loads(json.dumps(session, default=str)), needles))
