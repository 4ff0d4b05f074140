"""A real Chromium, wherever it is installed, and what a page did in it."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP *.localhost 127.0.0.1",
]


def find() -> str | None:
    """Its path: CHROMIUM, else the first that is installed."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for path in map(shutil.which, NAMES) if path), None)


@contextmanager
def opened() -> Iterator[Browser]:
    """One browser for many pages."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's own loop runs beside the tests of this process
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def kept(browser: Browser, profile: Path, cookies: Sequence[Any] = ()) -> Iterator[BrowserContext]:
    """A browser whose profile stays on the disk: closed at the end, as a tablet that is switched off."""
    context = browser.browser_type.launch_persistent_context(
        profile, executable_path=find(), args=ARGUMENTS, locale="fr-FR", viewport={"width": 820, "height": 1180}
    )
    context.add_cookies(cookies)
    yield context
    close(context)


def close(context: BrowserContext) -> None:
    """Once its pages stand still: a context whose page is on its way elsewhere may never say that it is closed.

    A page that leaves by itself at that moment interrupts what it was told: it is told again.
    """
    for page in context.pages:
        for _attempt in range(3):
            with suppress(Error):
                page.goto("about:blank", timeout=10_000)
                break
    context.close()


@dataclass
class Watch:
    """What a page asks for and complains of; `requests` are (address, bytes as they travel)."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    _ids: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        session = self.page.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        session.on("Network.loadingFinished", self._finished)

    @property
    def weight(self) -> int:
        """Bytes over the wire, headers included."""
        return sum(self._ids.values())

    def elsewhere(self) -> list[str]:
        """Requests that went to a third party."""
        return [url for url in self.asked if not (urlsplit(url).hostname or "").endswith("eclore.localhost")]

    def start(self) -> None:
        for kept in (self.complaints, self.asked, self._ids):
            kept.clear()

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _finished(self, event: dict[str, Any]) -> None:
        self._ids[event["requestId"]] = int(event["encodedDataLength"])
