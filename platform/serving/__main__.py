"""`make run`: the site on the database that DATABASE_URL names."""

import os
import signal
import sys

from embedded import EmbeddedError
from embedded.errors import in_one_sentence
from embedded.places import PROJECT
from embedded.processes import StopRequestedError, end_with_parent, stopped_by_signals
from serving.ports import bindings, read_port
from serving.site import Site, serve

DEFAULTS = {"DJANGO_SETTINGS_MODULE": "eclore.config.settings.development", "DEBUG": "0", "ECLORE_DEMO": "0"}
LOGS = PROJECT / ".local" / "log"


def main() -> int:
    if "--end-with-parent" in sys.argv:
        end_with_parent(signal.SIGTERM)
    try:
        with stopped_by_signals():
            return _serve()
    except EmbeddedError as error:
        _say(error.sentence)
        return 1
    except StopRequestedError:
        return 0


def _serve() -> int:
    if not os.environ.get("DATABASE_URL"):
        raise EmbeddedError("`make run` needs DATABASE_URL, your own PostgreSQL; `make demo` brings one.")
    port = read_port(os.environ.get("PORT") or "8000")
    host = os.environ.get("ECLORE_BASE_HOST", "eclore.localhost")
    with in_one_sentence(LOGS):
        LOGS.mkdir(parents=True, exist_ok=True)
    environment = {name: os.environ.get(name, value) for name, value in DEFAULTS.items()}
    site = Site(
        port=port,
        bindings=bindings(port),
        host=host,
        environment={**environment, "ECLORE_PORT": str(port)},
        log_folder=LOGS,
        has_worker=True,
    )
    return serve(site, _say, lambda: _say(f"Éclore answers on http://{host}:{port}/. Ctrl-C stops it."), lambda: None)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
