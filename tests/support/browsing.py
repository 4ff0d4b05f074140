"""One person's browser across our hosts: a cookie jar for each, addresses opened wherever they lead."""

import re
from urllib.parse import urlsplit

from django.core import mail

from tenants.hosts import Site
from tests.support.personas import HostClient, Persona, browser


class Browser:
    """`open` and `post` take absolute addresses; redirects are not followed unless `arrive` does it."""

    def __init__(self, *sites: Site) -> None:
        self.jars: dict[str, HostClient] = {site.host: browser(site) for site in sites}

    def at(self, site: Site) -> HostClient:
        return self.jars[site.host]

    def sign_in(self, site: Site, persona: Persona) -> "Browser":
        """As after the hand-off, without it."""
        self.at(site).sign_in(persona)
        return self

    def open(self, url: str):
        parts = urlsplit(url)
        return self.jars[parts.hostname].get(f"{parts.path}?{parts.query}" if parts.query else parts.path)

    def arrive(self, url: str, *, most: int = 8):
        """Follow redirects from host to host; returns the last response and its address."""
        response = self.open(url)
        while response.status_code == 302 and most:
            base = urlsplit(url)
            url = response["Location"]
            url = url if url.startswith("http") else f"{base.scheme}://{base.netloc}{url}"
            response, most = self.open(url), most - 1
        return response, url


def code_received() -> str:
    """The code in the last message."""
    return re.search(r"\b\d{4}-\d{4}\b", mail.outbox[-1].body).group()


def words(response) -> str:
    """What a page says, entities decoded."""
    import html

    return html.unescape(response.content.decode())
