"""One page: its statements, its size, its times, and the CPU that it takes from application and database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.conf import settings

from tenants.territories import sites
from tests.bench import load
from tests.bench.pages import CSRF, NATIONAL, Page
from tests.bench.web import Server
from tests.support.personas import HostClient, api_client
from tests.support.statements import Statements

SECURE = {"HTTP_X_FORWARDED_PROTO": "https"}
CLIENTS = 8


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One line of the table; where `is_measured` is false (a page that failed), `status` tells why and figures are 0.

    `statements` of one request; `body_bytes` as the application made them, `sent_bytes` as they travel, compressed.
    Milliseconds: `p50` and `p95` of one client's requests; `application` and `database`, the CPU of one request, and
    `system`, the kernel's part of the application's; `faults`, pages of memory that it had to bring.
    `per_second`: requests answered to CLIENTS clients at once, 0 without a crowd.
    `pretalx_cpu` (milliseconds) and `pretalx_statements` of the same page there, where they were counted.
    """

    name: str
    status: int
    is_measured: bool
    statements: int = 0
    body_bytes: int = 0
    sent_bytes: int = 0
    p50: float = 0.0
    p95: float = 0.0
    per_second: float = 0.0
    application: float = 0.0
    database: float = 0.0
    system: float = 0.0
    faults: float = 0.0
    pretalx_cpu: float | None = None
    pretalx_statements: int | None = None

    @property
    def cpu(self) -> float:
        """Milliseconds of one request, application and database together."""
        return self.application + self.database

    @property
    def ratio(self) -> float | None:
        """How many times less CPU than pretalx."""
        return self.pretalx_cpu / self.cpu if self.pretalx_cpu and self.cpu else None


def least(rounds: Sequence[Measure]) -> Measure:
    """The round that took the least CPU: what else the machine does only adds. The most requests a second of all."""
    measured = [one for one in rounds if one.is_measured]
    if len(measured) < len(rounds):
        return next(one for one in rounds if not one.is_measured)
    return replace(min(measured, key=lambda one: one.cpu), per_second=max(one.per_second for one in measured))


def measure(page: Page, server: Server, *, seconds: float, crowd: bool = True) -> Measure:
    """The whole line of the table; without a crowd, the single client's part only."""
    visitor = _visitor(page)
    # The host's card and the templates are read once in a process's life, not once a request.
    _ask(visitor, page.paths[0], page)
    with Statements() as sql:
        answer = _ask(visitor, page.paths[-1], page)
    known: dict[str, Any] = {"name": page.name, "status": answer.status_code}
    known |= {"pretalx_cpu": page.pretalx_cpu, "pretalx_statements": page.pretalx_statements}
    # A page that sends elsewhere would be measured for nothing; only what was posted is answered by a redirection.
    if not 200 <= answer.status_code < (300 if page.method == "GET" else 400):
        return Measure(is_measured=False, **known)
    task = partial(load.Task, server.port, list(page.paths), _headers(visitor, page), page.method, page.body)
    warm = load.put_on(task(clients=CLIENTS, seconds=0.2, least=3 * CLIENTS))
    before = server.spent()
    alone = load.put_on(task(seconds=seconds))
    application, database = (
        after.since(start, len(alone.times)) for start, after in zip(before, server.spent(), strict=True)
    )
    together = load.put_on(task(clients=CLIENTS, seconds=seconds, least=CLIENTS)) if crowd else load.Result()
    odd = {status for result in (warm, alone, together) for status in result.statuses} - {str(answer.status_code)}
    assert not odd, f"{page.name}: {odd} instead of {answer.status_code}"
    return Measure(
        is_measured=True,
        statements=len(sql),
        body_bytes=len(answer.content),
        sent_bytes=alone.size,
        p50=alone.percentile(0.5),
        p95=alone.percentile(0.95),
        per_second=together.per_second,
        application=application.cpu,
        database=database.cpu,
        system=application.system,
        faults=application.faults,
        **known,
    )


def _visitor(page: Page) -> HostClient:
    """A test client that is what the page's visitor is: its cookies and headers serve the load too."""
    host = settings.BASE_HOST if page.place == NATIONAL else f"{page.place}.{settings.BASE_HOST}"
    site = sites.find(host)
    assert site is not None
    client = api_client(site, page.who.persona) if page.who and page.by_token else HostClient(site)
    client.raise_request_exception = False
    client.defaults.update(SECURE)
    if page.who and not page.by_token:
        client.sign_in(page.who.persona)
    if page.anew:
        client.cookies["somebody"] = "1"
    if page.method == "POST":
        client.cookies[settings.CSRF_COOKIE_NAME] = CSRF
    return client


def _ask(visitor: HostClient, path: str, page: Page) -> Any:
    if page.method == "GET":
        return visitor.get(path)
    return visitor.post(path, page.form, HTTP_ORIGIN=f"https://{visitor.site.host}")


def _headers(visitor: HostClient, page: Page) -> dict[str, str]:
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in visitor.cookies.items() if name != "messages")
    headers = {"Host": visitor.site.host, "X-Forwarded-Proto": "https", "Accept-Encoding": "gzip"}
    if cookies:
        headers["Cookie"] = cookies
    if page.by_token:
        headers["Authorization"] = visitor.defaults["HTTP_AUTHORIZATION"]
    if page.method == "POST":
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{visitor.site.host}"}
    return headers
