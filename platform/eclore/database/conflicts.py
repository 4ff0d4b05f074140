"""What the database says when two requests have met: neither is at fault, and the second may be done again."""

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, IntegrityError, OperationalError
from psycopg import errors

# The other request had to end first, and did not: doing it again would only wait again.
WAITED = (errors.LockNotAvailable,)
AGAIN = (errors.SerializationFailure, errors.DeadlockDetected)
# Django's own words when the row that it saves has gone.
GONE = ("Save with update_fields did not affect any rows.", "Forced update did not affect any rows.")


def is_conflict(error: BaseException) -> bool:
    """Something else has been written meanwhile: a row is there already, or gone, or two have waited for each other."""
    if isinstance(error, IntegrityError | ObjectDoesNotExist):
        return True
    if isinstance(error, OperationalError):
        return isinstance(error.__cause__, (*AGAIN, *WAITED))
    return isinstance(error, DatabaseError) and str(error) in GONE


def may_pass_now(error: BaseException) -> bool:
    """Whether the same again may find its way, now that the other has ended."""
    return not isinstance(error.__cause__, WAITED)
