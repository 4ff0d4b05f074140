"""ProConnect as the tests meet it: a real, certified OpenID provider in its own process, and somebody before it."""

import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import requests
from django.conf import settings

from embedded.processes import end_all, spawn

SCRIPT = Path(__file__).parent / "provider.mjs"
CLIENT = {"PROCONNECT_CLIENT_ID": "eclore", "PROCONNECT_CLIENT_SECRET": "a-secret-of-the-tests-that-is-long-enough"}
CALLBACK, ENDED = "/compte/proconnect/retour/", "/compte/proconnect/fin/"
AGENT = {
    "given_name": "Camille Andrée",
    "usual_name": "Martin",
    "email": "camille@somme.fr",
    "uid": "cm80",
    "siret": "22800001400010",
    "idp_id": "71144ab3-ee1a-4401-b7b3-79b44f7daeeb",
}


class ProConnect:
    """`seen` is what has arrived since the last `be`."""

    def __init__(self, port: int) -> None:
        self.root = f"http://127.0.0.1:{port}"
        self.issuer = f"{self.root}/api/v2"

    def be(self, people: dict[str, Any] | None = None, **faults: Any) -> None:
        """Who may come, by subject, and what goes wrong from now on."""
        people = {"camille": AGENT} if people is None else people
        requests.post(f"{self.root}/_control", json={"people": people, "faults": faults}, timeout=5)

    def seen(self, kind: str) -> list[dict[str, str]]:
        every = requests.get(f"{self.root}/_seen", timeout=5).json()
        return [each[kind] for each in every if kind in each]

    def identify(self, url: str, *, sub: str = "camille", acr: str = "eidas1", browser: Any = None, **more: str) -> str:
        """Open ProConnect in a browser of its own, say who one is, and come back with the address of the callback."""
        browser = browser or requests.Session()
        response = browser.get(url, allow_redirects=False, timeout=5)
        for _step in range(12):
            if response.is_redirect:
                url = urljoin(response.url, response.headers["Location"])
                if not url.startswith(self.root):
                    return url
                response = browser.get(url, allow_redirects=False, timeout=5)
            elif "<form" in response.text and 'name="sub"' in response.text:
                data = {"sub": sub, "acr": acr, **more}
                response = browser.post(response.url, data=data, allow_redirects=False, timeout=5)
            else:
                raise AssertionError(f"{response.url}: {response.status_code} {response.text[:300]}")
        raise AssertionError(f"never came back from {url}")

    def end_session(self, url: str, browser: Any) -> str:
        """Open the page that ends the session, agree, and give the address that it leads back to."""
        page = browser.get(url, timeout=5)
        action, secret = re.search(r'action="([^"]+)"', page.text), re.search(r'name="xsrf" value="([^"]+)"', page.text)
        assert action and secret, page.text
        data = {"xsrf": secret.group(1), "logout": "yes"}
        answer = browser.post(urljoin(page.url, action.group(1)), data=data, allow_redirects=False, timeout=5)
        return str(answer.headers["Location"])


def lacking() -> str:
    """Why the provider cannot run here; empty when it can."""
    if shutil.which("node") is None:
        return "node is not installed (Debian: nodejs, npm)"
    if not (settings.ROOT / "node_modules" / "oidc-provider").exists():
        return "oidc-provider is not installed: `npm ci` needs npm"
    return ""


def _demanded() -> None:
    """Skip with the reason where it cannot run; fail where ECLORE_REQUIRE names node."""
    if reason := lacking():
        if "node" in os.environ.get("ECLORE_REQUIRE", "").split(","):
            pytest.fail(reason)
        pytest.skip(reason)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(auth_host: str, log: Path) -> Iterator[ProConnect]:
    """The provider during the block; `auth_host` is where it sends people back, scheme and port included."""
    _demanded()
    port = _free_port()
    asked = {"port": port, "redirect": auth_host + CALLBACK, "farewell": auth_host + ENDED}
    with log.open("w") as out:
        process = spawn(
            ["node", str(SCRIPT), json.dumps(asked)],
            ends_with=15,
            folder=settings.ROOT,
            environment=dict(os.environ),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    found = ProConnect(port)
    try:
        for _wait in range(100):
            try:
                if requests.get(f"{found.issuer}/.well-known/openid-configuration", timeout=1).ok:
                    break
            except requests.ConnectionError:
                time.sleep(0.1)
        else:
            pytest.fail(log.read_text())
        found.be()
        yield found
    finally:
        end_all([process], patience=5)
