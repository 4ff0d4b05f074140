"""`make bench-scale`, or `make bench-scale BENCH="--territories 1255"`: what many territories cost whoever operates.

On Debian's PostgreSQL 15, durable, with room for the locks of a dump; what is measured is in tests.bench.scaled. With
`rush`, `room` or `faults` first (`make bench-rush`, and so on): tests.bench.rush, .room and .faults, on the same.
"""

import subprocess
import sys

import psycopg

from tests.operations import debian
from tests.operations.conftest import Installation

SERVER = ("-c", "fsync=on", "-c", "max_locks_per_transaction=1024", "-c", "shared_buffers=1GB")


def main() -> int:
    """A cluster, the steps of the book, then the measures in a process that knows it."""
    with debian.cluster() as cluster:
        cluster.stop()
        cluster.start(*SERVER)
        made = Installation(cluster)
        made.run_sql(cluster.url, "roles.sql")
        with psycopg.connect(cluster.url, autocommit=True) as server:
            server.execute("CREATE DATABASE eclore OWNER eclore_owner")
        made.run_sql(made.url("postgres"), "database.sql")
        environment = made.environment | {"ECLORE_SUPERUSER_URL": made.url("postgres"), "ECLORE_SECRET_KEY": "b" * 50}
        named = sys.argv[1:2] if sys.argv[1:2] in (["rush"], ["room"], ["faults"]) else []
        command = [sys.executable, "-m", f"tests.bench.{(named or ['scaled'])[0]}", *sys.argv[1 + len(named) :]]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
