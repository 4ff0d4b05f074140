"""An embedded PostgreSQL for demonstrations, development and tests; real installations have their own server."""

from embedded.errors import EmbeddedError
from embedded.installation import InstallationFiles
from embedded.server import EmbeddedServer
from embedded.throwaway import throwaway_server

__all__ = ["EmbeddedError", "EmbeddedServer", "InstallationFiles", "throwaway_server"]
