"""Somebody whose name, address and phone are typed wherever one may type, in three territories and a forum.

Columns come from the catalogue and the declarations: a new column is filled by existing, as it is erased by existing.
"""

import json
import unicodedata
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone
from psycopg import Connection

from eclore.kit import audit, mail, personal
from eclore.kit.actor import Actor
from programs.bridge import projection
from programs.juries.models import EntryCard
from tenants.accounts.models import Handoff, User
from tenants.contexts import in_programme, in_territory
from tenants.hosts import Site
from tenants.memberships.models import Invitation, Membership, Visit
from tenants.privacy import catalogue
from tenants.territories.models import Agreement, ProvisioningRequest, Territory
from tests.budgets import season
from tests.factories.tokens import a_token
from tests.isolation.canaries import fill_empty_tables
from tests.support.databases import superuser
from tests.support.personas import Persona, browser, person
from tests.volume import together
from tests.volume.filling import fill

NAME, EMAIL, PHONE = "Zéphyrine Quetzalcóatl-Ñandú", "zephyrine.quetzal@ailleurs.example", "06 98 76 54 32"
OTHER_EMAIL = "zq.perso@ailleurs.example"
# What is looked for afterwards, folded: any of these anywhere is a failure.
TRACES = ("zephyrine", "quetzal", "nandu", "zq.perso", "0698765432", "698765432")
TYPED = (
    f"{NAME} a dit « Ñandú-Quetzalcóatl, Zéphyrine » ; QUETZALCOATL NANDU Zephyrine ;\n"
    f"écrire à {EMAIL.upper()} ou {OTHER_EMAIL}, tél. {PHONE}, 0698765432, +33 6 98 76 54 32.\n"
    f"ZÉPHYRINE\u00a0QUETZALCÓATL_ÑANDÚ."
)
SMALL = season.Volume(**{**vars(season.ONE), "people": 2})
KEPT_AS_THEY_ARE = {
    "accounts_user",
    "accounts_credential",
    "programme_audit_entry",
    "territory_audit_entry",
    "privacy_request",
}


def live(database: str, *sites: Site) -> Persona:
    """A season in each site, forums where they meet, and this person everywhere in them."""
    season.grow(SMALL, season.ONE_TOGETHER, neighbours=0)
    with in_programme():
        territories = [Territory.objects.get(pk=site.territory_id) for site in sites]
    for territory in territories[1:]:
        fill(territory, SMALL)
    together.meet(territories, season.ONE_TOGETHER)
    who = person(name=NAME, email=EMAIL)
    _have_an_account(who, territories)
    with superuser(database) as server:
        server.execute("SET session_replication_role = replica")
        for schema in (*(site.schema_name for site in sites), "public"):
            if schema != "public":
                server.execute(f'SET search_path TO "{schema}", public')
                fill_empty_tables(server, schema)
                _tie(server, schema)
            _type_everywhere(server, schema, who)
    for site in sites:
        browser(site, who)
        with in_territory(site.schema_name):
            audit.record(audit.Act.EXPORT, by=Actor(who.user_id, who.name), rows=1)
        projection.rebuild(site.schema_name)
    return who


def _have_an_account(who: Persona, territories: list[Territory]) -> None:
    """With all that the accounts, the memberships and the programme keep of somebody."""
    with in_programme():
        user = User.objects.get(pk=who.user_id)
        user.function = f"Attachée, {NAME}"
        user.save()
        for territory in territories:
            _belong(user, territory)
        _sign_in_everywhere(user)
        _be_named_by_others()
        mail.post("memberships.grant", to_email=EMAIL, context={"name": NAME})
        mail.post("memberships.grant", to_email="autre@exemple.fr", context={"name": NAME, "kind": TYPED})


def _belong(user: User, territory: Territory) -> None:
    """A member, a visitor, and invited once more."""
    Membership.objects.create(user=user, territory=territory, role="member", granted_by=NAME)
    Visit.objects.create(user=user, territory=territory, name=NAME, ends_at=timezone.now())
    Invitation.objects.create(
        email=EMAIL,
        name=NAME,
        territory=territory,
        territory_role=territory.role,
        invited_by=NAME,
        expires_at=timezone.now(),
    )


def _sign_in_everywhere(user: User) -> None:
    """Addresses, a passkey, a session, a token, and one hand-off to another host."""
    for address in (EMAIL, OTHER_EMAIL):
        EmailAddress.objects.create(user=user, email=address)
    Authenticator.objects.create(user=user, type="webauthn", data={"name": NAME})
    UserSession.objects.create(user=user, ip="127.0.0.1", session_key="k", user_agent=NAME, data={"who": NAME})
    a_token(user, territory_role="eclore_programme", label=NAME)
    Handoff.objects.create(
        code_hash="c",
        owner_role="eclore_programme",
        host="h",
        nonce_hash="n",
        user=user,
        path=f"/?q={NAME}",
        browser=NAME,
        expires_at=timezone.now(),
    )


