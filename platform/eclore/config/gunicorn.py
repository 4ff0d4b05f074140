"""How the site is served, wherever it is: `gunicorn --config python:eclore.config.gunicorn --bind …`.

The demonstration, `make run`, `make bench`, a service of systemd and a container all read this; what a place needs
otherwise is said by WEB_CONCURRENCY (processes), GUNICORN_CMD_ARGS or arguments. Why these: docs/decisions/0022.
"""

import gc
import os
from typing import Any

wsgi_app = "eclore.config.wsgi:application"
logger_class = "eclore.observing.server.Scrubbed"
control_socket_disable = True

workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "gthread"
threads = 4
# Longer than the proxy in front keeps a connection that rests (Caddy: two minutes): otherwise what somebody sends may
# meet the moment when it is closed, and nobody may send it twice for them.
keepalive = 130
# Read once, shared by every process; nothing may be open before the first (tests/platform/config/test_serving.py).
preload_app = True

# A process is replaced now and then, not all at once: whatever it holds in excess goes with it.
max_requests = 20_000
max_requests_jitter = 5_000

# New objects before the young are looked at; one in twenty of these looks at the middle-aged, one in 2,000 at all.
COLLECTED_AFTER = (10_000, 20, 100)


def on_starting(_server: Any) -> None:
    """Before the first process: where they count together."""
    from eclore.observing import metrics  # noqa: PLC0415  the program is read with its settings, not with these

    metrics.share()


def on_exit(_server: Any) -> None:
    """What was counted ends with the server: whoever watches has read it."""
    from eclore.observing import metrics  # noqa: PLC0415  the same

    metrics.unshare()


def when_ready(_server: Any) -> None:
    """Once the program is read: collect rarely, since a request's objects go by themselves when it ends."""
    gc.set_threshold(*COLLECTED_AFTER)


def pre_fork(server: Any, worker: Any) -> None:
    """The process gets the place of one that has ended, for its counts.

    What the program itself is made of never ends: the collector need not go through it, nor unshare its memory.
    """
    from eclore.observing import metrics  # noqa: PLC0415  the same

    worker.slot = metrics.free_slot(each.slot for each in server.WORKERS.values())
    gc.freeze()


def post_fork(_server: Any, worker: Any) -> None:
    """In the new process."""
    from eclore.observing import metrics  # noqa: PLC0415  the same

    metrics.take(worker.slot)
