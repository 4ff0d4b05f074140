"""An embedded PostgreSQL for demonstrations, development and tests; real installations have their own server."""

from eclore.database.embedded.errors import EmbeddedError
from eclore.database.embedded.installation import InstallationFiles
from eclore.database.embedded.server import EmbeddedServer
from eclore.database.embedded.throwaway import throwaway_server

__all__ = ["EmbeddedError", "EmbeddedServer", "InstallationFiles", "throwaway_server"]
