"""What a process asks of its database before it does anything: one that cannot work is refused in a sentence."""

import logging
import sys

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError, connections
from django.urls import get_resolver
from django.utils import translation

from eclore.database import compatibility
from eclore.database.compatibility import Compatibility, IncompatibleDatabaseError, SchemaState
from eclore.database.current import current
from tenants.contexts import in_programme

logger = logging.getLogger(__name__)


def read_ahead() -> None:
    """What the first request to each kind of host would read: every view and both catalogues.

    Read before processes are made, they are shared by all of them.
    """
    for addresses in settings.URLCONFS.values():
        if not get_resolver(addresses).url_patterns:
            raise ImproperlyConfigured(f"{addresses} holds no address")
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("Accueil")


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
