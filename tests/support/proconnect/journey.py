"""The steps of somebody who signs in with ProConnect, as the tests tell them."""

from typing import Any
from urllib.parse import urlsplit

import requests
from django.core import mail

from tenants.hosts import Site
from tests.support.browsing import Browser, code_received
from tests.support.proconnect import AGENT, ProConnect

START, SECOND_FACTOR = "/compte/proconnect/", "/compte/proconnect/second-facteur/"


class Arrival:
    """One browser, on our hosts (`mine`) and at ProConnect (`elsewhere`)."""

    def __init__(self, mine: Browser, auth_host: Site, provider: ProConnect) -> None:
        self.mine, self.provider, self.client = mine, provider, mine.at(auth_host)
        self.elsewhere = requests.Session()

    def leave(self, path: str = START) -> str:
        """Press the button; gives the address at ProConnect that the page between goes on to."""
        page = self.client.post(path)
        assert page.status_code == 200, page
        return page["Refresh"].partition("url=")[2]

    def callback(self, path: str = START, **said: str) -> str:
        """Leave and be identified; gives the callback's path, not opened yet."""
        parts = urlsplit(self.provider.identify(self.leave(path), browser=self.elsewhere, **said))
        return f"{parts.path}?{parts.query}"

    def come_back(self, path: str = START, **said: str) -> Any:
        return self.client.get(self.callback(path, **said))

    def prove_mailbox(self, email: str = AGENT["email"]) -> Any:
        """Type the code that the first arrival has had sent."""
        assert mail.outbox[-1].to == [email]
        return self.client.post("/compte/login/code/confirm/", {"code": code_received()})

    def first_time(self, **said: str) -> Any:
        """Identified, then the mailbox proved."""
        assert self.come_back(**said)["Location"] == "/compte/login/code/confirm/"
        return self.prove_mailbox()
