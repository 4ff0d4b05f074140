"""A jury's room: its president calls one dossier after the other, tablets follow and mark; a process of its own.

`python -m tests.bench.meeting` reads a Meeting as JSON and prints its Outcome. Connections are to this machine only.
"""

import http.client
import json
import random
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlencode

EVERY = 1.0  # seconds between two questions of a tablet
READS = (1.0, 5.0)  # seconds before a member validates what they see


@dataclass(frozen=True)
class Member:
    """Somebody in the room, in by their cookies; `form`: what each of their ballots holds."""

    cookies: dict[str, str]
    form: dict[str, str]


@dataclass(frozen=True)
class Meeting:
    """`seconds` for each of the dossiers `passages`, which the president opens and closes in turn."""

    port: int
    host: str
    jury: str
    passages: list[str]
    seconds: float
    president: Member
    members: list[Member] = field(default_factory=list)


@dataclass
class Outcome:
    """Milliseconds of the questions that tablets ask, of ballots, and from a change to what a tablet shows of it."""

    asked: list[float] = field(default_factory=list)
    marked: list[float] = field(default_factory=list)
    seen: list[float] = field(default_factory=list)
    unchanged: int = 0
    wrong: list[str] = field(default_factory=list)
    cast: list[tuple[str, str]] = field(default_factory=list)


def put_on(meeting: Meeting) -> Outcome:
    """In another process, until the last dossier is closed."""
    command, asked = [sys.executable, "-m", "tests.bench.meeting"], json.dumps(asdict(meeting))
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    return Outcome(**json.loads(done.stdout))


class Tablet:
    """One kept connection."""

    def __init__(self, meeting: Meeting, member: Member) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", meeting.port, timeout=60)
        self.form, self.tag = member.form, ""
        cookies = "; ".join(f"{name}={value}" for name, value in member.cookies.items())
        self.headers = {
            "Host": meeting.host,
            "Origin": f"https://{meeting.host}",
            "X-Forwarded-Proto": "https",
            "Cookie": cookies,
        }

    def state(self, path: str, times: list[float]) -> dict[str, Any] | None:
        """What has changed since it was last asked, if anything has."""
        more = {"If-None-Match": self.tag} if self.tag else {}
        answer, body = self._ask("GET", path, None, more, times)
        if answer.status == 304:
            return None
        self.tag = answer.headers.get("ETag", "")
        told: dict[str, Any] = json.loads(body)
        return told

    def post(self, path: str, times: list[float]) -> None:
        typed = {"Content-Type": "application/x-www-form-urlencoded"}
        self._ask("POST", path, urlencode(self.form), typed, times)

    def _ask(
        self, method: str, path: str, body: str | None, more: dict[str, str], times: list[float]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        began = time.perf_counter()
        self.connection.request(method, path, body, self.headers | more)
        answer = self.connection.getresponse()
        read = answer.read()
        times.append((time.perf_counter() - began) * 1000)
        if answer.status >= 400:
            raise ValueError(f"{method} {path}: {answer.status}")
        return answer, read


def perform(meeting: Meeting) -> Outcome:
    """Tablets ask every second, not all at once; each marks what is called a little after it has seen it."""
    done, called, over = Outcome(), dict[str, float](), threading.Event()
    with ThreadPoolExecutor(len(meeting.members) + 1) as pool:
        for rank, member in enumerate(meeting.members):
            pool.submit(_told, done, _sit, meeting, member, rank * EVERY / len(meeting.members), called, over, done)
        pool.submit(_told, done, _preside, meeting, called, over, done)
    return done


def _told(done: Outcome, act: Any, *arguments: Any) -> None:
    try:
        act(*arguments)
    except Exception as error:
        done.wrong.append(repr(error))


def _preside(meeting: Meeting, called: dict[str, float], over: threading.Event, done: Outcome) -> None:
    """Whatever happens, the room empties at the end."""
    tablet, times = Tablet(meeting, meeting.president), list[float]()
    try:
        time.sleep(2 * EVERY)
        for passage in meeting.passages:
            tablet.post(f"{meeting.jury}passages/{passage}/commencer/", times)
            called[passage] = time.perf_counter()
            time.sleep(meeting.seconds)
            tablet.post(f"{meeting.jury}passages/{passage}/terminer/", times)
    finally:
        over.set()


def _sit(
    meeting: Meeting, member: Member, first: float, called: dict[str, float], over: threading.Event, done: Outcome
) -> None:
    tablet, chosen, moment = Tablet(meeting, member), random.Random(first), time.perf_counter() + first
    passage, marks_at = "", float("inf")
    while not over.is_set():
        over.wait(max(0.0, moment - time.perf_counter()))
        moment += EVERY
        told = tablet.state(f"{meeting.jury}etat/", done.asked)
        if told is None:
            done.unchanged += 1
        elif told["passage"] and told["passage"] != passage:
            passage = told["passage"]
            while passage not in called:  # its president has not read the answer yet
                time.sleep(0.001)
            done.seen.append(max(0.0, time.perf_counter() - called[passage]) * 1000)
            marks_at = time.perf_counter() + chosen.uniform(*READS)
        if time.perf_counter() > marks_at:
            tablet.post(f"{meeting.jury}passages/{passage}/", done.marked)
            done.cast.append((passage, member.cookies["who"]))
            marks_at = float("inf")


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    president, members = Member(**asked.pop("president")), [Member(**each) for each in asked.pop("members")]
    json.dump(asdict(perform(Meeting(**asked, president=president, members=members))), sys.stdout)
