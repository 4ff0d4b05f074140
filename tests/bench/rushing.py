"""A rush on the site: agents who submit an idea each, and tablets on which members mark; a process of its own.

`python -m tests.bench.rushing` reads a Rush as JSON and prints its Outcome. Connections are to this machine only.
"""

import html
import http.client
import json
import random
import re
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlencode

HIDDEN = re.compile(r'<input type="hidden" name="(key|once|drawn)" value="([^"]*)"')
WORDS = {"answer": "Une réponse.", "title": "Une idée de la ruée", "direction": "Culture"}
PAUSE = 0.25  # seconds to read a page, or to type a few words
LAST = 10.0  # seconds at the end of the rush in which nobody begins any more
STEP = 3.0  # seconds between two acts of a tablet
AGAIN = 0.5  # seconds before somebody presses again what was not answered


@dataclass(frozen=True)
class Visitor:
    """Somebody on a host, in by their cookies. `paths`: the first question; or a list, and dossiers to mark.

    `patience`: how often they press again what was not answered; `cut`: how often, of 1, an answer never arrives.
    """

    host: str
    cookies: dict[str, str]
    paths: list[str]
    form: dict[str, str] = field(default_factory=dict)
    patience: int = 0
    cut: float = 0.0


@dataclass(frozen=True)
class Rush:
    port: int
    seconds: float
    agents: list[Visitor] = field(default_factory=list)
    tablets: list[Visitor] = field(default_factory=list)


@dataclass
class Outcome:
    """Milliseconds of every answer; what was not as it should be; what was acknowledged, by host; pressed again."""

    agents: list[float] = field(default_factory=list)
    tablets: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    submitted: list[tuple[str, str]] = field(default_factory=list)
    marked: list[tuple[str, str, str]] = field(default_factory=list)
    again: int = 0
    elapsed: float = 0.0


class Unanswered(Exception):
    """The connection ended before an answer, or the site asks to come back."""


def put_on(rush: Rush) -> Outcome:
    """In another process, until everybody has done."""
    command, asked = [sys.executable, "-m", "tests.bench.rushing"], json.dumps(asdict(rush))
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    return Outcome(**json.loads(done.stdout))


class Browser:
    """One kept connection, as a browser keeps it; each answer's time goes to `times`."""

    def __init__(self, port: int, visitor: Visitor, times: list[float], done: Outcome) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.visitor, self.times, self.form, self.done = visitor, times, visitor.form, done
        self.cookies = dict(visitor.cookies)
        self.headers = {"Host": visitor.host, "Origin": f"https://{visitor.host}", "X-Forwarded-Proto": "https"}

    def ask(self, method: str, path: str, form: dict[str, str] | None = None, **headers: str) -> tuple[str, str]:
        """The page, and where it sends; pressed again while there is patience. Raises ValueError for an error."""
        for left in range(self.visitor.patience, -1, -1):
            try:
                return self._ask(method, path, form, headers, is_cut=left > 0 and random.random() < self.visitor.cut)
            except (Unanswered, OSError, http.client.HTTPException):
                if not left:
                    raise
                self.connection.close()
                self.done.again += 1
                time.sleep(AGAIN)
        raise AssertionError("nobody gets here")

    def _ask(
        self, method: str, path: str, form: dict[str, str] | None, headers: dict[str, str], *, is_cut: bool
    ) -> tuple[str, str]:
        body = urlencode({**self.form, **form}) if form is not None else None
        typed = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        typed["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        began = time.perf_counter()
        self.connection.request(method, path, body, self.headers | typed | headers)
        if is_cut:
            time.sleep(random.random() / 20)
            raise Unanswered(path)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.times.append((time.perf_counter() - began) * 1000)
        if answer.status in (409, 502, 503, 504):
            raise Unanswered(f"{method} {path}: {answer.status}")
        if answer.status >= 400:
            raise ValueError(f"{method} {path}: {answer.status}")
        return page, answer.headers.get("Location", "")


def submit(browser: Browser, first: str) -> str:
    """From the first question to the acknowledgement, each answer typed, saved and sent; the key of the idea."""
    page, _ = browser.ask("GET", first)
    _, where = browser.ask("POST", first, {**_hidden(page), "answer": "Trop de délais."})
    while "etape" in where:
        page, _ = browser.ask("GET", where)
        time.sleep(PAUSE)
        typed, _ = browser.ask("POST", where, {**_hidden(page), **WORDS, "answer": "Une"}, **{"HX-Request": "true"})
        time.sleep(PAUSE)
        _, where = browser.ask("POST", where, {**_hidden(page), **_hidden(typed), **WORDS})
    page, _ = browser.ask("GET", where)
    _, done = browser.ask("POST", f"{where}deposer/", _hidden(page))
    page, _ = browser.ask("GET", done)
    if "est déposée" not in html.unescape(page):
        raise ValueError(f"{done}: the submission is not acknowledged")
    return where.strip("/").rpartition("/")[2]


def _hidden(page: str) -> dict[str, str]:
    """The first of each."""
    return {name: html.unescape(value) for name, value in reversed(HIDDEN.findall(page))}


def perform(rush: Rush) -> Outcome:
    """Agents arrive one after the other, evenly; tablets act until the end."""
    done, began = Outcome(), time.perf_counter()
    with ThreadPoolExecutor(len(rush.agents) + len(rush.tablets)) as pool:
        for rank, agent in enumerate(rush.agents):
            late = rank * max(rush.seconds - LAST, 1) / len(rush.agents)
            pool.submit(_told, done, _agent, rush.port, agent, began + late, done)
        for rank, tablet in enumerate(rush.tablets):
            first = began + rank * STEP / len(rush.tablets)
            pool.submit(_told, done, _tablet, rush.port, tablet, first, began + rush.seconds, done)
    done.elapsed = time.perf_counter() - began
    return done


def _told(done: Outcome, act: Any, *arguments: Any) -> None:
    try:
        act(*arguments)
    except Exception as error:
        done.wrong.append(repr(error))


def _agent(port: int, agent: Visitor, begins: float, done: Outcome) -> None:
    _wait_until(begins)
    done.submitted.append((agent.host, submit(Browser(port, agent, done.agents, done), agent.paths[0])))


def _tablet(port: int, tablet: Visitor, begins: float, ends: float, done: Outcome) -> None:
    """The list, a dossier, its marks, the list again: each a few seconds after the other."""
    browser, (listed, *dossiers) = Browser(port, tablet, done.tablets, done), tablet.paths
    moment = begins
    for path in dossiers:
        for method, where in (("GET", listed), ("GET", path), ("POST", path)):
            _wait_until(moment)
            if time.perf_counter() > ends:
                return
            browser.ask(method, where, {} if method == "POST" else None)
            moment += STEP
        done.marked.append((tablet.host, path, tablet.cookies["who"]))


def _wait_until(moment: float) -> None:
    threading.Event().wait(max(0.0, moment - time.perf_counter()))


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    people = {kind: [Visitor(**each) for each in asked.pop(kind)] for kind in ("agents", "tablets")}
    json.dump(asdict(perform(Rush(**asked, **people))), sys.stdout)
