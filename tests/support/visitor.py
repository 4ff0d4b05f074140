"""A person before a screen: opens pages on any of our hosts, follows links, fills the forms that are there."""

from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from tenants.territories import sites
from tests.support.pages import Page
from tests.support.personas import HostClient

MOST_REDIRECTS = 12


class Visitor:
    """One person and their browser; every page opened is kept in `seen`, to be searched afterwards."""

    def __init__(self, name: str, email: str) -> None:
        self.name, self.email = name, email
        self.page = Page("")
        self.status = 0
        self.seen: list[tuple[str, str]] = []
        self._jars: dict[str, HostClient] = {}

    def at(self, host: str) -> HostClient:
        """This person's cookies on this host; forged requests would be refused as in life."""
        if host not in self._jars:
            site = sites.find(host)
            assert site is not None, f"{host} is none of our hosts"
            self._jars[host] = HostClient(site, enforce_csrf_checks=True)
        return self._jars[host]

    def open(self, address: str, *, expects: int = 200) -> Page:
        """Open an address, relative to the page in front of us, and go where it leads."""
        url = urljoin(self.page.address, address)
        return self._arrive(url, self._get(url), expects)

    def follow(self, link: str) -> Page:
        """Open the link that says this."""
        return self.open(self.page.link(link))

    def send(self, button: str, typed: dict[str, Any] | None = None, *, to: str = "", expects: int = 200) -> Page:
        """Fill the form that has this button, by the labels of its fields, and press it."""
        form = self.page.form(button, to=to)
        data = form.filled(typed or {}, button)
        url = urljoin(self.page.address, form.action)
        if form.method == "get":
            return self.open(f"{url.partition('?')[0]}?{urlencode(data, doseq=True)}", expects=expects)
        return self._arrive(url, self.at(urlsplit(url).hostname).post(_path(url), data), expects)

    def _get(self, url: str) -> Any:
        return self.at(urlsplit(url).hostname).get(_path(url))

    def _arrive(self, url: str, response: Any, expects: int) -> Page:
        for _redirect in range(MOST_REDIRECTS):
            if response.status_code not in (301, 302, 303):
                break
            url = urljoin(url, response["Location"])
            response = self._get(url)
        html = response.content.decode() if "text" in response["Content-Type"] else ""
        self.status, self.page = response.status_code, Page(html, url)
        self.seen.append((url, html))
        assert self.status == expects, f"{url}: {self.status} instead of {expects}\n{self.page.words[-1500:]}"
        return self.page


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
