"""What people ask for first, as tables for a spreadsheet; apps that hold them answer `sheets`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from eclore.kit.hooks import Hook
from tenants.memberships.models import Role


@dataclass(frozen=True)
class Sheet:
    """`csv/<name>.csv`: what `sql` reads, columns named as people call them; `{schema}` in it is the schema, quoted.

    `words`: {column: {code: what people read}}. The SQL may name the territory's role, `%(role)s`.
    """

    name: str
    sql: str
    words: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


# The sheets of an archive, asked while it is written.
sheets: Hook[[], Sheet] = Hook("moving.sheets")

PEOPLE = """
SELECT u.name AS "Nom", u.email AS "Adresse", u.function AS "Fonction", m.role AS "Rôle",
    m.created_at AS "Depuis le", m.revoked_at AS "Jusqu'au"
FROM public.memberships_membership m JOIN public.accounts_user u ON u.id = m.user_id
WHERE m.territory_role = %(role)s ORDER BY u.name, u.id, m.created_at, m.id
"""


def people() -> Sheet:
    """Who has, or had, a role."""
    return Sheet("personnes", PEOPLE, {"Rôle": {role.value: role.label for role in Role}})
