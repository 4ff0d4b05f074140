"""What PostgreSQL itself has counted: reads and writes in each schema, by whoever it was."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from tests.support.databases import superuser

COUNTED = """
SELECT schemaname, sum(seq_scan + coalesce(idx_scan, 0) + coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)
                       + n_tup_ins + n_tup_upd + n_tup_del)::bigint
FROM pg_stat_user_tables GROUP BY 1
"""
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type = 'client backend'"
)


def counted(database: str) -> dict[str, int]:
    """Schema → scans and rows touched until now. A backend tells what it did as it ends: ours are ended first."""
    connections.close_all()
    with superuser(database) as server:
        deadline = time.monotonic() + 10
        while server.execute(OTHERS).fetchone() != (0,):
            assert time.monotonic() < deadline, "somebody else is connected to this database"
            time.sleep(0.02)
        return dict(server.execute(COUNTED).fetchall())


@contextmanager
def touched(database: str) -> Iterator[dict[str, int]]:
    """Filled when the block ends with the schemas that were touched in it, and how much."""
    before, found = counted(database), {}
    yield found
    after = counted(database)
    found |= {schema: after[schema] - count for schema, count in before.items() if after[schema] != count}
