"""The shared schema and territories: what `upgrade` would do, and schemas that are not like the others."""

from collections.abc import Iterator

from django.db import connections

from eclore.database import compatibility
from eclore.database.compatibility import SchemaState
from tenants.isolation import differences
from tenants.territories import queries, template
from tenants.watching.diagnosis.findings import Finding, fine, look, wrong

OWNER = "owner"
UPGRADE = "python manage.py upgrade"


def migrations() -> Iterator[Finding]:
    """Whether the code and the database belong together."""
    found = compatibility.read(connections[OWNER])
    if found.state == SchemaState.CURRENT:
        yield fine("migrations", "tous les schémas sont à jour")
    elif found.state == SchemaState.BEHIND:
        waiting = ", ".join(found.pending)
        where = "le schéma partagé" if found.schema == compatibility.PUBLIC else f"le schéma {found.schema}"
        yield wrong("migrations", f"{where} attend une mise à niveau ({waiting})", UPGRADE)
    else:
        yield wrong("migrations", found.sentence, "UPGRADING.md dit quoi faire")


def rights() -> Iterator[Finding]:
    """Roles, policies and privileges, compared with what the code declares."""
    schemas = queries.schemas()
    with connections[OWNER].cursor() as cursor:
        shared, territories = differences.shared(cursor), differences.territories(cursor, schemas)
    if shared:
        yield wrong("droits", f"{len(shared)} objet(s) du schéma partagé à reprendre : {_some(list(shared))}", UPGRADE)
    if territories:
        yield wrong("droits", f"{len(territories)} territoire(s) à reprendre : {_some(list(territories))}", UPGRADE)
    if not shared and not territories:
        yield fine("droits", f"comme déclarés, sur {len(schemas)} territoire(s)")


def alike() -> Iterator[Finding]:
    """Tables, columns, constraints, indexes and triggers of each territory, beside those of a new one."""
    schemas = queries.schemas()
    different = template.different(schemas)
    if different:
        said = f"{len(different)} territoire(s) dont les tables ne sont pas celles d'un nouveau : {_some(different)}"
        yield look("schémas", said, "comparez avec un territoire neuf ; une migration faite à la main, souvent")
    else:
        yield fine("schémas", f"{len(schemas)} territoire(s) semblables à un nouveau")


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (f" et {len(names) - 5} autres" if len(names) > 5 else "")
