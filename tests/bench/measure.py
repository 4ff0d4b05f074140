"""One page: its statements, its size, its times, and the CPU that it takes from application and database."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection

from tenants.territories import sites
from tests.bench import load
from tests.bench.pages import CSRF, NATIONAL, Page
from tests.bench.web import Server
from tests.support.personas import HostClient, api_client
from tests.support.statements import Statements

SECURE = {"HTTP_X_FORWARDED_PROTO": "https"}
CLIENTS = 8


@dataclass(frozen=True)
class Measure:
    """Bytes of the body, raw and as it travels; times in milliseconds; `cpu` of application plus database."""

    name: str
    status: int
    statements: int = 0
    raw: int = 0
    wire: int = 0
    p50: float = 0.0
    p95: float = 0.0
    per_second: float = 0.0
    application: float = 0.0
    database: float = 0.0
    theirs: float | None = None
    their_statements: int | None = None

    @property
    def cpu(self) -> float:
        return self.application + self.database

    @property
    def ratio(self) -> float | None:
        """How many times less than pretalx."""
        return self.theirs / self.cpu if self.theirs and self.cpu else None

    @property
    def is_there(self) -> bool:
        return self.statements > 0 or self.raw > 0


def measure(page: Page, server: Server, *, seconds: float, crowd: bool = True) -> Measure:
    """The whole line of the table; without a crowd, the single client's part only."""
    visitor = _visitor(page)
    # The host's card and the templates are read once in a process's life, not once a request.
    _ask(visitor, page.paths[0], page)
    with Statements() as sql:
        answer = _ask(visitor, page.paths[-1], page)
    # A page that sends elsewhere would be measured for nothing; only what was posted is answered by a redirection.
    if not 200 <= answer.status_code < (300 if page.method == "GET" else 400):
        return Measure(page.name, answer.status_code, theirs=page.theirs, their_statements=page.their_statements)
    headers = _headers(visitor, page)

    def task(**options: Any) -> load.Task:
        return load.Task(server.port, list(page.paths), headers, page.method, page.body, **options)

    warm = load.put_on(task(clients=CLIENTS, seconds=0.2, least=3 * CLIENTS))
    before = server.cpu()
    alone = load.put_on(task(seconds=seconds))
    application, database = (
        (after - start) / len(alone.times) for start, after in zip(before, server.cpu(), strict=True)
    )
    together = load.put_on(task(clients=CLIENTS, seconds=seconds, least=CLIENTS)) if crowd else load.Result()
    odd = {status for result in (warm, alone, together) for status in result.statuses} - {str(answer.status_code)}
    assert not odd, f"{page.name}: {odd} instead of {answer.status_code}"
    return Measure(
        page.name,
        answer.status_code,
        len(sql),
        len(answer.content),
        alone.size,
        alone.percentile(0.5),
        alone.percentile(0.95),
        together.per_second,
        application,
        database,
        page.theirs,
        page.their_statements,
    )


def _visitor(page: Page) -> HostClient:
    """A test client that is what the page's visitor is: its cookies and headers serve the load too."""
    host = settings.BASE_HOST if page.place == NATIONAL else f"{page.place}.{settings.BASE_HOST}"
    site = sites.find(host)
    assert site is not None
    client = api_client(site, page.who.persona) if page.who and page.by_token else HostClient(site)
    client.raise_request_exception = False
    client.defaults.update(SECURE)
    return client.sign_in(page.who.persona) if page.who and not page.by_token else client


def _ask(visitor: HostClient, path: str, page: Page) -> Any:
    if page.method == "GET":
        return visitor.get(path)
    visitor.cookies[settings.CSRF_COOKIE_NAME] = CSRF
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


def database_name() -> str:
    return str(connection.settings_dict["NAME"])
