"""Taking a role away is done by one transaction at a time: else the last two managers, or administrators, both leave.

Locking the rows that are held is not enough: an account is closed in another table than the roles that it holds.
"""

from django.db import connection

from tenants.territories.models import Territory

ROLE_REMOVALS = 1095910730  # an advisory lock; tenants.audit.programme's is the number before


def lock_invitations(territory_role: str) -> None:
    """Until the open transaction ends, nobody else invites here: an address has one invitation to a role."""
    Territory.objects.select_for_update(no_key=True).only("pk").get(role=territory_role)


def lock_role_removals() -> None:
    """Until the open transaction ends, nobody else counts who would be left. Call it before reading anything."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ROLE_REMOVALS])
