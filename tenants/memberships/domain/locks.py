"""Whoever lets go of a territory or of the administration waits their turn: else two who are the last both leave.

Locking the rows that are held is not enough: an account is closed in another table than the roles that it holds.
"""

from django.db import connection

LETTING_GO = 1095910730  # of the locks of one transaction; tenants.audit.programme's is the number before


def wait_for_ones_turn() -> None:
    """Until the open transaction ends, nobody else counts who would be left. Before reading anything."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LETTING_GO])
