"""What a browser fetches to show a page, and how much of it travels."""

import gzip
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders

PACKED_ALREADY = {".woff2", ".woff", ".png", ".jpg", ".webp"}
IN_A_STYLESHEET = re.compile(r"url\(['\"]?([^'\")]+)['\"]?\)|@import ['\"]([^'\"]+)['\"]")


class _Assets(HTMLParser):
    """The stylesheets, scripts, images and icons that a page asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_link = tag == "link" and {"stylesheet", "icon", "preload", "modulepreload"} & set(
            (given.get("rel") or "").split()
        )
        address = given.get("href") if is_link else given.get("src") if tag in {"script", "img", "source"} else None
        if address and not address.startswith("data:"):
            self.found.add(address)


def assets_of(html: str, path: str) -> frozenset[str]:
    """The addresses of what the page needs, on its own host."""
    parser = _Assets()
    parser.feed(html)
    return frozenset(urljoin(path, found) for found in parser.found)


@cache
def weight_of(asset: str) -> int:
    """Bytes over the wire of a static file with what it calls in turn; 0 for what another view answers."""
    path = urlsplit(asset).path
    if not path.startswith(settings.STATIC_URL):
        return 0
    found = finders.find(path.removeprefix(settings.STATIC_URL))
    assert found, f"{asset} is nowhere"
    content = Path(found).read_bytes()
    called = set()
    if path.endswith(".css"):
        called = {first or second for first, second in IN_A_STYLESHEET.findall(content.decode())}
    others = sum(weight_of(urljoin(path, other)) for other in called if not other.startswith(("data:", "#")))
    return len(content if Path(path).suffix in PACKED_ALREADY else gzip.compress(content)) + others
