"""The load: a process of its own, as many clients as asked, each on one kept connection to this machine only."""

import http.client
import json
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from itertools import count


@dataclass(frozen=True)
class Task:
    """Ask for `paths` in turn until `seconds` have passed and `least` requests were made, or `most` were."""

    port: int
    paths: list[str]
    headers: dict[str, str]
    method: str = "GET"
    body: str = ""
    clients: int = 1
    seconds: float = 2.0
    least: int = 30
    most: int = 1000


@dataclass
class Result:
    """`times` in milliseconds; `size` is the body of the last answer as it travelled."""

    times: list[float] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    size: int = 0
    elapsed: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.times) / self.elapsed if self.elapsed else 0.0

    def percentile(self, share: float) -> float:
        ordered = sorted(self.times)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def put_on(task: Task) -> Result:
    """Run a task in another process and wait for it."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load"],
        input=json.dumps(asdict(task)),
        capture_output=True,
        text=True,
        check=True,
    )
    return Result(**json.loads(done.stdout))


def perform(task: Task) -> Result:
    """Do it here."""
    result, numbers, lock = Result(), count(), threading.Lock()
    started = time.perf_counter()
    threads = [threading.Thread(target=_client, args=(task, result, numbers, lock)) for _ in range(task.clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.elapsed = time.perf_counter() - started
    return result


def _client(task: Task, result: Result, numbers: count, lock: threading.Lock) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", task.port, timeout=60)
    deadline = time.perf_counter() + task.seconds
    while True:
        with lock:
            number = next(numbers)
        if number >= task.most or (number >= task.least and time.perf_counter() > deadline):
            return connection.close()
        began = time.perf_counter()
        connection.request(task.method, task.paths[number % len(task.paths)], task.body or None, task.headers)
        answer = connection.getresponse()
        size = len(answer.read())
        spent = (time.perf_counter() - began) * 1000
        with lock:
            result.times.append(spent)
            result.statuses[str(answer.status)] = result.statuses.get(str(answer.status), 0) + 1
            result.size = size


if __name__ == "__main__":
    json.dump(asdict(perform(Task(**json.load(sys.stdin)))), sys.stdout)
