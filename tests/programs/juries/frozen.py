"""What nobody may change once a jury has published, in SQL, whichever the kind of jury: `{app}` is its app."""

from django.db import connection, transaction

from tests.support.personas import context_of

FROZEN = "the record of this jury is frozen"
REFUSED = (
    "UPDATE {app}_mark SET value = 5",
    "DELETE FROM {app}_mark",
    "UPDATE {app}_ballot SET cast_at = NULL",
    "UPDATE {app}_ballot SET comment = 'Équipe fragile'",
    "UPDATE {app}_recusal SET confirmed_at = NULL",
    "UPDATE {app}_recusal SET reason = 'autre'",
    "DELETE FROM {app}_recusal",
    "UPDATE {app}_seat SET present = false",
    "UPDATE {app}_seat SET presides = false",
    "UPDATE {app}_decision SET verdict = 'other'",
    "UPDATE {app}_decision SET motivation = ''",
    "UPDATE {app}_decision SET published_at = now()",
    "DELETE FROM {app}_decision",
    "UPDATE {app}_criterion SET weight = 9",
    "UPDATE {app}_passage SET position = 7",
    "UPDATE {app}_jury SET quorum = 1",
    "UPDATE {app}_jury SET state = 'open'",
    "INSERT INTO {app}_recusal SELECT gen_random_uuid(), now(), '', false, now(), NULL, p.id, s.id"
    " FROM {app}_passage p, {app}_seat s WHERE p.title = 'B' LIMIT 1",
)
ERASED = (
    "UPDATE {app}_seat SET name = 'Personne effacée', email = id || '@efface.invalid', user_id = NULL",
    "UPDATE {app}_decision SET author_name = '', author_id = NULL",
    "UPDATE {app}_ballot SET comment = ''",
    "UPDATE {app}_recusal SET reason = ''",
)
AMENDMENTS = ("UPDATE {app}_amendment SET reason = 'x'", "DELETE FROM {app}_amendment")


def attempt(place, sql: str, app: str) -> None:
    """Run it as the application does in the context of `place`; it must find rows to change."""
    with context_of(place), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(app=app))
        assert cursor.rowcount > 0, sql
