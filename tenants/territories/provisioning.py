"""Makes a territory: a role, a schema from the template, its privileges, its row and its host. One transaction."""

from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.utils.translation import gettext as _

from eclore.kit import zones
from eclore.kit.errors import Invalid
from tenants.isolation import apply
from tenants.territories import sites, template, validators
from tenants.territories.models import Domain, Kind, Territory

OWNER = template.OWNER


def provision(*, slug: str, name: str, kind: str, **details: Any) -> Territory:
    """A new territory, ready to answer on `<slug>.<base host>`. Raises Invalid and leaves nothing when it cannot be.

    `details`: code, department, accent, joining, email_domains, contact_email.
    """
    schema = validators.schema_of(slug)
    if kind not in Kind.values:
        raise Invalid(_("Choisissez un type de territoire parmi : %s.") % ", ".join(Kind.values), field="kind")
    blueprint = template.current()
    with transaction.atomic(using=OWNER):
        if Territory.objects.using(OWNER).filter(slug=slug).exists():
            raise Invalid(_("Un territoire répond déjà à cette adresse. Choisissez-en une autre."), field="slug")
        build(schema, blueprint)
        territory = Territory(schema_name=schema, slug=slug, name=name, kind=kind, **details)
        territory.time_zone = zones.of_codes(territory.department, territory.code)
        territory.accent = validators.readable_accent(territory.accent)
        territory.save(using=OWNER)
        Domain(domain=f"{slug}.{settings.BASE_HOST}", tenant=territory, is_primary=True).save(using=OWNER)
    sites.forget()
    return territory


def build(schema: str, blueprint: template.Template) -> None:
    """The role, the schema, its tables and privileges; inside the caller's transaction."""
    connection = connections[OWNER]
    connection.ensure_connection()
    version = connection.connection.info.server_version
    with connection.cursor() as cursor:
        template.send(cursor, [*apply.role_statements(schema, server_version=version), f'CREATE SCHEMA "{schema}"'])
    template.replay(schema, blueprint.statements)
    with connection.cursor() as cursor:
        apply.secure_territory(cursor, schema)
