"""Where a sign-in is heading: kept in the auth host's session until the person has arrived."""

import re
from collections.abc import MutableMapping
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings

from tenants import hosts
from tenants.contexts import PROGRAMME
from tenants.hosts import NATIONAL, Site
from tenants.paths import local_path
from tenants.territories import sites
from tenants.territories.models import Domain

SESSION_KEY = "heading"
MARK = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class LoginTarget:
    """`mark` is the hash of the nonce that the host has put in the browser.

    `signed_in_for_it`: the person signed in on pages that bore the site's name, which is consent enough to join.
    `confirms`: they are in already, and come to prove again who they are.
    """

    host: str
    path: str
    mark: str
    signed_in_for_it: bool = False
    confirms: bool = False


def read(host: str, path: str, mark: str, *, confirms: bool = False) -> LoginTarget | None:
    """A target from what a host sent; None when it is not well made."""
    if not MARK.fullmatch(mark) or not host.isprintable():
        return None
    return LoginTarget(hosts.normalised(host), local_path(path), mark, confirms=confirms)


def remember(session: MutableMapping[str, Any], target: LoginTarget) -> None:
    session[SESSION_KEY] = asdict(target)


def recall(session: MutableMapping[str, Any]) -> LoginTarget | None:
    kept = session.get(SESSION_KEY)
    return LoginTarget(**kept) if kept else None


def forget(session: MutableMapping[str, Any]) -> None:
    session.pop(SESSION_KEY, None)


def destination(host: str) -> Site | None:
    """The site of one of our hosts, read in the programme's context; None for any other, and for the auth host."""
    if host == settings.BASE_HOST:
        return Site(NATIONAL, host, "Éclore", PROGRAMME)
    domain = Domain.objects.select_related("tenant").filter(domain=host).first()
    return sites.territory_site(domain) if domain else None