def _be_named_by_others() -> None:
    """Where the name was typed without the account: a card, an agreement, a territory that is asked for."""
    EntryCard.objects.create(
        app="joint_juries",
        jury_id=uuid4(),
        seat_id=uuid4(),
        email=EMAIL,
        name=NAME,
        secret_hash="s",
        expires_at=timezone.now(),
    )
    Agreement.objects.create(title="Convention", signed_on=timezone.now().date(), signatories=["Une autre", NAME])
    ProvisioningRequest.objects.create(
        slug="ailleurs",
        name="Ailleurs",
        kind="ville",
        accent="#0b5c7a",
        manager_email=EMAIL,
        manager_name=NAME,
        requested_by=NAME,
    )


def _tie(server: Connection[Any], schema: str) -> None:
    """Rows that were invented for empty tables lean on rows that exist."""
    keys = server.execute(
        "SELECT conrelid::regclass::text, a.attname, confrelid::regclass::text FROM pg_constraint"
        " JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = conkey[1]"
        " WHERE contype = 'f' AND connamespace = %s::regnamespace AND cardinality(conkey) = 1",
        [schema],
    ).fetchall()
    # It leans on two dossiers, in the order of their keys.
    server.execute(f'DELETE FROM "{schema}".local_juries_preference')
    for table, column, target in keys:
        server.execute(
            f'UPDATE {table} t SET "{column}" = (SELECT id FROM {target} r WHERE NOT EXISTS'
            f' (SELECT FROM {table} o WHERE o."{column}" = r.id) ORDER BY id LIMIT 1)'
            f' WHERE "{column}" IS NOT NULL AND NOT EXISTS (SELECT FROM {target} r WHERE r.id = t."{column}")'
        )


def _type_everywhere(server: Connection[Any], schema: str, who: Persona) -> None:
    there = catalogue.columns(server.cursor(), schema)
    for name, columns in there.items():
        table = personal.TABLES.get(name)
        if (
            table is None
            or table.derived
            or name in KEPT_AS_THEY_ARE
            or name.startswith(("accounts_", "memberships_", "account_", "mfa_"))
        ):
            continue
        row = server.execute(f'SELECT ctid::text FROM "{schema}"."{name}" LIMIT 1').fetchone()
        changes = {**dict.fromkeys(table.keys, who.user_id), **dict.fromkeys(table.names + table.words, NAME)}
        changes |= dict.fromkeys(table.emails + table.blank, EMAIL) | dict.fromkeys(table.contacts, PHONE)
        changes |= {column: _typed(columns[column]) for column in (*table.free, *table.own)}
        if row and "closed_contact" in changes:  # whom to ask is told of a site that is closed
            server.execute(f'UPDATE "{schema}"."{name}" SET closed_at = now(), closed_contact = %s', [EMAIL])
        for column, value in changes.items() if row else ():
            server.execute(
                f'UPDATE "{schema}"."{name}" SET "{column}" = {columns[column].placeholder}'
                f' WHERE ctid = (SELECT max(ctid) FROM "{schema}"."{name}")',
                [value],
            )


def _typed(column: catalogue.Column) -> Any:
    if column.is_json:
        return json.dumps(
            {
                "title": "T",
                "problem": TYPED,
                "answers": [{"label": NAME, "text": TYPED}],
                NAME: [TYPED],
                "team": [{"name": NAME, "status": "agent"}],
                "direction": EMAIL,
                "files": [],
            }
        )
    if column.kind.startswith("_"):
        return [NAME, f"Écrire à {EMAIL}"]
    text = TYPED if not column.length or column.length > len(TYPED) else f"{NAME} {PHONE}"
    return text[: column.length]


def traces(server: Connection[Any]) -> list[str]:
    """Every row of every table of the database that tells of them, read as one text by somebody who bypasses walls."""
    found = []
    tables = server.execute(
        "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    ).fetchall()
    for schema, table in tables:
        for (row,) in server.execute(f'SELECT to_jsonb(t)::text FROM "{schema}"."{table}" t').fetchall():
            plain = _plain(row)
            found += [f"{schema}.{table}: {trace} in {row[:300]}" for trace in TRACES if trace in plain]
    return found


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.lower())
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return kept + "".join(letter for letter in kept if letter.isdigit())
