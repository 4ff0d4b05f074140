"""What a process asks of its database before it does anything: one that cannot work is refused in a sentence."""

import logging
import sys

import django
from django.db import DatabaseError, OperationalError, connections

from eclore.database import compatibility
from eclore.database.compatibility import Compatibility, IncompatibleDatabaseError, SchemaState
from eclore.database.current import current
from tenants.contexts import in_programme

logger = logging.getLogger(__name__)


def require_servable() -> None:
    """For what serves: raise IncompatibleDatabaseError when the code can never work on the application's database.

    One that does not answer yet is no reason: processes start before it, and meet it when they are asked something.
    """
    connection = current()
    try:
        with in_programme():
            compatibility.require_servable(connection)
    except OperationalError as error:
        logger.warning("the migrations of the database could not be looked at: %s", error)
    except DatabaseError as error:  # no such role, or not for this login
        raise IncompatibleDatabaseError(Compatibility(SchemaState.CLOSED)) from error
    finally:
        # Processes that are made from this one open their own.
        connection.close()
        connection.close_pool()


def exit_unless_upgradable() -> None:
    """Before roles and privileges are written over a database: end the program, in a sentence, if it is not for us."""
    django.setup()
    try:
        compatibility.require_upgradable(connections["owner"])
    except IncompatibleDatabaseError as error:
        sys.exit(str(error))
    finally:
        connections["owner"].close()
