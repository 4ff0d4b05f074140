"""The database that `manage.py` needs: that of DATABASE_URL, else the embedded one while the command runs.

A real installation names its own: settings of production never fall back on this machine's.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from embedded.errors import EmbeddedError
from embedded.server import EmbeddedServer

WITHOUT_DATABASE = frozenset(
    {"", "help", "version", "catalogue", "collectstatic", "compilemessages", "findstatic", "makemessages", "startapp"}
)
PRODUCTION = "eclore.config.settings.production"
ASKS_FOR_HELP = frozenset({"-h", "--help", "--version"})


@contextmanager
def database_for(arguments: Sequence[str], before: Callable[[], None] | None = None) -> Iterator[None]:
    """Set DATABASE_URL and its companions around the command line `arguments`, whose first word is manage.py.

    `before`: see `EmbeddedServer.install`; the variables are set when it is called.
    """
    real = os.environ.get("DJANGO_SETTINGS_MODULE") == PRODUCTION
    if real or os.environ.get("DATABASE_URL") or not needs_database(arguments):
        yield
        return
    try:
        server = EmbeddedServer().start()
    except EmbeddedError as error:
        sys.exit(error.sentence)
    try:
        if server.is_started_here and sys.stderr.isatty():
            sys.stderr.write("PostgreSQL is started for this command.\n")
        os.environ.update(server.environment())
        server.install(before=before)
        yield
    except EmbeddedError as error:
        sys.exit(error.sentence)
    finally:
        server.stop()


def needs_database(arguments: Sequence[str]) -> bool:
    command = arguments[1] if len(arguments) > 1 else ""
    return command not in WITHOUT_DATABASE and not ASKS_FOR_HELP.intersection(arguments[1:])
