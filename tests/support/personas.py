"""People of the tests, and what they open pages with."""

import itertools
import json
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from eclore.kit import clock
from eclore.kit.actor import Actor
from programs.juries import entry_card_sessions
from programs.juries.models import EntryCard
from tenants import hosts
from tenants.accounts import authentication, reauthentication
from tenants.accounts.models import User
from tenants.contexts import in_programme, in_territory
from tenants.hosts import Site
from tenants.memberships.models import Membership, NationalGrant
from tests.factories.tokens import a_token

_number = itertools.count(1)


def context_of(site: Site) -> AbstractContextManager[None]:
    """The context that requests on this host go through."""
    return in_territory(site.schema_name) if site.kind == hosts.TERRITORY else in_programme()


@dataclass(frozen=True)
class Persona:
    """Somebody with an account."""

    user_id: Any
    email: str
    name: str

    def at(self, site: Site) -> Actor:
        """What this person is at `site` now; opens a context, so call it outside any."""
        with context_of(site):
            _user, actor = authentication.person(self.user_id, site)
        return actor


def person(
    *roles: str, at: Site | None = None, national: tuple[str, ...] = (), name: str = "", email: str = ""
) -> Persona:
    """An account, with `roles` in the territory of `at` and `national` grants. Call it outside any context."""
    number = next(_number)
    name = name or f"Personne {number}"
    with in_programme():
        user = User.objects.create_user(email or f"personne{number}@exemple.fr", name, "mot de passe long")
        for role in roles:
            Membership.objects.create(user=user, territory_id=at.territory_id, territory_role=at.role, role=role)
        for kind in national:
            NationalGrant.objects.create(user=user, kind=kind)
    return Persona(user.pk, user.email, name)


@dataclass(frozen=True)
class Holder:
    """Somebody without an account, in with a card; `device` is what their browser alone knows."""

    entry_card_id: Any
    device: str


class HostClient(Client):
    """Django's test client on one host."""

    def __init__(self, site: Site, **defaults: Any) -> None:
        super().__init__(**{"HTTP_HOST": site.host, **defaults})
        self.site = site

    def sign_in(self, persona: Persona | Holder) -> "HostClient":
        """Open a session on this host, as arriving by the hand-off does, or as confirming one's card."""
        if isinstance(persona, Holder):
            return self._come_in(persona)
        store = import_module(settings.SESSION_ENGINE).SessionStore()
        with in_programme():
            stamp = User.objects.get(pk=persona.user_id).get_session_auth_hash()
        with context_of(self.site):
            store[SESSION_KEY] = str(persona.user_id)
            store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
            store[HASH_SESSION_KEY] = stamp
            store[authentication.HOST_SESSION_KEY] = self.site.host
            store[reauthentication.SESSION_KEY] = clock.now().timestamp()
            store.create()
        self.cookies[settings.SESSION_COOKIE_NAME] = store.session_key
        return self

    def prove(self, method: str = "code") -> "HostClient":
        """On the auth host, as whoever has just given a code, or a second factor."""
        with context_of(self.site):
            session = self.session
            session[AUTHENTICATION_METHODS_SESSION_KEY] = [
                {"method": method, "at": clock.now().timestamp(), "reauthenticated": True}
            ]
            session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = session[SESSION_KEY]
            session.save()
        return self

    def _come_in(self, holder: Holder) -> "HostClient":
        store = import_module(settings.SESSION_ENGINE).SessionStore()
        with context_of(self.site):
            store[authentication.GUEST], store[entry_card_sessions.DEVICE] = str(holder.entry_card_id), holder.device
            store[authentication.HOST_SESSION_KEY] = self.site.host
            entry_card = EntryCard.objects.filter(pk=holder.entry_card_id).first()
            store.set_expiry(entry_card.expires_at + entry_card_sessions.OUTLIVES if entry_card else None)
            store.create()
        self.cookies[settings.SESSION_COOKIE_NAME] = store.session_key
        return self

    def send(self, method: str, path: str, data: Any = None, headers: dict[str, str] | None = None) -> Any:
        """A JSON request; returns the response."""
        body = json.dumps(data) if data is not None else ""
        return self.generic(method.upper(), path, body, content_type="application/json", headers=headers)


def browser(site: Site, persona: Persona | Holder | None = None) -> HostClient:
    """A browser on `site`, signed in as `persona` when given, or in with a card."""
    client = HostClient(site)
    return client.sign_in(persona) if persona else client


def api_client(site: Site, persona: Persona) -> HostClient:
    """A program with a token of `persona` for `site`."""
    with in_programme():
        secret = a_token(User.objects.get(pk=persona.user_id), territory_role=site.role)
    return HostClient(site, HTTP_AUTHORIZATION=f"Bearer {secret}")
